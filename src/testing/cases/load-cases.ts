import { rowAt } from '../../analysis/world/made-up-world'
import { type Question } from '../../policy/evaluate/decide'
import { inReadingOrder } from '../../policy/parse/policy-error'
import { readShape } from '../../policy/parse/read-shape'
import { type PolicyFile, readYaml, type YamlWord, type YamlFile } from '../../policy/parse/read-yaml'
import { instantIn } from '../../policy/parse/strict-instant'
import { type PolicySet } from '../../policy/policy-set'
import { SIGNED_OUT } from '../../policy/principal'
import { type Model } from '../../read/schema/model'
import { type ScenarioError, ScenarioErrors } from '../scenarios/scenario'
import { type Case, type ExpectedCell, isCaseName } from './case'
import { anyCase, type PlacedExpectation } from './case-grammar'
import { readPrincipal, readWorld, rowIdOf, unknown } from './read-world'
import { answerFor, type Answers, type Axis, choices, readAnswers, readAxes, variedWorld } from './vary'

/**
 * The cases that these files state, every word checked against schema and policies.
 * INVARIANT: all or nothing; the error names every mistake found.
 */
export function loadCases(files: readonly PolicyFile[], words: CaseWords): readonly Case[] {
  const errors: ScenarioError[] = []
  const cases = files.flatMap((file) => {
    const read = readCases(file, words, errors)
    const missing = new Set(read.flatMap(missingRows))
    const message = (row: string): string => `The world has no ${row}, which is expected to answer.`
    errors.push(
      ...[...missing].map((row) => ({ path: file.path, line: 1, column: 1, message: message(row) })),
    )
    return read
  })
  if (errors.length > 0) throw new ScenarioErrors(inReadingOrder(errors))
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
function readCases(file: PolicyFile, words: CaseWords, errors: ScenarioError[]): readonly Case[] {
  const before = errors.length
  const yaml = readYaml(file, (error) => void errors.push(error))
  if (yaml === null) return []
  const name = caseNameOf(file)
  if (!isCaseName(name)) {
    const message = 'A case is called by small letters, digits and dashes: `no-foreign-invoice.case.yaml`.'
    yaml.report({ ...yaml.place(0), code: 'wrong-shape', message })
  }
  const { about, clock, principal, world, vary, expect } = readShape(yaml, anyCase)?.parts ?? {}
  const axes = vary === undefined ? [] : readAxes(vary, yaml, words.model)
  const base = {
    about: about?.text ?? '',
    clock: clock === undefined ? '' : clockOf(clock, yaml),
    principal: { ...SIGNED_OUT, ...(principal === undefined ? {} : readPrincipal(principal, yaml)) },
    world: world === undefined ? {} : readWorld(world, yaml, words.model),
  }
  const cells = (expect ?? []).flatMap((cell) => cellOf(cell, { file: yaml, words, axes }) ?? [])
  if (errors.length > before) return []
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

function clockOf({ text, place }: YamlWord, file: YamlFile): string {
  const clock = instantIn(text)
  if (clock !== undefined) return clock.toISOString()
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

function cellOf(
  { row, field, action, allowed }: PlacedExpectation,
  { file, words: { model, policies }, axes }: CellReading,
): AskedCell | null {
  const [type = '', id = ''] = row.text.split(':')
  const document = policies.types.get(type)
  if (document === undefined) {
    unknown({ ...row, text: type }, { what: 'No policy decides a type', all: policies.types.keys() }, file)
    return null
  }
  const key = rowIdOf({ ...row, text: id }, file)
  if (field !== undefined) {
    const all = (model.types.get(type)?.fields ?? []).map(({ name }) => name)
    if (!all.includes(field.text))
      unknown({ ...row, text: field.text }, { what: `${type} has no field`, all }, file)
  }
  if (action !== undefined && !document.actions.includes(action.text)) {
    unknown({ ...row, text: action.text }, { what: `${type} has no action`, all: document.actions }, file)
  }
  if (field !== undefined && action !== undefined) {
    file.report({ ...row.place, code: 'fields-on-action', message: 'An action is taken on the whole row.' })
  }
  const question: Question = {
    action: action?.text ?? 'read',
    type,
    ...(field === undefined ? {} : { field: field.text }),
  }
  const answers = readAnswers(allowed, axes, { file, at: row.place })
  return key === null ? null : { question, key, answers }
}
