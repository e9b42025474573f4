import { type AttributeWords } from '../../policy/vocabulary'
import { type Model, type TypeModel, typeOf } from '../../read/schema/model'
import { sharesId } from '../world/made-up-world'
import { type Change } from './solver'

/** A question while it becomes text. */
export interface Encoding {
  readonly model: Model
  readonly script: Script
  readonly texts: Texts
  /** Every row named so far, by type: the rows that promises are kept for. */
  readonly objects: Map<string, string[]>
  /** Rows that are too far from the question: no promise is kept for them. */
  readonly beyond: RowTerm[]
  /** How many promises lie between the question and the present formula. */
  distance: number
  readonly distancesByType: Map<string, number[]>
  readonly promises: Promised[]
  readonly observed: Observed
  /** The names of composite conditions that are written already, by condition and rows. */
  readonly said: Map<string, string>
  /** Keys and attributes that were declared and bounded. */
  readonly known: Set<string>
  /** Rows reached against a one-to-one key: that key, as `Type.relation term`, leads back to where one came from. */
  readonly backwards: Map<string, string>
  /** The fact that is another one after, once its row has a name. */
  changed: { readonly type: string; readonly term: string; readonly set: Change['set'] } | null
}

/** Something that holds for every row of a type: said of each one named, also of those named later. */
interface Promised {
  readonly type: string
  readonly keep: (term: string) => void
  /** How many of the type's rows it has been kept for. */
  kept: number
}

/** What to ask Z3 for when it has found something: enough to write down the world. */
interface Observed {
  readonly objects: { readonly type: string; readonly term: string; readonly there: string }[]
  readonly keys: {
    readonly type: string
    readonly term: string
    readonly relation: string
    readonly value: string
  }[]
  readonly attributes: ObservedAttribute[]
  readonly slots: Map<string, { readonly kind: ValueKind; readonly value: string; readonly absent: string }>
  readonly scopes: { readonly value: string; readonly holds: string }[]
}

interface ObservedAttribute {
  readonly type: string
  readonly term: string
  readonly attribute: string
  readonly kind: ValueKind
  readonly value: string
  readonly absent: string
}

/** A row by its type and a term that is its id, in the world before or after the change. */
export interface RowTerm {
  readonly type: string
  readonly term: string
}

export type Moment = 'before' | 'after'

export function promise(encoding: Encoding, type: string, keep: (term: string) => void): void {
  encoding.promises.push({ type, keep, kept: 0 })
}

/**
 * WHY an end: where every row needs another one (a firm its parent), naming them would never stop. The policies of this
 * project need fewer.
 */
const FARTHEST = 3

/** How far each row of a type lies from the question, in the order in which they were named. */
export function distances(encoding: Encoding, type: string): number[] {
  const known = encoding.distancesByType.get(type) ?? []
  encoding.distancesByType.set(type, known)
  return known
}

/** Names a row: from now on promises are kept for it. */
export function addObject(encoding: Encoding, { type, term }: RowTerm): void {
  const known = encoding.objects.get(type) ?? []
  encoding.objects.set(type, known)
  if (known.includes(term)) return
  const isFar = encoding.distance > FARTHEST
  if (isFar && encoding.beyond.some((one) => one.type === type && one.term === term)) return
  if (isFar) encoding.beyond.push({ type, term })
  else {
    known.push(term)
    distances(encoding, type).push(encoding.distance)
  }
  encoding.observed.objects.push({ type, term, there: exists(encoding, { type, term }) })
  for (const relation of typeOf(encoding.model, type).relations.values()) {
    if (sharesId(typeOf(encoding.model, type), relation)) addObject(encoding, { type: relation.target, term })
  }
}

/** That there is such a row: its id is not 0; where it shares its id, that one is a row of this type, too. */
export function exists(encoding: Encoding, { type, term }: RowTerm): string {
  const there = `(> ${term} 0)`
  if (!hasSharedId(typeOf(encoding.model, type))) return there
  const name = symbol(`${type}!`)
  encoding.script.declare(name, '(Int) Bool')
  return andOf([there, `(${name} ${term})`])
}

function hasSharedId(type: TypeModel): boolean {
  return [...type.relations.values()].some((relation) => sharesId(type, relation))
}

/** How a value is an integer. Text is only ever equal or not; days and instants keep the order of their texts. */
export type ValueKind = 'int' | 'bool' | 'text' | 'time'

