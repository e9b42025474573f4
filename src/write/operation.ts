import type { Outside } from './outside'
import type { ActingTransaction } from './transaction'

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
   * Who may ask at all. `anyone` is for links that prove themselves. `nobody`: whoever asks is put aside before anything
   * is done, and the only operations without an audit entry are these, because its moment would tell who it was. Their root
   * field says so too (`byNobody`, `src/query/by-nobody.ts`), which keeps them out of every log.
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
