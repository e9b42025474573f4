import {
  keysOf,
  type MadeUpRow,
  type MadeUpValue,
  type MadeUpWorld,
} from '../../analysis/world/made-up-world'
import { suggestion } from '../../policy/parse/policy-error'
import { type PlacedText, readable } from '../../policy/parse/read-shape'
import { type YamlWord, type YamlFile } from '../../policy/parse/read-yaml'
import { dayIn, instantIn } from '../../policy/parse/strict-instant'
import { type Principal } from '../../policy/principal'
import { type Model, type TypeModel } from '../../read/schema/model'
import { type PlacedPrincipal, type PlacedWorld } from './case-grammar'

/** The rows of a case, every type, column and value checked against the schema. */
export function readWorld(said: PlacedWorld, file: YamlFile, model: Model): MadeUpWorld {
  const world: Record<string, Record<number, MadeUpRow>> = {}
  for (const { name, value } of said) {
    const type = model.types.get(name.text)
    if (type === undefined) unknown(name, { what: 'There is no type', all: model.types.keys() }, file)
    else {
      const rows = readable(value ?? []).map(({ name: id, value: row }): [number, MadeUpRow] => [
        Number(id.text),
        rowIn(row, type, file),
      ])
      world[name.text] = Object.fromEntries(rows)
    }
  }
  return world
}

type PlacedRow = NonNullable<NonNullable<PlacedWorld[number]['value']>[number]['value']>

function rowIn(said: PlacedRow, type: TypeModel, file: YamlFile): MadeUpRow {
  const keys = new Map(keysOf(type).map((relation) => [relation.name, relation]))
  const entries = readable(said).flatMap(({ name, value: word }): [string, MadeUpValue][] => {
    const attribute = name.text === 'id' ? undefined : type.attributes.get(name.text)
    const words = attribute ?? keys.get(name.text)
    if (words === undefined) {
      const all = [...type.attributes.keys(), ...keys.keys()].filter((one) => one !== 'id')
      unknown(name, { what: `A row of ${type.name} has no`, all }, file)
      return []
    }
    const value = valueOf(word, attribute?.type ?? 'int', file)
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

/** The value of a text, as its type has it; undefined where it is wrong and reported. */
function valueOf(word: PlacedText, type: AttributeType, file: YamlFile): MadeUpValue | undefined {
  if (word.text === 'null' && !word.quoted) return null
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
type Named = (typeof IDS | typeof FLAGS | typeof TEXTS)[number]

/** The values that a case gives a principal, without those that it leaves out. `null` means that the principal has none. */
export function readPrincipal(said: PlacedPrincipal, file: YamlFile): Partial<Principal> {
  const principal: { -readonly [Key in keyof Principal]?: Principal[Key] } = {}
  const valueAt = (name: Named, type: AttributeType): MadeUpValue | undefined => {
    const word = said[name]
    return word === undefined ? undefined : valueOf(word, type, file)
  }
  for (const name of IDS) {
    const id = valueAt(name, 'int')
    if (typeof id === 'number') principal[name] = { id }
    if (id === null) principal[name] = null
  }
  for (const name of FLAGS) {
    const flag = valueAt(name, 'bool')
    if (typeof flag === 'boolean') principal[name] = flag
  }
  for (const name of TEXTS) {
    const text = valueAt(name, 'string')
    if (typeof text === 'string' || text === null) principal[name] = text
  }
  if (said.scopes !== undefined) principal.scopes = said.scopes.map(({ text }) => text)
  return principal
}
