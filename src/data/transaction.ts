import type { DataSource, EntityManager, QueryRunner } from 'typeorm'
import { killQueryOf, untilEnded } from './mysql-statements'
import { currentOperation, OperationEnded } from './operation-scope'
import { inTurn } from './turns'
import { markTransaction } from './within-transaction'

/** What a transaction reads and writes through. */
export type TransactionManager = EntityManager

/**
 * Runs `work` in one transaction: all of what it writes is kept, or nothing. Everything must go through
 * the manager it is given. It is undone where the operation it belongs to ends before it.
 * WHY read committed: what is read after a lock was waited for must be what the holder of the lock left behind,
 * not what was there when the transaction began.
 * @throws OperationEnded `undone`
 */
export function inTransaction<Result>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<Result>,
): Promise<Result> {
  const marked = async (manager: EntityManager): Promise<Result> => {
    const signal = currentOperation()?.signal
    const result = await markTransaction(() => work(manager))
    // INVARIANT: from here on nothing ends it any more, and nobody has to wonder whether it was kept.
    signal?.throwIfAborted()
    return result
  }
  return inTurn(dataSource, () => begin(dataSource, marked)).catch((problem: unknown) => {
    throw problem instanceof OperationEnded ? new OperationEnded('undone', problem.message) : problem
  })
}

function begin<Result>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<Result>,
): Promise<Result> {
  if (dataSource.options.type === 'better-sqlite3') {
    return dataSource.transaction(async (manager) => {
      await manager.query(TAKE_WRITE_LOCK)
      return work(manager)
    })
  }
  return dataSource.transaction('READ COMMITTED', async (manager) => {
    await endWithOperation(dataSource, manager.queryRunner)
    return work(manager)
  })
}

/** WHY: a transaction that first reads and then writes fails if another process wrote in between. */
const TAKE_WRITE_LOCK = 'DELETE FROM job_leases WHERE name IS NULL'

/** Makes every statement of a transaction end with its operation; the end of the transaction is not given up. */
async function endWithOperation(dataSource: DataSource, runner: QueryRunner | undefined): Promise<void> {
  const signal = currentOperation()?.signal
  const kill = killQueryOf(dataSource)
  if (signal === undefined || kill === undefined || runner === undefined) return
  // The driver's connection is untyped: mysql2's has the number by which the server knows it.
  const { threadId } = (await runner.connect()) as { readonly threadId: number }
  const query = runner.query.bind(runner)
  const calm = (): Promise<unknown> => query('DO 0')
  const run = (...asked: Parameters<typeof query>): Promise<unknown> =>
    asked[0] === 'COMMIT' || asked[0] === 'ROLLBACK'
      ? query(...asked)
      : untilEnded({ signal, kill: () => kill(threadId), calm }, () => query(...asked))
  // The overloads of `query` are one implementation.
  runner.query = run as typeof query
}
