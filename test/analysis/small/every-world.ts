import { type MadeUpRow, type MadeUpWorld } from '../../../src/analysis/world/made-up-world'
import { type Principal, SIGNED_OUT } from '../../../src/policy/principal'

const owners = [null, 1, 2]
const urgencies = [null, false, true]

/** Every letter there can be: whose, carried by whom, in which state. */
const letters: readonly MadeUpRow[] = owners.flatMap((owner) =>
  owners.flatMap((carrier) =>
    urgencies.flatMap((urgent) => ['NEW', 'SENT'].map((state) => ({ owner, carrier, urgent, state }))),
  ),
)

/**
 * Every world of two persons and at most two letters, one page to each. Of two letters none is urgent: no condition
 * speaks of two at once and of that.
 */
export function everyWorld(): readonly MadeUpWorld[] {
  const none = [worldOf([])]
  const one = letters.map((letter) => worldOf([letter]))
  const plain = letters.filter(({ urgent }) => urgent === null)
  const two = plain.flatMap((first, at) => plain.slice(at).map((second) => worldOf([first, second])))
  return [...none, ...one, ...two]
}

function worldOf(some: readonly MadeUpRow[]): MadeUpWorld {
  return {
    Person: { 1: {}, 2: {} },
    Letter: Object.fromEntries(some.map((letter, at) => [at + 1, letter])),
    Page: Object.fromEntries(some.map((_, at) => [at + 1, { letter: at + 1 }])),
  }
}

/** Everybody there can be in such a world. */
export const everybody: readonly Principal[] = [null, 1, 2, 3].flatMap((user) =>
  [null, 'CLERK', 'CHIEF'].map((role) => ({
    ...SIGNED_OUT,
    user: user === null ? null : { id: user },
    role,
  })),
)
