import { AsyncLocalStorage } from 'node:async_hooks'
import { type DataSource, type EntityManager, type QueryRunner } from 'typeorm'
import { detectDialect, sqlWords, type SqlWords } from './dialect'
import { killQueryOf, untilEnded } from './mysql'
import { currentOperation, withConnectionLock, OperationEnded } from './operation-scope'

/** The manager that a transaction reads and writes through. */
export type TransactionManager = EntityManager

/**
 * Runs `work` in one transaction: either everything it writes is kept, or nothing. Everything must go
 * through its manager. It is undone if its operation ends first.
 * WHY read committed: after waiting for a lock, a transaction must read what the lock's holder left behind, not the state
 * when the transaction began.
 * @throws OperationEnded `undone`
 */
export function inTransaction<Result>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<Result>,
): Promise<Result> {
  const marked = async (manager: EntityManager): Promise<Result> => {
    const signal = currentOperation()?.signal
    const result = await markTransaction(() => work(manager))
    // INVARIANT: from here on nothing ends it early, so it is certain whether it was kept.
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

/** Makes every statement of a transaction end with its operation; but never its COMMIT or ROLLBACK. */
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

/** Marks `work` as part of a transaction, so that `refuseWithinTransaction` can refuse in it. */
function markTransaction<Result>(work: () => Promise<Result>): Promise<Result> {
  return within.run(true, work)
}

/**
 * @throws within a transaction. WHY so strict: slow work while rows are locked delays everybody who needs them, and on
 * SQLite everybody who writes.
 */
export function refuseWithinTransaction(reason: string): void {
  if (within.getStore() === true) throw new Error(reason)
}

/** Runs the statements of a migration one after the other, in the dialect of the database. */
export async function runStatements(
  runner: QueryRunner,
  statements: (sql: SqlWords) => readonly string[],
): Promise<void> {
  const dialect = await detectDialect(runner.dataSource, runner)
  for (const statement of statements(sqlWords(dialect))) await runner.query(statement)
}

/** Runs one statement that writes. Returns the number of matched rows, on every database. */
export async function affectedRows(
  { queryRunner }: TransactionManager,
  statement: string,
  parameters: readonly (string | number | null)[],
): Promise<number> {
  if (queryRunner === undefined) throw new Error('Rows are counted within a transaction only.')
  const { affected } = await queryRunner.query(statement, [...parameters], true)
  return affected ?? 0
}

/** An open database with its tables, for code that only passes it on. */
export type ConnectedDatabase = DataSource

/** What the server needs of a database: one statement with `?` parameters. A TypeORM DataSource is one. */
export interface SqlDatabase {
  query(sql: string, parameters: (string | number | null)[]): Promise<unknown>
}
