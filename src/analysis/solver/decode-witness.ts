import { type Slots, slotsOf } from '../../policy/compile/class-policy'
import { holds, type Row } from '../../policy/evaluate/match'
import { type Principal } from '../../policy/principal'
import { type Model, typeOf } from '../../read/schema/model'
import {
  type MadeUpRow,
  type MadeUpValue,
  type MadeUpWorld,
  rowAt,
  type RowName,
  rowsOf,
  withRow,
} from '../world/made-up-world'
import { type RowGraph, rowGraph, type Witness } from '../world/row-graph'
import { type EncodedQuestion } from './encode-question'
import { timeOfNumber, type ValueKind } from './encoding'
import { type Assumption, type Change, type SolverQuestion } from './solver'

/** Everything that Z3 must be asked for, in the order `decodeWitness` reads it. */
export function valueTerms({ encoding, rows }: EncodedQuestion): readonly string[] {
  const { objects, keys, attributes, slots, scopes } = encoding.observed
  return [
    ...[...rows.values()].map(({ term }) => term),
    ...objects.flatMap(({ term, there }) => [term, there]),
    ...keys.flatMap(({ term, value }) => [term, value]),
    ...attributes.flatMap(({ term, value, absent }) => [term, value, absent]),
    ...[...slots.values()].flatMap(({ value, absent }) => [value, absent]),
    ...scopes.flatMap(({ value, holds }) => [value, holds]),
  ]
}

/** The principal, moment and world that these values are. */
export function decodeWitness(
  { encoding, rows }: EncodedQuestion,
  values: readonly (number | boolean)[],
): Witness {
  let at = 0
  const next = (): number | boolean => values[at++] ?? 0
  const number = (): number => Number(next())
  const { observed, texts } = encoding
  const meaning = (kind: ValueKind, value: number): MadeUpValue => {
    switch (kind) {
      case 'int':
        return value
      case 'bool':
        return value === 1
      case 'text':
        return texts.textOf(value)
      case 'time':
        return timeOfNumber(value)
    }
  }
  const named = [...rows].map(([name, { type }]): [string, RowName] => [name, { type, key: number() }])
  const world: Record<string, Record<number, Record<string, MadeUpValue>>> = {}
  const row = (type: string, key: number): Record<string, MadeUpValue> => {
    const ofType = (world[type] ??= {})
    return (ofType[key] ??= {})
  }
  // INVARIANT: a row that shares an id is there only where something says so; its key alone does not make it one.
  const present = new Set<string>()
  for (const { type } of observed.objects) {
    const [key, there] = [number(), next()]
    if (there !== true) continue
    present.add(`${type}:${key}`)
    row(type, key)
  }
  for (const { type, relation } of observed.keys) {
    const [key, led] = [number(), number()]
    if (present.has(`${type}:${key}`)) row(type, key)[relation] = led > 0 ? led : null
  }
  for (const { type, attribute, kind } of observed.attributes) {
    const [key, value, absent] = [number(), number(), next()]
    if (present.has(`${type}:${key}`))
      row(type, key)[attribute] = absent === true ? null : meaning(kind, value)
  }
  const slots = new Map<string, MadeUpValue>()
  for (const [name, { kind }] of observed.slots) {
    const [value, absent] = [number(), next()]
    slots.set(name, absent === true ? null : meaning(kind, value))
  }
  const scopes = new Set<string>()
  for (let index = 0; index < observed.scopes.length; index += 1) {
    const [value, holds] = [number(), next()]
    if (holds === true) scopes.add(texts.textOf(value))
  }
  const others = named.filter(([name]) => name !== 'row')
  const [, asked] = named.find(([name]) => name === 'row') ?? []
  if (asked === undefined) throw new Error('The question names no row')
  return {
    principal: principalOf(slots, [...scopes].sort()),
    now: String(slots.get('now') ?? QUIET_MOMENT),
    world,
    row: asked,
    others: Object.fromEntries(others),
  }
}

/** The moment of worlds in which time plays no part. */
export const QUIET_MOMENT = '2026-01-01T00:00:00.000Z'

function principalOf(slots: ReadonlyMap<string, MadeUpValue>, scopes: readonly string[]): Principal {
  const id = (name: string): { readonly id: number } | null => {
    const value = slots.get(`principal.${name}.id`) ?? null
    return value === null ? null : { id: Number(value) }
  }
  const text = (name: string): string | null => {
    const value = slots.get(`principal.${name}`) ?? null
    return value === null ? null : String(value)
  }
  return {
    user: id('user'),
    organisation: id('organisation'),
    membership: id('membership'),
    partner: id('partner'),
    role: text('role'),
    accounting: slots.get('principal.accounting') === true,
    scopes,
    token: slots.get('principal.token') === true,
    staff: text('staff'),
  }
}

/**
 * The values that Z3 printed for `(get-value (a b c))`, in that order: integers and truth, as numbers and booleans.
 * Null where it printed anything else.
 */
export function readValues(text: string): readonly (number | boolean)[] | null {
  const [list] = readAll(text)
  if (!Array.isArray(list)) return null
  const values: (number | boolean)[] = []
  for (const pair of list) {
    // WHY: a parsed list holds texts and lists; of a pair the last is the value.
    const value: unknown = Array.isArray(pair) ? (pair as readonly unknown[]).at(-1) : undefined
    const read = valueOf(value)
    if (read === null) return null
    values.push(read)
  }
  return values
}

