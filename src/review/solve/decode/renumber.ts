import { type Model, typeOf } from '../../../query/model/model'
import { type MadeUpRow, type MadeUpValue, rowsOf } from '../../world/made-up-world'
import type { Witness } from '../../world/witness'

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
