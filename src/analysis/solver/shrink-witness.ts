import { type Principal } from '../../policy/principal'
import { type MadeUpRow, type MadeUpWorld, rowsOf, withRow } from '../world/made-up-world'
import { type Witness } from '../world/row-graph'
import { QUIET_MOMENT } from './decode-witness'

/**
 * The same witness without anything that it does not need: rows, values, parts of the principal. What is left out is
 * completed with harmless values, so that fewer facts stand there and each of them matters.
 *
 * @param stillHolds whether a smaller witness still answers the question; it is true of the one given.
 */
export function shrinkWitness(witness: Witness, stillHolds: (smaller: Witness) => boolean): Witness {
  const named = new Set(
    [witness.row, ...Object.values(witness.others)].map(({ type, key }) => `${type}:${key}`),
  )
  let best = witness
  const consider = (smaller: Witness): boolean => {
    if (!stillHolds(smaller)) return false
    best = smaller
    return true
  }
  // A second round leaves out what only something left out in the first had needed.
  for (let round = 0; round < 4; round += 1) {
    const before = best
    consider({ ...best, now: QUIET_MOMENT })
    for (const simpler of simplerPrincipals) consider({ ...best, principal: simpler(best.principal) })
    for (const { type, key } of rowsOf(best.world)) {
      if (named.has(`${type}:${key}`)) continue
      consider({ ...best, world: withoutRow(best.world, type, key) })
    }
    for (const { type, key, row } of rowsOf(best.world)) {
      for (const name of Object.keys(row)) {
        const now = best.world[type]?.[key]
        if (now === undefined) continue
        const smaller = Object.fromEntries(Object.entries(now).filter(([other]) => other !== name))
        const dropped = consider({ ...best, world: withRow(best.world, { type, key }, smaller) })
        if (!dropped && now[name] !== null) {
          consider({ ...best, world: withRow(best.world, { type, key }, { ...now, [name]: null }) })
        }
      }
    }
    if (JSON.stringify(before) === JSON.stringify(best)) break
  }
  return { ...best, world: tidy(best.world) }
}

const simplerPrincipals: readonly ((principal: Principal) => Principal)[] = [
  (principal) => ({ ...principal, scopes: [] }),
  (principal) => ({ ...principal, token: false }),
  (principal) => ({ ...principal, staff: null }),
  (principal) => ({ ...principal, accounting: false }),
  (principal) => ({ ...principal, partner: null }),
  (principal) => ({ ...principal, membership: null }),
  (principal) => ({ ...principal, role: null }),
  (principal) => ({ ...principal, organisation: null }),
  (principal) => ({ ...principal, user: null }),
]

function withoutRow(world: MadeUpWorld, type: string, key: number): MadeUpWorld {
  const rows = Object.entries(world[type] ?? {}).filter(([other]) => Number(other) !== key)
  return { ...world, [type]: Object.fromEntries(rows) }
}

/** Types and values in order, types without rows left out. */
function tidy(world: MadeUpWorld): MadeUpWorld {
  const made: Record<string, Record<number, MadeUpRow>> = {}
  for (const { type, key, row } of rowsOf(world)) {
    const values = Object.entries(row).sort(([left], [right]) => (left < right ? -1 : 1))
    const ofType = (made[type] ??= {})
    ofType[key] = Object.fromEntries(values)
  }
  return made
}
