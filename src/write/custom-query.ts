import { type Sealer } from '../platform/crypto/sealed-text'
import { inTransaction, type TransactionManager } from '../platform/database/transaction'
import { type DescribedPolicies, describedPolicies } from '../policy/policy-set'
import { type Principal } from '../policy/principal'
import { rightsIn } from './access-of-rows'
import { openTransaction } from './open-transaction'
import { type WriteDependencies } from './operation'
import { type ActingTransaction, type Transaction } from './transaction'

/** The context of a custom query: the rights of the principal at one moment. */
export interface CustomQueryTransaction extends Pick<
  ActingTransaction,
  'manager' | 'now' | 'today' | 'startOf' | 'principal' | 'sees' | 'reads' | 'digestOf'
> {
  may(action: string, type: string, key: number): Promise<boolean>
  /** The policies in force, in the form that a reviewer reads. */
  policies(): DescribedPolicies
  readonly sealer: Sealer
}

/**
 * A query for something that is no row of a type; the policies decide it on rows that are. INVARIANT: it writes nothing,
 * and answers null for what the principal may not know, whether it exists or not.
 */
export interface CustomQuery<Input, Found> {
  readonly name: string
  find(tx: CustomQueryTransaction, input: Input): Promise<Found | null>
}

/** Answers a custom query as the principal, on the facts of one moment. */
export function runCustomQuery<Input, Found>(
  dependencies: WriteDependencies,
  principal: Principal,
  { customQuery, input }: { readonly customQuery: CustomQuery<Input, Found>; readonly input: Input },
): Promise<Found | null> {
  // INVARIANT: no policy limits this by scopes, so it is for people, not for their programs.
  if (principal.token) return Promise.resolve(null)
  return inTransaction(dependencies.dataSource, (manager) =>
    customQueryIn(manager, dependencies, { principal, customQuery, input }),
  )
}

/** The same within a transaction. */
export function customQueryIn<Input, Found>(
  manager: TransactionManager,
  dependencies: WriteDependencies,
  asked: {
    readonly principal: Principal
    readonly customQuery: CustomQuery<Input, Found>
    readonly input: Input
  },
): Promise<Found | null> {
  const { principal, customQuery, input } = asked
  const now = dependencies.clock.now()
  const tx = openTransaction(dependencies, manager, { now, actor: { user: null, organisation: null } })
  const { today } = tx
  return customQuery.find(
    {
      ...rightsIn(manager, dependencies, { principal, now }),
      manager,
      now,
      today,
      startOf: (day) => tx.startOf(day),
      principal,
      sealer: dependencies.sealer,
      digestOf: (token) => tx.digestOf(token),
      policies: () => describedPolicies(dependencies.policies),
    },
    input,
  )
}

/** How resolvers and downloads read what is no row of a type, as the principal. */
export interface CustomQueryContext {
  inspect<Input, Found>(customQuery: CustomQuery<Input, Found>, input: Input): Promise<Found | null>
}

/**
 * What the holder of a link may see before answering it. The secret in the input is the proof, so no policy is asked.
 * INVARIANT: it writes nothing, and an unknown link is answered like a used, void or expired one.
 */
export interface LinkQuery<Input, Found> {
  readonly name: string
  find(
    tx: Pick<Transaction, 'manager' | 'now' | 'digestOf'> & { readonly sealer: Sealer },
    input: Input,
  ): Promise<Found | null>
}

/** Answers a public link query, on the facts of one moment. */
export function runLinkQuery<Input, Found>(
  dependencies: WriteDependencies,
  { linkQuery, input }: { readonly linkQuery: LinkQuery<Input, Found>; readonly input: Input },
): Promise<Found | null> {
  const at = { now: dependencies.clock.now(), actor: { user: null, organisation: null } }
  return inTransaction(dependencies.dataSource, (manager) =>
    linkQuery.find({ ...openTransaction(dependencies, manager, at), sealer: dependencies.sealer }, input),
  )
}

/** How resolvers read what a link gives access to. */
export interface LinkContext {
  look<Input, Found>(linkQuery: LinkQuery<Input, Found>, input: Input): Promise<Found | null>
}
