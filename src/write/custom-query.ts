import { type Sealer } from '../platform/crypto/sealed-text'
import { inTransaction, type TransactionManager } from '../platform/database/transaction'
import { type DescribedPolicies, describedPolicies } from '../policy/policy-set'
import { type Principal } from '../policy/principal'
import { rightsIn } from './access-of-rows'
import { openTransaction } from './open-transaction'
import { type WriteGround } from './operation'
import { type ActingTransaction, type Transaction } from './transaction'

/** What an inspection looks with: the rights of who asks, at one moment. */
export interface InspectingTransaction extends Pick<
  ActingTransaction,
  'manager' | 'now' | 'today' | 'principal' | 'sees' | 'reads' | 'digestOf'
> {
  may(action: string, type: string, key: number): Promise<boolean>
  /** The policies in force, as a reviewer reads them. */
  policies(): DescribedPolicies
  readonly sealer: Sealer
}

/**
 * What somebody may look at that is no row of a type: decided by the policies on rows that are. INVARIANT: it writes
 * nothing, and answers null for what may not be known, whether it is there or not.
 */
export interface Inspection<Input, Found> {
  readonly name: string
  find(tx: InspectingTransaction, input: Input): Promise<Found | null>
}

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

/** The door through which resolvers and downloads look at what is no row of a type, as who asks. */
export interface InspectContext {
  inspect<Input, Found>(inspection: Inspection<Input, Found>, input: Input): Promise<Found | null>
}

/**
 * What the holder of a link may look at before answering it. The secret in the input proves itself, and no policy is
 * asked. INVARIANT: it writes nothing, and what is unknown answers like what is used up, void or late.
 */
export interface Inquiry<Input, Found> {
  readonly name: string
  find(
    tx: Pick<Transaction, 'manager' | 'now' | 'digestOf'> & { readonly sealer: Sealer },
    input: Input,
  ): Promise<Found | null>
}

/** Answers an inquiry, on facts of one moment. */
export function inquire<Input, Found>(
  ground: WriteGround,
  { inquiry, input }: { readonly inquiry: Inquiry<Input, Found>; readonly input: Input },
): Promise<Found | null> {
  const at = { now: ground.clock.now(), actor: { user: null, organisation: null } }
  return inTransaction(ground.dataSource, (manager) =>
    inquiry.find({ ...openTransaction(ground, manager, at), sealer: ground.sealer }, input),
  )
}

/** The door through which resolvers look at what a link opens. */
export interface LinkContext {
  look<Input, Found>(inquiry: Inquiry<Input, Found>, input: Input): Promise<Found | null>
}
