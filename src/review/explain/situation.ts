import type { Slots } from '../../policy/slots'
import { type Model, relationOf, type TypeModel, typeOf } from '../../query/model/model'
import { owningSide, sharesId } from '../world/keys'
import { type MadeUpValue, type MadeUpWorld, rowAt, type RowName } from '../world/made-up-world'

/** Who asks, when, and every row that the answer may rest on. The world is complete: `completeWorld` leaves nothing open. */
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
  if (!relation.owning) return hangingOn(situation, row, name)[0] ?? null
  const key = sharesId(type, relation) ? row.key : valueIn(situation, row, name)
  if (typeof key !== 'number') return null
  const target = { type: relation.target, key }
  return rowAt(world, target) === undefined ? null : target
}

/** The rows that hang on a row by a relation that they own. */
export function hangingOn({ model, world }: Situation, row: RowName, name: string): readonly RowName[] {
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
