import { inTransaction, type TransactionManager } from '../data/transaction'
import { describedPolicies } from '../policy/described-policies'
import type { Principal } from '../policy/principal'
import type { WriteGround } from './ground'
import type { Inspection } from './inspection'
import { openTransaction } from './open-transaction'
import { rightsIn } from './rights'

/** Answers an inspection as who asks, on facts of one moment. */
export function inspect<Input, Found>(
  ground: WriteGround,
  principal: Principal,
  { inspection, input }: { readonly inspection: Inspection<Input, Found>; readonly input: Input },
): Promise<Found | null> {
  // INVARIANT: no policy narrows this by scopes, so it is for people, not for their programs.
  if (principal.token) return Promise.resolve(null)
  return inTransaction(ground.dataSource, (manager) =>
    inspectIn(manager, ground, { principal, inspection, input }),
  )
}

/** The same in a transaction that has begun. */
export function inspectIn<Input, Found>(
  manager: TransactionManager,
  ground: WriteGround,
  asked: {
    readonly principal: Principal
    readonly inspection: Inspection<Input, Found>
    readonly input: Input
  },
): Promise<Found | null> {
  const { principal, inspection, input } = asked
  const now = ground.clock.now()
  const tx = openTransaction(ground, manager, { now, actor: { user: null, organisation: null } })
  const { today } = tx
  return inspection.find(
    {
      ...rightsIn(manager, ground, { principal, now }),
      manager,
      now,
      today,
      principal,
      sealer: ground.sealer,
      digestOf: (token) => tx.digestOf(token),
      policies: () => describedPolicies(ground.policies),
    },
    input,
  )
}