export function kindOfWords(type: AttributeWords['type']): ValueKind {
  switch (type) {
    case 'int':
      return 'int'
    case 'bool':
      return 'bool'
    case 'string':
      return 'text'
    case 'date':
    case 'timestamp':
      return 'time'
  }
}

/** Every text of a question, by number; further numbers stand for texts that the question does not name. */
interface Texts {
  numberOf(text: string): number
  textOf(number: number): string
}

export function newTexts(): Texts {
  const numbers = new Map<string, number>()
  const texts: string[] = []
  return {
    numberOf: (text) => {
      const known = numbers.get(text)
      if (known !== undefined) return known
      texts.push(text)
      numbers.set(text, texts.length)
      return texts.length
    },
    textOf: (number) => {
      const known = texts[number - 1]
      if (known !== undefined) return known
      // INVARIANT: no text of the question, and another one for every number.
      let text = `text ${number}`
      while (numbers.has(text)) text = `${text}'`
      return text
    },
  }
}

/**
 * INVARIANT: ISO texts compare like these numbers: a day is less than every instant of it and more than every instant
 * before it, as `2026-11-23` is a beginning of `2026-11-23T00:00:00.000Z`. Days are even, instants odd.
 */
export const DAY_STEP = 2 * 86_400_000

/** What the databases hold, from year 1000 to 9999: all of them texts of the same length. */
export const EARLIEST_DAY = Date.UTC(1000, 0, 1) / 86_400_000
export const LATEST_DAY = Date.UTC(9999, 11, 30) / 86_400_000

/** Null where the text is neither a day nor an instant as rows have them. */
export function numberOfTime(text: string): number | null {
  const milliseconds = Date.parse(text)
  if (Number.isNaN(milliseconds)) return null
  const instant = new Date(milliseconds).toISOString()
  if (instant === text) return 2 * milliseconds + 1
  return instant.slice(0, 10) === text ? 2 * milliseconds : null
}

export function timeOfNumber(number: number): string {
  const isDay = number % 2 === 0
  const text = new Date(Math.floor(number / 2)).toISOString()
  return isDay ? text.slice(0, 10) : text
}

/** SMT-LIB writes negative numbers with a minus in front, applied. */
export function numeral(value: number): string {
  return value < 0 ? `(- ${-value})` : String(value)
}

/** SMT-LIB text under construction: what was declared, and what is asserted. */
interface Script {
  declare(name: string, kind: string): void
  assert(formula: string): void
  /** A new name, declared. */
  fresh(prefix: string, sort: 'Int' | 'Bool'): string
  lines(): readonly string[]
}

export function newScript(): Script {
  const declared = new Set<string>()
  const lines: string[] = []
  let count = 0
  const declare = (name: string, kind: string): void => {
    if (declared.has(name)) return
    declared.add(name)
    lines.push(`(declare-fun ${name} ${kind})`)
  }
  return {
    declare,
    assert: (formula) => {
      if (formula !== 'true') lines.push(`(assert ${formula})`)
    },
    fresh: (prefix, sort) => {
      count += 1
      const name = `${prefix}${count}`
      declare(name, `() ${sort}`)
      return name
    },
    lines: () => lines,
  }
}

export function andOf(parts: readonly string[]): string {
  const open = [...new Set(parts)].filter((part) => part !== 'true')
  if (open.includes('false')) return 'false'
  const [only] = open
  if (only === undefined) return 'true'
  return open.length === 1 ? only : `(and ${open.join(' ')})`
}

export function orOf(parts: readonly string[]): string {
  const open = [...new Set(parts)].filter((part) => part !== 'false')
  if (open.includes('true')) return 'true'
  const [only] = open
  if (only === undefined) return 'false'
  return open.length === 1 ? only : `(or ${open.join(' ')})`
}

export function notOf(formula: string): string {
  if (formula === 'true') return 'false'
  if (formula === 'false') return 'true'
  const inner = /^\(not (.*)\)$/.exec(formula)?.[1]
  // WHY the count: `(not a) (not b)` would match as one.
  return inner !== undefined && balanced(inner) ? inner : `(not ${formula})`
}

function balanced(text: string): boolean {
  let depth = 0
  for (const sign of text) {
    if (sign === '(') depth += 1
    if (sign === ')') depth -= 1
    if (depth < 0) return false
  }
  return depth === 0
}

/** An SMT-LIB symbol for any of our names: `|Invoice.billedOrganisation|`. */
export function symbol(name: string): string {
  return `|${name}|`
}
