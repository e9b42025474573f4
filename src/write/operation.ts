import { type GraphQLResolveInfo } from 'graphql'
import { type Clock } from '../platform/clock'
import { type Sealer } from '../platform/crypto/sealed-text'
import { type ConnectedDatabase } from '../platform/database/transaction'
import { type Budgets } from '../platform/limits/mail-budgets'
import { type PolicySet } from '../policy/policy-set'
import { type Model } from '../read/schema/model'
import { type Written } from './execute-mutation'
import { type Outside } from './outside'
import { type ActingTransaction, type Issuer } from './transaction'

/** A row that an operation made or changed. Payloads read it afterwards, under the rights of the principal. */
export interface RowRef {
  readonly type: string
  readonly key: number
}

/** The outcome of an operation, by the fields of its payload. Plain data, since it is stored to answer a repeated request. */
export type Outcome = Readonly<Record<string, RowRef | readonly RowRef[] | string | number | boolean | null>>

/**
 * What a mutation does. INVARIANT: it touches nothing but its transaction, so that it can be run again after a
 * deadlock, and leaves at least one audit entry - or none at all, where it is done by `nobody`.
 */
export interface Operation<Input, Prepared = undefined> {
  /** The mutation's name. The same `idempotencyKey` for another mutation is another request. */
  readonly name: string
  /**
   * Who may call it at all. `anyone` is for links with a secret. `nobody`: the principal is left out before anything is
   * done. Only these operations have no audit entry, because the time of an entry would show who it was. Their root
   * field says so too (`byNobody`, `src/read/schema/by-nobody.ts`), which keeps them out of every log.
   */
  readonly by: 'signed in' | 'anyone' | 'nobody'
  /**
   * The owner of an `idempotencyKey`: by default a User in the acting Organisation. `user`: the User in every Organisation,
   * for operations that change where the User acts.
   */
  readonly keyOf?: 'user'
  /** Fields of the outcome that are shown once: they are not stored, and a repeated request answers null. */
  readonly once?: readonly string[]
  /**
   * Does what takes long or counts once (hashing and comparing passwords, limits of mails) before the transaction begins,
   * so that no row is locked meanwhile. `run` checks again what this found out about rows; the caller of `run` makes sure
   * that the account's password is still the compared one.
   * @throws Refusal: no transaction has begun.
   */
  prepare?(outside: Outside, input: Input): Promise<Prepared>
  /** @throws Refusal: an expected problem, reported to the caller. Everything is undone. */
  run(tx: ActingTransaction, input: Input, prepared: Prepared): Promise<Outcome>
}

/** The one interface through which resolvers write. */
export interface WriteContext {
  write<Input extends object, Prepared>(
    info: GraphQLResolveInfo,
    operation: Operation<Input, Prepared>,
    input: Input,
  ): Promise<WriteAnswer>
}

/** The outcome of a mutation, and how its payload is read. */
export interface WriteAnswer extends Written {
  /** The answer of a payload field: the current state of the rows it names, or a plain value. Null if nothing was done. */
  read(field: GraphQLResolveInfo): Promise<unknown>
}

/** The dependencies of all writes. */
export interface WriteDependencies {
  readonly dataSource: ConnectedDatabase
  readonly model: Model
  readonly policies: PolicySet
  readonly clock: Clock
  readonly sealer: Sealer
  /** Where browsers reach this installation, without a slash at the end. */
  readonly publicUrl: string
  /** Who issues documents; by default the name that the settings have by default. */
  readonly issuer?: Issuer | undefined
  /** Limits on what a User may cause for others in a period; unlimited for jobs and commands. */
  readonly budgets?: Budgets | undefined
}
