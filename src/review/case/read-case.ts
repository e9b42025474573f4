import { isScalar, type Node } from 'yaml'
import type { Question } from '../../policy/decide'
import type { PolicyFile } from '../../policy/load-policies'
import type { Place } from '../../policy/policy-error'
import type { PolicySet } from '../../policy/policy-set'
import { SIGNED_OUT, type Principal } from '../../policy/principal'
import { readYaml, type YamlFile } from '../../policy/read-yaml'
import { suggestion } from '../../policy/suggest'
import {
  type Mapping,
  placeOf,
  readFreeMapping,
  readMapping,
  readWord,
  readWords,
  type Word,
} from '../../policy/yaml-shape'
import type { Model, TypeModel } from '../../query/model/model'
import type { Complain } from '../../scenario/scenario-error'
import { keysOf } from '../world/keys'
import type { MadeUpRow, MadeUpValue, MadeUpWorld } from '../world/made-up-world'
import type { Case, ExpectedCell } from './case'

/** What cases may speak of. */
export interface CaseWords {
  readonly model: Model
  readonly policies: Pick<PolicySet, 'types'>
}

/** The case that a file tells; null where it tells none, every mistake told. */
export function readCase(file: PolicyFile, words: CaseWords, complain: Complain): Case | null {
  const mistakes: Place[] = []
  const yaml = readYaml(file, (error) => {
    mistakes.push(error)
    complain(error)
  })
  if (yaml === null) return null
  const keys = { what: 'A case', required: ['about', 'clock', 'principal', 'world', 'expect'], optional: [] }
  const mapping = readMapping(yaml.root, keys, yaml)
  if (mapping === null || mistakes.length > 0) return null
  const told = {
    name: file.path.replace(/^.*\//, '').replace(/\.case\.yaml$/, ''),
    about: textAt(mapping, 'about', yaml),
    clock: clockOf(mapping, yaml),
    principal: principalOf(mapping, yaml),
    world: worldOf(mapping, yaml, words.model),
    expect: cellsOf(mapping, yaml, words),
  }
  return mistakes.length > 0 ? null : told
}

function textAt(mapping: Mapping, key: string, file: YamlFile): string {
  const node = mapping.value(key)
  return node === undefined ? '' : (readWord(node, `\`${key}\``, file)?.text ?? '')
}

function clockOf(mapping: Mapping, file: YamlFile): string {
  const text = textAt(mapping, 'clock', file)
  const clock = new Date(text)
  if (!Number.isNaN(clock.getTime())) return clock.toISOString()
  const node = mapping.value('clock')
  const place = node === undefined ? mapping.place : placeOf(node, file)
  const message = `\`${text}\` is no instant, such as 2026-11-23T12:00:00.000Z.`
  file.report({ ...place, code: 'wrong-shape', message })
  return new Date(0).toISOString()
}

const IDS = ['user', 'organisation', 'membership', 'partner'] as const
const FLAGS = ['accounting', 'token'] as const
const TEXTS = ['role', 'staff'] as const

function principalOf(mapping: Mapping, file: YamlFile): Principal {
  const node = mapping.value('principal')
  const optional = [...IDS, ...FLAGS, ...TEXTS, 'scopes']
  const said =
    node === undefined ? null : readMapping(node, { what: 'The principal', required: [], optional }, file)
  if (said === null) return SIGNED_OUT
  const principal: { -readonly [Key in keyof Principal]: Principal[Key] } = { ...SIGNED_OUT }
  for (const name of IDS) {
    const id = valueAt(said, { name, type: 'int', file })
    if (typeof id === 'number') principal[name] = { id }
  }
  for (const name of FLAGS) principal[name] = valueAt(said, { name, type: 'bool', file }) === true
  for (const name of TEXTS) {
    const text = valueAt(said, { name, type: 'string', file })
    if (typeof text === 'string') principal[name] = text
  }
  const scopes = said.value('scopes')
  if (scopes !== undefined)
    principal.scopes = (readWords(scopes, '`scopes`', file) ?? []).map(({ text }) => text)
  return principal
}

function worldOf(mapping: Mapping, file: YamlFile, model: Model): MadeUpWorld {
  const node = mapping.value('world')
  const types = node === undefined ? null : readFreeMapping(node, '`world`', file)
  const world: Record<string, Record<number, MadeUpRow>> = {}
  for (const name of types?.keys ?? []) {
    const type = model.types.get(name.text)
    const value = types?.value(name.text)
    if (type === undefined) unknown(name, { what: 'There is no type', all: model.types.keys() }, file)
    else if (value !== undefined) world[name.text] = rowsIn(value, type, file)
  }
  return world
}

function rowsIn(node: Node, type: TypeModel, file: YamlFile): Record<number, MadeUpRow> {
  const ids = readFreeMapping(node, `The rows of ${type.name}`, file)
  const rows: Record<number, MadeUpRow> = {}
  for (const id of ids?.keys ?? []) {
    const value = ids?.value(id.text)
    const key = idOf(id, file)
    if (key !== null && value !== undefined) rows[key] = rowIn(value, type, file)
  }
  return rows
}

function rowIn(node: Node, type: TypeModel, file: YamlFile): MadeUpRow {
  const mapping = readFreeMapping(node, `A row of ${type.name}`, file)
  const keys = new Map(keysOf(type).map((relation) => [relation.name, relation]))
  const entries = (mapping?.keys ?? []).flatMap((name): [string, MadeUpValue][] => {
    const attribute = name.text === 'id' ? undefined : type.attributes.get(name.text)
    const words = attribute ?? keys.get(name.text)
    if (words === undefined || mapping === null) {
      const all = [...type.attributes.keys(), ...keys.keys()].filter((one) => one !== 'id')
      unknown(name, { what: `A row of ${type.name} has no`, all }, file)
      return []
    }
    const value = valueAt(mapping, { name: name.text, type: attribute?.type ?? 'int', file })
    if (value === null && !words.nullable) {
      const message = `\`${name.text}\` of a ${type.name} is never null.`
      file.report({ ...name.place, code: 'never-null', message })
    }
    if (typeof value === 'string' && attribute?.values !== undefined && !attribute.values.includes(value)) {
      unknown({ ...name, text: value }, { what: `\`${name.text}\` is never`, all: attribute.values }, file)
    }
    return value === undefined ? [] : [[name.text, value]]
  })
  return Object.fromEntries(entries)
}

function cellsOf(mapping: Mapping, file: YamlFile, words: CaseWords): readonly ExpectedCell[] {
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
  return items.flatMap((item) => cellOf(item, file, words) ?? [])
}

function cellOf(node: Node, file: YamlFile, { model, policies }: CaseWords): ExpectedCell | null {
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
  const key = idOf({ ...row, text: id }, file)
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
  const allowed = valueAt(mapping, { name: 'allowed', type: 'bool', file })
  return key === null ? null : { question, key, allowed: allowed === true }
}

/** The value of a key, as its type has it; undefined where there is none or it is told to be wrong. */
function valueAt(
  mapping: Mapping,
  { name, type, file }: { readonly name: string; readonly type: AttributeType; readonly file: YamlFile },
): MadeUpValue | undefined {
  const node = mapping.value(name)
  const word = node === undefined ? null : readWord(node, `\`${name}\``, file)
  if (node === undefined || word === null) return undefined
  if (word.text === 'null' && isScalar(node) && node.type === 'PLAIN') return null
  const value = valueIn(word.text, type)
  if (value !== undefined) return value
  const message = `\`${word.text}\` is not ${sorts[type]}.`
  file.report({ ...word.place, code: 'wrong-type', message })
  return undefined
}

type AttributeType = 'int' | 'string' | 'bool' | 'date' | 'timestamp'

const sorts: Readonly<Record<AttributeType, string>> = {
  int: 'a whole number',
  string: 'a text',
  bool: '`true` or `false`',
  date: 'a day, such as 2026-11-23',
  timestamp: 'an instant, such as 2026-11-23T12:00:00.000Z',
}

function valueIn(text: string, type: AttributeType): MadeUpValue | undefined {
  switch (type) {
    case 'int':
      return /^-?[0-9]+$/.test(text) ? Number(text) : undefined
    case 'bool':
      return text === 'true' ? true : text === 'false' ? false : undefined
    case 'string':
      return text
    case 'date':
      return instantIn(text)?.slice(0, 10) === text ? text : undefined
    case 'timestamp':
      return instantIn(text)
  }
}

function instantIn(text: string): string | undefined {
  const instant = new Date(text)
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString()
}

function idOf({ text, place }: Word, file: YamlFile): number | null {
  if (/^[1-9][0-9]*$/.test(text)) return Number(text)
  file.report({ ...place, code: 'wrong-shape', message: `\`${text}\` is no id; rows are numbered from 1.` })
  return null
}

function unknown(
  word: Word,
  { what, all }: { readonly what: string; readonly all: Iterable<string> },
  file: YamlFile,
): void {
  const message = `${what} \`${word.text}\`.`
  file.report({ ...word.place, code: 'unknown-name', message, ...suggestion(word.text, all) })
}
