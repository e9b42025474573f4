import { digestOf } from '../platform/crypto/sealed-text'
import { inTransaction } from '../platform/database/transaction'
import { type Principal } from '../policy/principal'
import { openTransaction, type TransactionDependencies, withRetries } from './open-transaction'
import { type WriteDependencies } from './operation'
import { type Transaction } from './transaction'

/** What an operation may use before its transaction begins. */
export interface Outside {
  /** As the request found it; the transaction confirms it. */
  readonly principal: Principal
  readonly now: Date
  /** The scopes that an API token may have. */
  readonly scopes: readonly string[]
  /** Whether this is the password of the principal's account. @throws RATE_LIMITED after too many wrong ones. */
  passwordMatches(password: string): Promise<boolean>
  /** Reads rows in a transaction that ends before this returns. INVARIANT: it locks and writes nothing. */
  look<Found>(find: (tx: ReadingTransaction) => Promise<Found>): Promise<Found>
}

export type ReadingTransaction = Pick<Transaction, 'manager' | 'now' | 'digestOf'>

/** Compares a password with the stored hash of an account. */
export type ComparePassword = (account: {
  readonly email: string
  readonly password: string
  readonly hash: string
}) => Promise<boolean>

interface Preparation extends Outside {
  /** The stored hash that a password was compared with; undefined if none was. */
  readonly comparedHash: () => string | undefined
}

/** The tools of one preparation. */
export function openPreparation(
  dependencies: WriteDependencies,
  principal: Principal,
  comparePassword: ComparePassword,
): Preparation {
  const now = dependencies.clock.now()
  const look: Outside['look'] = (find) =>
    inTransaction(dependencies.dataSource, (manager) => find({ manager, now, digestOf }))
  let compared: string | undefined
  return {
    principal,
    now,
    scopes: dependencies.policies.scopes.map(({ name }) => name),
    passwordMatches: async (password) => {
      const account = principal.user === null ? undefined : await look(accountOf(principal.user.id))
      if (account === undefined) return false
      compared = account.hash
      return comparePassword({ ...account, password })
    },
    look,
    comparedHash: () => compared,
  }
}

type Account = { readonly email: string; readonly hash: string }

function accountOf(user: number): (tx: ReadingTransaction) => Promise<Account | undefined> {
  return async ({ manager }) => {
    const [found] = await manager.query<readonly Account[]>(
      'SELECT email, password_hash AS hash FROM users WHERE id = ?',
      [user],
    )
    return found
  }
}

/** Runs a step of a job in one transaction. There is no caller, so no policy is asked, and audit entries name no User. */
export function systemTransaction<Result>(
  dependencies: TransactionDependencies,
  now: Date,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const actor = { user: null, organisation: null }
  return withRetries(() =>
    inTransaction(dependencies.dataSource, (manager) =>
      work(openTransaction(dependencies, manager, { now, actor })),
    ),
  )
}
