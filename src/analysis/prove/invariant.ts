import { type NameScope } from '../../policy/compile/cel-path'
import { PRINCIPAL_WORDS } from '../../policy/compile/class-policy'
import { type Condition } from '../../policy/condition'
import { type Question } from '../../policy/evaluate/decide'
import { type PolicyErrorCode, suggestion } from '../../policy/parse/policy-error'
import { readable } from '../../policy/parse/read-shape'
import { type YamlWord } from '../../policy/parse/read-yaml'
import { type Assumption, type Change } from '../solver/solver'
import { type MadeUpValue } from '../world/made-up-world'
import { type PlacedChange } from './invariant-grammar'
import { type InvariantReading } from './read-invariants'

/** The content of `invariants.yaml`. */
export interface InvariantFile {
  readonly assumptions: readonly Assumption[]
  readonly invariants: readonly Invariant[]
  readonly deliberate: readonly Deliberate[]
}

interface Common {
  readonly id: string
  /** The sentence that is proved. */
  readonly says: string
  /** Variable → type. The first is called `row` in conditions, the others by their own names. */
  readonly of: ReadonlyMap<string, string>
  /** Where it is about: of these rows only. */
  readonly when: Condition
  readonly path: string
  readonly line: number
}

export type Invariant =
  /** None of the cells, for anybody, where `when` holds. */
  | (Common & { readonly kind: 'never'; readonly cells: readonly Cell[] })
  /** A principal that has one of the cells, where `when` holds, has all of those in `also`. */
  | (Common & { readonly kind: 'whoever'; readonly cells: readonly Cell[]; readonly also: readonly Cell[] })
  /** Whoever has one of the cells, where `when` holds, is such a one. */
  | (Common & { readonly kind: 'only'; readonly cells: readonly Cell[]; readonly then: Condition })
  /** No cell of any type at all, for whom `when` holds. `when` is about the principal alone. */
  | (Common & { readonly kind: 'nothing'; readonly except: readonly Coordinate[] })
  /** Where a fact changes, no cell of any type opens (or closes) to anybody. */
  | (Common & {
      readonly kind: 'change'
      readonly change: Change | PrincipalChange
      readonly never: 'opens' | 'closes'
      readonly except: readonly Coordinate[]
      /** These cells alone; null for every cell there is. */
      readonly within: readonly Coordinate[] | null
    })

/** Another principal: `token` is true instead of false, and all else stays. */
export interface PrincipalChange {
  readonly of: 'principal'
  /** Slots by their names after `principal.`. */
  readonly set: Readonly<Record<string, string | number | boolean | null>>
}

/** A cell of a row that the invariant names. */
export interface Cell {
  /** `row`, or another name of `of`. */
  readonly of: string
  readonly question: Question
}

/** A cell of any row of a type, and why it is left out. */
export interface Coordinate {
  readonly question: Question
}

/** A rule that is weak on purpose. */
export interface Deliberate {
  readonly rule: string
  readonly is: Weakness
  /** Of a redundant condition: its text. */
  readonly condition: string | null
  readonly because: string
  readonly path: string
  readonly line: number
}

export const WEAKNESSES = ['dead', 'shadowed', 'redundant'] as const
export type Weakness = (typeof WEAKNESSES)[number]

/** `read invoice.net`, `pay invoice` with the variable for the row. */
export function cellName({ question: { action, type, field } }: Pick<Cell, 'question'>): string {
  return field === undefined ? `${action} ${type}` : `${action} ${type}.${field}`
}

export function sameQuestion(left: Question, right: Question): boolean {
  return left.action === right.action && left.type === right.type && left.field === right.field
}

/** `read invoice`, `read invoice.net`, `read invoice.*`, `pay invoice`: of rows that the invariant names. */
export function readCells(
  words: readonly YamlWord[],
  rows: NameScope['rows'],
  reading: InvariantReading,
): readonly Cell[] {
  return words.flatMap((word) => {
    const said = split(word, reading)
    const row = said === null ? undefined : rows.get(said.name)
    if (said === null) return []
    if (row === undefined) {
      wrong(word, { what: 'The invariant names no row', name: said.name, all: rows.keys() }, reading)
      return []
    }
    return questionsOf(word, { ...said, type: row.type }, reading).map((question) => ({
      of: row.of,
      question,
    }))
  })
}

/** `read Partnership.status`, `read Partnership.*`: of any row of the type. */
export function readCoordinates(
  words: readonly YamlWord[],
  reading: InvariantReading,
): readonly Coordinate[] {
  const { policies } = reading
  return words.flatMap((word) => {
    const said = split(word, reading)
    if (said === null) return []
    if (!policies.types.has(said.name)) {
      wrong(word, { what: 'No policy decides a type', name: said.name, all: policies.types.keys() }, reading)
      return []
    }
    return questionsOf(word, { ...said, type: said.name }, reading).map((question) => ({ question }))
  })
}

