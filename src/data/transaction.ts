import type { DataSource, EntityManager } from 'typeorm'
import { inTurn } from './turns'
import { markTransaction } from './within-transaction'

/** What a transaction reads and writes through. */
export type TransactionManager = EntityManager

/**
 * Runs `work` in one transaction: all of what it writes is kept, or nothing. Everything must go through
 * the manager it is given.
 * WHY read committed: what is read after a lock was waited for must be what the holder of the lock left behind,
 * not what was there when the transaction began.
 */
export function inTransaction<Result>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<Result>,
): Promise<Result> {
  const marked = (manager: EntityManager): Promise<Result> => markTransaction(() => work(manager))
  if (dataSource.options.type !== 'better-sqlite3') return dataSource.transaction('READ COMMITTED', marked)
  return inTurn(dataSource, () =>
    dataSource.transaction(async (manager) => {
      await manager.query(TAKE_WRITE_LOCK)
      return marked(manager)
    }),
  )
}

/** WHY: a transaction that first reads and then writes fails if another process wrote in between. */
const TAKE_WRITE_LOCK = 'DELETE FROM job_leases WHERE name IS NULL'
