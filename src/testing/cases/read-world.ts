import { isScalar, type Node } from 'yaml'
import {
  keysOf,
  type MadeUpRow,
  type MadeUpValue,
  type MadeUpWorld,
} from '../../analysis/world/made-up-world'
import { suggestion } from '../../policy/parse/policy-error'
import {
  type Mapping,
  readFreeMapping,
  readMapping,
  readWord,
  readWords,
  type YamlWord,
  type YamlFile,
} from '../../policy/parse/read-yaml'
import { dayIn, instantIn } from '../../policy/parse/strict-instant'
import { type Principal } from '../../policy/principal'
import { type Model, type TypeModel } from '../../read/schema/model'

/** The rows at a node, every type, column and value checked against the schema. */
export function readWorld(node: Node, file: YamlFile, model: Model): MadeUpWorld {
  const types = readFreeMapping(node, '`world`', file)
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
    const key = rowIdOf(id, file)
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

/** The value of a key, as its type has it; undefined where there is none, or where it is wrong and reported. */
export function valueAt(
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
      return dayIn(text)
    case 'timestamp':
      return instantIn(text)?.toISOString()
  }
}

/** The id of a row. Null, and reported, where the word is none. */
export function rowIdOf({ text, place }: YamlWord, file: YamlFile): number | null {
  if (/^[1-9][0-9]*$/.test(text)) return Number(text)
  file.report({ ...place, code: 'wrong-shape', message: `\`${text}\` is no id; rows are numbered from 1.` })
  return null
}

/** Reports a word that names nothing, with the one that was perhaps meant. */
export function unknown(
  word: YamlWord,
  { what, all }: { readonly what: string; readonly all: Iterable<string> },
  file: YamlFile,
): void {
  const message = `${what} \`${word.text}\`.`
  file.report({ ...word.place, code: 'unknown-name', message, ...suggestion(word.text, all) })
}

const IDS = ['user', 'organisation', 'membership', 'partner'] as const
const FLAGS = ['accounting', 'token'] as const
const TEXTS = ['role', 'staff'] as const

/** The values that a node gives a principal, without those that it leaves out. `null` means that the principal has none. */
export function readPrincipal(node: Node, file: YamlFile): Partial<Principal> {
  const optional = [...IDS, ...FLAGS, ...TEXTS, 'scopes']
  const said = readMapping(node, { what: 'The principal', required: [], optional }, file)
  const principal: { -readonly [Key in keyof Principal]?: Principal[Key] } = {}
  if (said === null) return principal
  for (const name of IDS) {
    const id = valueAt(said, { name, type: 'int', file })
    if (typeof id === 'number') principal[name] = { id }
    if (id === null) principal[name] = null
  }
  for (const name of FLAGS) {
    const flag = valueAt(said, { name, type: 'bool', file })
    if (typeof flag === 'boolean') principal[name] = flag
  }
  for (const name of TEXTS) {
    const text = valueAt(said, { name, type: 'string', file })
    if (typeof text === 'string' || text === null) principal[name] = text
  }
  const scopes = said.value('scopes')
  if (scopes !== undefined)
    principal.scopes = (readWords(scopes, '`scopes`', file) ?? []).map(({ text }) => text)
  return principal
}