/** `anything` stands for every cell of every type. */
export function isAnything(words: YamlWord | readonly YamlWord[] | undefined): boolean {
  return words !== undefined && 'text' in words && words.text === 'anything'
}

/** `{ partnership: { status: ENDED } }`: one row, and what of it is another value after. */
export function readChange(
  [changed]: PlacedChange,
  rows: NameScope['rows'],
  reading: InvariantReading,
): Change | PrincipalChange | null {
  if (changed === undefined || changed.value === null) return null
  const { name, value: set } = changed
  if (name.text === 'principal') return principalChange(set, reading)
  const row = rows.get(name.text)
  if (row === undefined) {
    wrong(name, { what: 'The invariant names no row', name: name.text, all: rows.keys() }, reading)
    return null
  }
  const type = reading.model.types.get(row.type)
  if (type === undefined) return null
  const entries = readable(set).flatMap(({ name: key, value: word }): [string, MadeUpValue][] => {
    const attribute = type.attributes.get(key.text)
    if (attribute === undefined || key.text === 'id') {
      wrong(key, { what: `A ${row.type} has no value`, name: key.text, all: type.attributes.keys() }, reading)
      return []
    }
    if (attribute.values !== undefined && word.text !== 'null' && !attribute.values.includes(word.text)) {
      wrong(word, { what: `\`${key.text}\` is never`, name: word.text, all: attribute.values }, reading)
      return []
    }
    return [[key.text, valueOf(word.text, attribute.type)]]
  })
  return entries.length < set.length ? null : { of: row.of, set: Object.fromEntries(entries) }
}

function principalChange(
  set: NonNullable<PlacedChange[number]['value']>,
  reading: InvariantReading,
): PrincipalChange | null {
  const entries = readable(set).flatMap(
    ({ name: key, value: word }): [string, string | number | boolean | null][] => {
      const type = PRINCIPAL_WORDS.get(key.text)
      if (type !== undefined && type !== 'list') return [[key.text, valueOf(word.text, type)]]
      wrong(key, { what: 'A principal has no value', name: key.text, all: PRINCIPAL_WORDS.keys() }, reading)
      return []
    },
  )
  return entries.length < set.length ? null : { of: 'principal', set: Object.fromEntries(entries) }
}

function valueOf(text: string, type: 'int' | 'string' | 'bool' | 'date' | 'timestamp'): MadeUpValue {
  if (text === 'null') return null
  if (type === 'int') return Number(text)
  return type === 'bool' ? text === 'true' : text
}

interface Said {
  readonly action: string
  readonly name: string
  readonly field: string | undefined
}

function split(word: YamlWord, reading: InvariantReading): Said | null {
  const [, action, name, field] = /^([a-zA-Z]+) ([a-zA-Z]+)(?:\.([a-zA-Z]+|\*))?$/.exec(word.text) ?? []
  if (action !== undefined && name !== undefined) return { action, name, field }
  const message = `\`${word.text}\` is no cell: say \`read row\`, \`read row.field\`, \`read row.*\` or \`action row\`.`
  reading.file.report({ ...word.place, code: 'wrong-shape', message })
  return null
}

function questionsOf(
  word: YamlWord,
  {
    action,
    type,
    field,
  }: { readonly action: string; readonly type: string; readonly field: string | undefined },
  reading: InvariantReading,
): readonly Question[] {
  const { model, policies } = reading
  const actions = ['read', ...(policies.types.get(type)?.actions ?? [])]
  const fields = (model.types.get(type)?.fields ?? []).map(({ name }) => name)
  if (!actions.includes(action)) {
    wrong(
      word,
      { what: `${type} has no action`, name: action, all: actions, code: 'unknown-action' },
      reading,
    )
    return []
  }
  if (field === undefined) return [{ action, type }]
  if (field === '*') return fields.map((name) => ({ action, type, field: name }))
  if (fields.includes(field)) return [{ action, type, field }]
  wrong(word, { what: `${type} has no field`, name: field, all: fields, code: 'unknown-field' }, reading)
  return []
}

function wrong(
  { place }: YamlWord,
  mistake: {
    readonly what: string
    readonly name: string
    readonly all: Iterable<string>
    readonly code?: PolicyErrorCode
  },
  { file }: InvariantReading,
): void {
  const { what, name, all, code = 'unknown-name' } = mistake
  file.report({ ...place, code, message: `${what} \`${name}\`.`, ...suggestion(name, all) })
}
