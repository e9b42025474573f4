import type { Model, TypeModel } from '../../../query/model/model'
import { typeOf } from '../../../query/model/model'
import { sharesId } from '../../world/keys'
import type { Change } from '../solver'
import type { Texts, ValueKind } from './values'
import { andOf, type Script, symbol } from './script'

/** A question while it becomes text. */
export interface Encoding {
  readonly model: Model
  readonly script: Script
  readonly texts: Texts
  /** Every row named so far, by type: the rows that promises are kept for. */
  readonly objects: Map<string, string[]>
  /** Rows that are too far from the question: no promise is kept for them. */
  readonly beyond: RowTerm[]
  /** How many promises lie between the question and what is being said now. */
  distance: number
  readonly distancesByType: Map<string, number[]>
  readonly promises: Promised[]
  readonly observed: Observed
  /** Composite conditions said before, by what they say of which rows. */
  readonly said: Map<string, string>
  /** Keys and attributes that were declared and bounded. */
  readonly known: Set<string>
  /** Rows reached against a one-to-one key: that key, as `Type.relation term`, leads back to where one came from. */
  readonly backwards: Map<string, string>
  /** The fact that is another one after, once its row has a name. */
  changed: { readonly type: string; readonly term: string; readonly set: Change['set'] } | null
}

/** Something that holds for every row of a type: said of each one named, also of those named later. */
export interface Promised {
  readonly type: string
  readonly keep: (term: string) => void
  /** How many of the type's rows it has been kept for. */
  kept: number
}

/** What to ask Z3 for when it has found something: enough to write down the world. */
export interface Observed {
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

export interface ObservedAttribute {
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

export function hasSharedId(type: TypeModel): boolean {
  return [...type.relations.values()].some((relation) => sharesId(type, relation))
}
