import { type SlotValue } from '../../policy/compile/class-policy'
import { type ColumnModel, typeOf } from '../../read/schema/model'
import {
  completeWorld,
  type MadeUpRow,
  type MadeUpValue,
  type MadeUpWorld,
  rowAt,
  type RowName,
  rowsOf,
  sharesId,
  withRow,
} from '../world/made-up-world'
import { type Comparisons } from './comparisons'
import { type DecisiveFact, childRowsOf, otherEnd, rowText, type Situation, valueIn } from './situation'

/** What a search for changes knows of the question, besides the situation it has come to. */
export interface SearchContext {
  readonly comparisons: Comparisons
  /** The row asked about, which is never removed. */
  readonly subject: RowName
  /** Rows of which everything that conditions may ask is in the world: relations may be led to them. */
  readonly isWhole: (row: RowName) => boolean
}

/**
 * The changes of one fact that may make a difference: of all values that compare alike with everything they are compared
 * with, one.
 *
 * INVARIANT: nothing that cannot be: what must be there stays, an enumeration keeps to its values, relations lead to
 * rows that are there or come with the change, and the principal remains the same person in the same Organisation.
 */
export function possibleEdits(
  situation: Situation,
  fact: DecisiveFact,
  dependencies: SearchContext,
): readonly Edit[] {
  switch (fact.kind) {
    case 'value':
      return typeOf(situation.model, fact.row.type).relations.has(fact.name)
        ? leads(situation, fact, dependencies)
        : sets(situation, fact, dependencies)
    case 'list':
      return additions(situation, fact)
    case 'there': {
      const { type, key } = dependencies.subject
      const removable = fact.row.type !== type || fact.row.key !== key
      return removable && !isLedTo(situation, fact.row) ? [{ kind: 'remove', row: fact.row }] : []
    }
    case 'slot':
      return ofPrincipal(situation, fact.name, dependencies)
  }
}

function leads(
  situation: Situation,
  { row, name }: Extract<DecisiveFact, { kind: 'value' }>,
  { isWhole }: SearchContext,
): readonly Edit[] {
  const { model, world } = situation
  const relation = typeOf(model, row.type).relations.get(name)
  if (relation === undefined) return []
  const now = valueIn(situation, row, name)
  const others = Object.keys(world[relation.target] ?? {})
    .map(Number)
    .sort((left, right) => left - right)
    .filter((key) => key !== now && isWhole({ type: relation.target, key }))
  return [
    ...others.map((to): Edit => ({ kind: 'set', row, name, to })),
    ...(relation.nullable && now !== null ? [{ kind: 'set', row, name, to: null } as const] : []),
    { kind: 'lead', row, name, to: { type: relation.target, key: nextKey(situation) } },
  ]
}

function additions(
  situation: Situation,
  { row, relation: name }: Extract<DecisiveFact, { kind: 'list' }>,
): readonly Edit[] {
  const { target, back } = otherEnd(situation.model, row.type, name)
  if (sharesId(target, back)) {
    const added = { type: target.name, key: row.key }
    return rowAt(situation.world, added) === undefined ? [{ kind: 'add', row, relation: name, added }] : []
  }
  const relation = typeOf(situation.model, row.type).relations.get(name)
  const hanging = new Set(childRowsOf(situation, row, name).map(({ key }) => key))
  const moved = Object.keys(situation.world[target.name] ?? {})
    .map(Number)
    .filter((key) => !hanging.has(key))
    .map((key): Edit => ({ kind: 'set', row: { type: target.name, key }, name: back.name, to: row.key }))
  // A to-one relation that is there already takes no second row.
  if (relation?.many !== true && hanging.size > 0) return []
  const added = { type: target.name, key: nextKey(situation) }
  return [{ kind: 'add', row, relation: name, added }, ...moved]
}

function nextKey({ world }: Situation): number {
  return 1 + Math.max(900_000, ...rowsOf(world).map(({ key }) => key))
}

function sets(
  situation: Situation,
  { row, name }: Extract<DecisiveFact, { kind: 'value' }>,
  { comparisons }: SearchContext,
): readonly Edit[] {
  const column = typeOf(situation.model, row.type).attributes.get(name)
  if (column === undefined || column.derived) return []
  const now = valueIn(situation, row, name)
  const values = representatives(situation, { place: `${row.type}.${name}`, column, now }, comparisons)
  return values.map((to): Edit => ({ kind: 'set', row, name, to }))
}

interface Place {
  readonly place: string
  readonly column: Pick<ColumnModel, 'type' | 'values' | 'nullable'>
  readonly now: SlotValue
}

