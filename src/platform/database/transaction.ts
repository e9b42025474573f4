import { AsyncLocalStorage } from 'node:async_hooks'
import { type DataSource, type EntityManager, type QueryRunner } from 'typeorm'
import { detectDialect, sqlWords, type SqlWords } from './dialect'
import { killQueryOf, untilEnded } from './mysql'
import { currentOperation, withConnectionLock, OperationEnded } from './operation-scope'

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
  return withConnectionLock(dataSource, () => begin(dataSource, marked)).catch((problem: unknown) => {
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

const within = new AsyncLocalStorage<true>()

/** Runs `work` as a part of a transaction: what must not happen there can tell. */
function markTransaction<Result>(work: () => Promise<Result>): Promise<Result> {
  return within.run(true, work)
}

/**
 * @throws within a transaction. WHY so strict: what takes long while rows are held makes everybody wait who needs them,
 * and on SQLite everybody who writes.
 */
export function refuseWithinTransaction(reason: string): void {
  if (within.getStore() === true) throw new Error(reason)
}

/** Runs the statements of a migration one after the other, in the words of the database at hand. */
export async function runStatements(
  runner: QueryRunner,
  statements: (sql: SqlWords) => readonly string[],
): Promise<void> {
  const dialect = await detectDialect(runner.dataSource, runner)
  for (const statement of statements(sqlWords(dialect))) await runner.query(statement)
}

/** Runs one statement that writes. How many rows it met, on every database. */
export async function affectedRows(
  { queryRunner }: TransactionManager,
  statement: string,
  parameters: readonly (string | number | null)[],
): Promise<number> {
  if (queryRunner === undefined) throw new Error('Rows are counted within a transaction only.')
  const { affected } = await queryRunner.query(statement, [...parameters], true)
  return affected ?? 0
}

/** An open database with its tables, as it is handed about by those who ask nothing of it themselves. */
export type ConnectedDatabase = DataSource

/** What the server needs of a database: one statement with `?` parameters. A TypeORM DataSource is one. */
export interface SqlDatabase {
  query(sql: string, parameters: (string | number | null)[]): Promise<unknown>
}
