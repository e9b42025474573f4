import type { Principal } from '../../../policy/principal'
import type { MadeUpValue, RowName } from '../../world/made-up-world'
import type { Witness } from '../../world/witness'
import type { EncodedQuestion } from '../encode/encode-question'
import { timeOfNumber, type ValueKind } from '../encode/values'

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