/** Every value that could compare otherwise: those it is compared with, their neighbours where order is asked, another. */
function representatives(
  situation: Situation,
  { place, column, now }: Place,
  comparisons: Comparisons,
): readonly MadeUpValue[] {
  const { type, values, nullable } = column
  const empty: readonly MadeUpValue[] = nullable ? [null] : []
  if (type === 'bool') return [true, false, ...empty].filter((value) => value !== now)
  if (values !== undefined) return [...values, ...empty].filter((value) => value !== now)
  const { literals, places, ordered } = comparisons.get(place) ?? NOTHING
  const met = [...literals, ...[...places].flatMap((other) => valuesAt(situation, other))]
  const around = ordered ? met.flatMap((value) => neighbours(value, type)) : []
  const all = new Set<MadeUpValue>([...met, ...around])
  return [...all, another(all, { type, now }), ...empty].filter((value) => value !== now)
}

const NOTHING = { literals: new Set<MadeUpValue>(), places: new Set<string>(), ordered: false }

/** All values at a place: of a slot, or of an attribute over all rows. */
function valuesAt(situation: Situation, place: string): readonly MadeUpValue[] {
  const slot = situation.slots.get(place)
  if (slot !== undefined) {
    if (Array.isArray(slot)) return slot as readonly string[]
    return slot === null ? [] : [slot as string | number | boolean]
  }
  const dot = place.indexOf('.')
  const [type, name] = [place.slice(0, dot), place.slice(dot + 1)]
  return Object.keys(situation.world[type] ?? {})
    .map((key) => valueIn(situation, { type, key: Number(key) }, name))
    .filter((value) => value !== null)
}

function neighbours(value: MadeUpValue, type: ColumnModel['type']): readonly MadeUpValue[] {
  if (typeof value === 'number') return [value - 1, value + 1]
  if (typeof value !== 'string' || (type !== 'date' && type !== 'timestamp')) return []
  const step = type === 'date' ? 86_400_000 : 1
  const at = Date.parse(type === 'date' ? `${value}T00:00:00.000Z` : value)
  return [at - step, at + step].map((time) => {
    const text = new Date(time).toISOString()
    return type === 'date' ? text.slice(0, 10) : text
  })
}

/** A value that equals none of the others. */
function another(
  taken: ReadonlySet<MadeUpValue>,
  { type, now }: { readonly type: ColumnModel['type']; readonly now: SlotValue },
): MadeUpValue {
  for (let number = 1; ; number += 1) {
    const value = numbered(type, number)
    if (!taken.has(value) && value !== now) return value
  }
}

function numbered(type: ColumnModel['type'], number: number): MadeUpValue {
  switch (type) {
    case 'int':
      return 1000 + number
    case 'date':
      // eslint-disable-next-line no-restricted-syntax -- a day that is counted with, no instant
      return new Date(Date.UTC(2000, 0, number)).toISOString().slice(0, 10)
    case 'timestamp':
      return new Date(Date.UTC(2000, 0, number)).toISOString()
    case 'string':
    case 'bool':
      return `another ${number}`
  }
}

/** WHY not the ids: another User or Organisation would be another principal. */
function ofPrincipal(situation: Situation, name: string, { comparisons }: SearchContext): readonly Edit[] {
  const { slots } = situation
  const now = slots.get(name) ?? null
  const to = (values: readonly SlotValue[]): readonly Edit[] =>
    values.filter((value) => value !== now).map((value): Edit => ({ kind: 'slot', name, to: value }))
  const literals = [...(comparisons.get(name)?.literals ?? [])]
  const member = (slots.get('principal.membership.id') ?? null) !== null
  switch (name) {
    case 'principal.role':
      return member ? to(literals) : []
    case 'principal.accounting':
      return member ? to([true, false]) : []
    case 'principal.scopes':
      return slots.get('principal.token') === true ? scopes(now, literals.map(String)) : []
    case 'principal.staff':
      return (slots.get('principal.user.id') ?? null) !== null && !member ? to([...literals, null]) : []
    default:
      return []
  }
}

/** One scope more or less, of those that are asked for. */
function scopes(now: SlotValue, asked: readonly string[]): readonly Edit[] {
  const held: readonly string[] = Array.isArray(now) ? (now as readonly string[]) : []
  return asked.map((scope): Edit => {
    const to = held.includes(scope) ? held.filter((one) => one !== scope) : [...held, scope].sort()
    return { kind: 'slot', name: 'principal.scopes', to }
  })
}

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
interface Edited {
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
function isLedTo({ model, world }: Situation, { type, key }: RowName): boolean {
  return rowsOf(world).some((other) =>
    [...typeOf(model, other.type).relations.values()].some((relation) => {
      if (!relation.owning || relation.target !== type) return false
      return sharesId(typeOf(model, other.type), relation)
        ? other.key === key
        : other.row[relation.name] === key
    }),
  )
}
