import { type Node } from 'yaml'
import { rowAt } from '../../analysis/world/made-up-world'
import { type Question } from '../../policy/evaluate/decide'
import { type SourcePosition } from '../../policy/parse/policy-error'
import {
  type Mapping,
  placeOf,
  type PolicyFile,
  readMapping,
  readWord,
  readYaml,
  type YamlFile,
} from '../../policy/parse/read-yaml'
import { instantIn } from '../../policy/parse/strict-instant'
import { type PolicySet } from '../../policy/policy-set'
import { SIGNED_OUT } from '../../policy/principal'
import { type Model } from '../../read/schema/model'
import { type ReportScenarioError, type ScenarioError, ScenarioErrors } from '../scenarios/scenario'
import { type Case, type ExpectedCell, isCaseName } from './case'
import { rowIdOf, readPrincipal, readWorld, unknown, valueAt } from './read-world'
import { answerFor, type Answers, type Axis, choices, readAnswers, readAxes, variedWorld } from './vary'

/**
 * The cases that these files state, every word checked against schema and policies.
 * INVARIANT: all or nothing; the error names every mistake found.
 */
export function loadCases(files: readonly PolicyFile[], words: CaseWords): readonly Case[] {
  const errors: ScenarioError[] = []
  const cases = files.flatMap((file) => {
    const read = readCases(file, words, (error) => void errors.push(error))
    const missing = new Set(read.flatMap(missingRows))
    const message = (row: string): string => `The world has no ${row}, which is expected to answer.`
    errors.push(
      ...[...missing].map((row) => ({ path: file.path, line: 1, column: 1, message: message(row) })),
    )
    return read
  })
  if (errors.length > 0) throw new ScenarioErrors(errors)
  return cases
}

function missingRows({ world, expect }: Case): readonly string[] {
  return expect.flatMap(({ question: { type }, key }) =>
    rowAt(world, { type, key }) === undefined ? [`${type}:${key}`] : [],
  )
}

/** The words that cases may use. */
interface CaseWords {
  readonly model: Model
  readonly policies: Pick<PolicySet, 'types'>
}

/** The case of a file, or its cases where it varies something. Every mistake is reported; a file with mistakes has none. */
function readCases(file: PolicyFile, words: CaseWords, reportMistake: ReportScenarioError): readonly Case[] {
  const mistakes: SourcePosition[] = []
  const yaml = readYaml(file, (error) => {
    mistakes.push(error)
    reportMistake(error)
  })
  if (yaml === null) return []
  const required = ['about', 'clock', 'principal', 'world', 'expect']
  const mapping = readMapping(yaml.root, { what: 'A case', required, optional: ['vary'] }, yaml)
  if (mapping === null || mistakes.length > 0) return []
  const name = caseNameOf(file)
  if (!isCaseName(name)) {
    const message = 'A case is called by small letters, digits and dashes: `no-foreign-invoice.case.yaml`.'
    yaml.report({ ...mapping.place, code: 'wrong-shape', message })
  }
  const [vary, principal, world] = ['vary', 'principal', 'world'].map((key) => mapping.value(key))
  const axes = vary === undefined ? [] : readAxes(vary, yaml, words.model)
  const base = {
    about: textAt(mapping, 'about', yaml),
    clock: clockOf(mapping, yaml),
    principal: { ...SIGNED_OUT, ...(principal === undefined ? {} : readPrincipal(principal, yaml)) },
    world: world === undefined ? {} : readWorld(world, yaml, words.model),
  }
  const cells = cellsOf(mapping, { file: yaml, words, axes })
  if (mistakes.length > 0) return []
  return choices(axes).map((choice): Case => ({
    ...base,
    name: choice.length === 0 ? name : `${name} [${choice.map((variant) => variant.name).join(', ')}]`,
    principal: choice.reduce((who, variant) => ({ ...who, ...variant.principal }), base.principal),
    world: variedWorld(base.world, choice),
    expect: cells.map(({ answers, ...cell }) => ({ ...cell, allowed: answerFor(answers, choice) })),
  }))
}

function caseNameOf({ path }: PolicyFile): string {
  return path.replace(/^.*\//, '').replace(/\.case\.yaml$/, '')
}

function textAt(mapping: Mapping, key: string, file: YamlFile): string {
  const node = mapping.value(key)
  return node === undefined ? '' : (readWord(node, `\`${key}\``, file)?.text ?? '')
}

function clockOf(mapping: Mapping, file: YamlFile): string {
  const text = textAt(mapping, 'clock', file)
  const clock = instantIn(text)
  if (clock !== undefined) return clock.toISOString()
  const node = mapping.value('clock')
  const place = node === undefined ? mapping.place : placeOf(node, file)
  const message = `\`${text}\` is no instant, such as 2026-11-23T12:00:00.000Z.`
  file.report({ ...place, code: 'wrong-shape', message })
  return new Date(0).toISOString()
}

/** A cell, and what is expected of it in each case. */
interface AskedCell extends Omit<ExpectedCell, 'allowed'> {
  readonly answers: Answers
}

interface CellReading {
  readonly file: YamlFile
  readonly words: CaseWords
  readonly axes: readonly Axis[]
}

function cellsOf(mapping: Mapping, reading: CellReading): readonly AskedCell[] {
  const { file } = reading
  const node = mapping.value('expect')
  if (node === undefined) return []
  const items = 'items' in node ? (node.items as readonly Node[]) : []
  if (items.length === 0) {
    file.report({
      ...placeOf(node, file),
      code: 'empty-list',
      message: '`expect` is a list of cells, at least one.',
    })
  }
  return items.flatMap((item) => cellOf(item, reading) ?? [])
}

function cellOf(node: Node, { file, words: { model, policies }, axes }: CellReading): AskedCell | null {
  const keys = { what: 'A cell', required: ['row', 'allowed'], optional: ['field', 'action'] }
  const mapping = readMapping(node, keys, file)
  const rowNode = mapping?.value('row')
  if (mapping === null || rowNode === undefined) return null
  const row = readWord(rowNode, '`row`', file)
  const [type = '', id = ''] = row?.text.split(':') ?? []
  const document = policies.types.get(type)
  if (row === null) return null
  if (document === undefined) {
    unknown({ ...row, text: type }, { what: 'No policy decides a type', all: policies.types.keys() }, file)
    return null
  }
  const key = rowIdOf({ ...row, text: id }, file)
  const [field, action] = ['field', 'action'].map((name) => valueAt(mapping, { name, type: 'string', file }))
  if (typeof field === 'string') {
    const all = (model.types.get(type)?.fields ?? []).map(({ name }) => name)
    if (!all.includes(field)) unknown({ ...row, text: field }, { what: `${type} has no field`, all }, file)
  }
  if (typeof action === 'string' && !document.actions.includes(action)) {
    unknown({ ...row, text: action }, { what: `${type} has no action`, all: document.actions }, file)
  }
  if (typeof field === 'string' && typeof action === 'string') {
    file.report({ ...row.place, code: 'fields-on-action', message: 'An action is taken on the whole row.' })
  }
  const question: Question = {
    action: typeof action === 'string' ? action : 'read',
    type,
    ...(typeof field === 'string' ? { field } : {}),
  }
  const allowed = mapping.value('allowed')
  const answers = allowed === undefined ? false : readAnswers(allowed, axes, file)
  return key === null ? null : { question, key, answers }
}
