import { type GraphQLResolveInfo } from 'graphql'
import { type Clock } from '../platform/clock'
import { type Sealer } from '../platform/crypto/sealed-text'
import { type ConnectedDatabase } from '../platform/database/transaction'
import { type Budgets } from '../platform/limits/mail-budgets'
import { type PolicySet } from '../policy/policy-set'
import { type Model } from '../read/schema/model'
import { type Written } from './execute-mutation'
import { type Outside } from './outside'
import { type ActingTransaction } from './transaction'

/** A row that an operation made or changed. Payloads read it afterwards, under the rights of who asked. */
export interface RowRef {
  readonly type: string
  readonly key: number
}

/** What came of an operation, by the fields of its payload. Plain data: it is kept to answer a repetition. */
export type Outcome = Readonly<Record<string, RowRef | readonly RowRef[] | string | number | boolean | null>>

/**
 * What a mutation does. INVARIANT: it touches nothing but its transaction, so that it can be run again after a
 * deadlock, and leaves at least one audit entry - or none at all, where it is done by `nobody`.
 */
export interface Operation<Input, Prepared = undefined> {
  /** The mutation's name: the same key for another mutation is another request. */
  readonly name: string
  /**
   * Who may ask at all. `anyone` is for links that prove themselves. `nobody`: the caller is put aside before anything
   * is done, and the only operations without an audit entry are these, because its moment would tell who it was. Their root
   * field says so too (`byNobody`, `src/read/schema/by-nobody.ts`), which keeps them out of every log.
   */
  readonly by: 'signed in' | 'anyone' | 'nobody'
  /**
   * Whose an `idempotencyKey` is: of a User in the Organisation they act in, unless said otherwise. `user`: of the User,
   * wherever they act, for what changes where they act.
   */
  readonly keyOf?: 'user'
  /** Fields of the outcome that are shown once: they are kept nowhere, and a repeated request answers null. */
  readonly once?: readonly string[]
  /**
   * What takes long or is spent once - passwords hashed and compared, limits of mails - before the transaction begins,
   * so that no row is held meanwhile. What it found out about rows is looked at again in `run`; that the account's
   * password is still the one that was compared, is made sure of for it.
   * @throws Refusal: nothing was begun.
   */
  prepare?(outside: Outside, input: Input): Promise<Prepared>
  /** @throws Refusal: expected problems, told to the caller. Everything is undone. */
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

/** What came of a mutation, and how its payload reads what it shows. */
export interface WriteAnswer extends Written {
  /** What a field of the payload answers: the rows it names as they are now, or a plain value. Null where nothing was done. */
  read(field: GraphQLResolveInfo): Promise<unknown>
}

/** What all writes stand on. */
export interface WriteDependencies {
  readonly dataSource: ConnectedDatabase
  readonly model: Model
  readonly policies: PolicySet
  readonly clock: Clock
  readonly sealer: Sealer
  /** Where browsers reach this installation, without a slash at the end. */
  readonly publicUrl: string
  /** What a User may make happen to others in a while; without bounds where nobody asks from outside. */
  readonly budgets?: Budgets | undefined
}
