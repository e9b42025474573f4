import type { SlotValue } from '../../policy/slots'
import { typeOf } from '../../query/model/model'
import { completeWorld } from '../world/complete-world'
import { sharesId } from '../world/keys'
import {
  type MadeUpRow,
  type MadeUpValue,
  type MadeUpWorld,
  rowAt,
  type RowName,
  rowsOf,
  withRow,
} from '../world/made-up-world'
import { rowText } from './fact'
import { otherEnd, type Situation } from './situation'

/** One change of facts. What a row that it adds says of itself is part of the same change. */
export type Edit =
  | { readonly kind: 'set'; readonly row: RowName; readonly name: string; readonly to: MadeUpValue }
  /** A relation of a row leads to a row that was not there before. */
  | { readonly kind: 'lead'; readonly row: RowName; readonly name: string; readonly to: RowName }
  /** A new row hangs on this one. */
  | { readonly kind: 'add'; readonly row: RowName; readonly relation: string; readonly added: RowName }
  | { readonly kind: 'remove'; readonly row: RowName }
  | { readonly kind: 'slot'; readonly name: string; readonly to: SlotValue }

/** The situation after a change, and the rows that came with it. */
export interface Edited {
  readonly situation: Situation
  readonly added: readonly RowName[]
}

export function edited(situation: Situation, edit: Edit): Edited {
  const { model, world, slots } = situation
  switch (edit.kind) {
    case 'set': {
      const row = { ...rowAt(world, edit.row), [edit.name]: edit.to }
      return { situation: { ...situation, world: withRow(world, edit.row, row) }, added: [] }
    }
    case 'slot':
      return { situation: { ...situation, slots: new Map([...slots, [edit.name, edit.to]]) }, added: [] }
    case 'remove':
      return { situation: { ...situation, world: without(world, edit.row) }, added: [] }
    case 'lead': {
      const row = { ...rowAt(world, edit.row), [edit.name]: edit.to.key }
      return grown(situation, withRow(withRow(world, edit.row, row), edit.to, {}))
    }
    case 'add': {
      const { target, back } = otherEnd(model, edit.row.type, edit.relation)
      const key: MadeUpRow = sharesId(target, back) ? {} : { [back.name]: edit.row.key }
      return grown(situation, withRow(world, edit.added, key))
    }
  }
}

/** INVARIANT: a row that has to lead somewhere does: what it needs is added with it. */
function grown(situation: Situation, world: MadeUpWorld): Edited {
  const whole = completeWorld(situation.model, world)
  const before = new Set(rowsOf(situation.world).map(rowText))
  const added = rowsOf(whole).filter((row) => !before.has(rowText(row)))
  return {
    situation: { ...situation, world: whole },
    added: added.map(({ type, key }) => ({ type, key })),
  }
}

function without(world: MadeUpWorld, { type, key }: RowName): MadeUpWorld {
  const rows = Object.entries(world[type] ?? {}).filter(([id]) => Number(id) !== key)
  return { ...world, [type]: Object.fromEntries(rows) }
}

/** Whether some row leads to this one: it cannot be removed alone. */
export function isLedTo({ model, world }: Situation, { type, key }: RowName): boolean {
  return rowsOf(world).some((other) =>
    [...typeOf(model, other.type).relations.values()].some((relation) => {
      if (!relation.owning || relation.target !== type) return false
      return sharesId(typeOf(model, other.type), relation)
        ? other.key === key
        : other.row[relation.name] === key
    }),
  )
}
