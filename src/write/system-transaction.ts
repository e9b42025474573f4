import { inTransaction } from '../data/transaction'
import { openTransaction, type TransactionGround } from './open-transaction'
import type { Transaction } from './transaction'
import { withRetries } from './with-retries'

/** Runs a piece of a job in one transaction. Nobody asks, so no policy is asked; audit entries name no User. */
export function systemTransaction<Result>(
  ground: TransactionGround,
  now: Date,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const actor = { user: null, organisation: null }
  return withRetries(() =>
    inTransaction(ground.dataSource, (manager) => work(openTransaction(ground, manager, { now, actor }))),
  )
}
