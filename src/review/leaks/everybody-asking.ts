import type { Principal } from '../../policy/principal'
import type { Database } from '../../query/database'
import { everyPrincipal } from '../principals/every-principal'
import { principalText } from '../principals/principal-text'
import type { Asking } from './find-leaks'

/** The people known by name first, then everybody else there is, by what they are. */
export async function everybodyAsking(
  database: Database,
  named: readonly Asking[],
): Promise<readonly Asking[]> {
  const known = new Set(named.map((one) => keyOf(one.principal)))
  const others = (await everyPrincipal(database)).filter((one) => !known.has(keyOf(one)))
  return [...named, ...others.map((principal) => ({ name: principalText(principal), principal }))]
}

function keyOf(principal: Principal): string {
  return principalText(principal)
}