function valueOf(read: unknown): number | boolean | null {
  if (read === 'true' || read === 'false') return read === 'true'
  if (typeof read === 'string') return /^[0-9]+$/.test(read) ? Number(read) : null
  if (!Array.isArray(read) || read[0] !== '-') return null
  const of = valueOf(read[1])
  return typeof of === 'number' ? -of : null
}

type Read = string | Read[]

function readAll(text: string): readonly Read[] {
  const top: Read[] = []
  const open: Read[][] = [top]
  for (const [token] of text.matchAll(/\(|\)|\|[^|]*\||[^\s()|]+/g)) {
    if (token === '(') {
      const list: Read[] = []
      open.at(-1)?.push(list)
      open.push(list)
    } else if (token === ')') open.pop()
    else open.at(-1)?.push(token)
  }
  return top
}

/**
 * The same witness with the ids 1, 2, 3 …: first those of the principal, then that of the row asked about, then the
 * world's. Two ids that were equal stay equal, whatever the types.
 */
export function renumber(model: Model, witness: Witness): Witness {
  const numbers = new Map<number, number>()
  const of = (id: number): number => {
    const known = numbers.get(id) ?? numbers.size + 1
    numbers.set(id, known)
    return known
  }
  const { principal, row, others, world } = witness
  const part = (given: { readonly id: number } | null): { readonly id: number } | null =>
    given === null ? null : { id: of(given.id) }
  const asking = {
    ...principal,
    user: part(principal.user),
    organisation: part(principal.organisation),
    membership: part(principal.membership),
    partner: part(principal.partner),
  }
  const named = { ...row, key: of(row.key) }
  const further = Object.fromEntries(
    Object.entries(others).map(([name, one]) => [name, { ...one, key: of(one.key) }]),
  )
  const rows = rowsOf(world).map(({ type, key, row: values }) => {
    const relations = typeOf(model, type).relations
    const entries = Object.entries(values).map(([name, value]): [string, MadeUpValue] => [
      name,
      relations.has(name) && typeof value === 'number' ? of(value) : value,
    ])
    return { type, key: of(key), row: Object.fromEntries(entries) }
  })
  const made: Record<string, Record<number, MadeUpRow>> = {}
  for (const { type, key, row: values } of rows) {
    const ofType = (made[type] ??= {})
    ofType[key] = values
  }
  return { principal: asking, now: witness.now, world: made, row: named, others: further }
}

/**
 * Whether the engine itself agrees: the question holds of the witness, and its world keeps to every assumption.
 *
 * INVARIANT: a world with null where the database never holds null is no witness, however small. Whoever is shown it, or asks another
 * question of it, would report what cannot exist.
 */
export function replays(question: SolverQuestion, witness: Witness): boolean {
  const { model, condition, assumptions = [], after } = question
  if (!canBeStored(model, witness.world)) return false
  const slots = slotsOf(witness.principal, new Date(witness.now))
  const before = rowGraph(model, witness.world)
  if (!holds(condition, { rows: namedRows(before, witness), slots })) return false
  if (!assumptions.every((one) => keepsTo(one, before, slots))) return false
  if (after === undefined) return true
  const changed = rowGraph(model, worldAfter(witness, after.change))
  const [rowsBefore, rowsAfter] = [namedRows(before, witness), namedRows(changed, witness)]
  return (
    after.either.some(
      (one) => holds(one.before, { rows: rowsBefore, slots }) && holds(one.after, { rows: rowsAfter, slots }),
    ) && assumptions.every((one) => keepsTo(one, changed, slots))
  )
}

/** The witness's world once the change has been made. */
export function worldAfter({ world, row, others }: Witness, { of, set }: Change): MadeUpWorld {
  const name = of === 'row' ? row : others[of]
  if (name === undefined) throw new Error(`The witness has no row ${of}`)
  return withRow(world, name, { ...rowAt(world, name), ...set })
}

/** Whether nothing is null that is never null. */
function canBeStored(model: Model, world: MadeUpWorld): boolean {
  return rowsOf(world).every(({ type, row }) => {
    const { attributes, relations } = typeOf(model, type)
    return Object.entries(row).every(
      ([name, value]) => value !== null || (attributes.get(name) ?? relations.get(name))?.nullable !== false,
    )
  })
}

function namedRows(graph: RowGraph, { row, others }: Witness): ReadonlyMap<string, Row> {
  const names: [string, RowName][] = [['row', row], ...Object.entries(others)]
  return new Map(names.map(([name, at]) => [name, graph.row(at)]))
}

/** Whether every row of the world is as the assumption has it. */
export function keepsTo(assumption: Assumption, graph: RowGraph, slots: Slots): boolean {
  for (const rows of combinations([...assumption.each], graph, new Map())) {
    if (!holds(assumption.if, { rows, slots })) continue
    const found = combinations([...assumption.some], graph, rows)
    if (![...found].some((all) => holds(assumption.then, { rows: all, slots }))) return false
  }
  return true
}

function* combinations(
  [next, ...rest]: readonly (readonly [string, string])[],
  graph: RowGraph,
  rows: ReadonlyMap<string, Row>,
): Generator<ReadonlyMap<string, Row>> {
  if (next === undefined) {
    yield rows
    return
  }
  const [name, type] = next
  for (const row of graph.rows(type)) yield* combinations(rest, graph, new Map([...rows, [name, row]]))
}
