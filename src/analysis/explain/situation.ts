import { type Slots } from '../../policy/compile/class-policy'
import { type Model, relationOf, type TypeModel, typeOf } from '../../read/schema/model'
import {
  type MadeUpValue,
  type MadeUpWorld,
  owningSide,
  rowAt,
  type RowName,
  sharesId,
} from '../world/made-up-world'

/** The principal, the moment, and every row that the answer may depend on. `completeWorld` has filled in every value. */
export interface Situation {
  readonly model: Model
  readonly world: MadeUpWorld
  readonly slots: Slots
}

/** A value that a row says of itself. */
export function valueIn(situation: Situation, row: RowName, name: string): MadeUpValue {
  return name === 'id' ? row.key : (rowAt(situation.world, row)?.[name] ?? null)
}

/** Where a to-one relation of a row leads; null where it leads nowhere. */
export function targetIn(situation: Situation, row: RowName, name: string): RowName | null {
  const { model, world } = situation
  const type = typeOf(model, row.type)
  const relation = relationOf(type, name)
  if (!relation.owning) return childRowsOf(situation, row, name)[0] ?? null
  const key = sharesId(type, relation) ? row.key : valueIn(situation, row, name)
  if (typeof key !== 'number') return null
  const target = { type: relation.target, key }
  return rowAt(world, target) === undefined ? null : target
}

/** The rows that hang on a row by a relation that they own. */
export function childRowsOf({ model, world }: Situation, row: RowName, name: string): readonly RowName[] {
  const { target, back } = otherEnd(model, row.type, name)
  const rows = world[target.name] ?? {}
  if (sharesId(target, back)) return row.key in rows ? [{ type: target.name, key: row.key }] : []
  return Object.entries(rows)
    .filter(([, one]) => one[back.name] === row.key)
    .map(([key]) => ({ type: target.name, key: Number(key) }))
    .sort((left, right) => left.key - right.key)
}

/** The type at the end of a relation that others own, and their side of it. */
export function otherEnd(
  model: Model,
  type: string,
  name: string,
): { readonly target: TypeModel; readonly back: ReturnType<typeof owningSide> } {
  const words = typeOf(model, type)
  const relation = relationOf(words, name)
  return { target: typeOf(model, relation.target), back: owningSide(model, words, relation) }
}

/** One thing that could be otherwise, and on which an answer may rest. */
export type DecisiveFact =
  /** An attribute of a row, or where one of its owning relations leads. */
  | { readonly kind: 'value'; readonly row: RowName; readonly name: string }
  /** That these and no other rows hang on a row by a relation that the others own. */
  | { readonly kind: 'list'; readonly row: RowName; readonly relation: string }
  /** That a row is there at all. */
  | { readonly kind: 'there'; readonly row: RowName }
  /** A value of the principal: `principal.role`. */
  | { readonly kind: 'slot'; readonly name: string }

/** The same text for the same fact. */
export function factKey(fact: DecisiveFact): string {
  switch (fact.kind) {
    case 'value':
      return `${rowText(fact.row)}.${fact.name}`
    case 'list':
      return `${rowText(fact.row)}.${fact.relation}[]`
    case 'there':
      return rowText(fact.row)
    case 'slot':
      return fact.name
  }
}

export function rowText({ type, key }: RowName): string {
  return `${type}:${key}`
}
