import { type DataSource, QueryFailedError, QueryResult, type QueryRunner } from 'typeorm'
import { type BetterSqlite3DataSourceOptions } from 'typeorm/driver/better-sqlite3/BetterSqlite3DataSourceOptions'
import { FairQueue } from '../fair-queue'
import { currentOperation, currentSpender, withConnectionLock, refuseWithin } from './operation-scope'
import { SqliteProcess, type Statement } from './sqlite-process'

/** How many processes read a file at once. WHY three: a long read occupies one, and two stay free for everybody else. */
const READERS = 3

interface SqliteOptions {
  readonly path: string
  /** 0: never. */
  readonly statementTimeoutMs: number
}

/**
 * Moves every statement on a SQLite file out of this process: reads outside transactions to one of several readers,
 * everything else to one writer.
 * INVARIANT: no statement blocks the event loop. A reader sees what was committed before it began.
 */
export function runInProcesses(dataSource: DataSource, options: SqliteOptions): DataSource {
  const writer = new SqliteProcess(options.path, 'write')
  const readers = readersOf(options)
  const runner = dataSource.createQueryRunner()
  runner.query = writeThrough(runner, writer, options)
  // They are set on TypeORM's connection, which no longer writes anything.
  runner.beforeMigration = async () => {
    await runner.query('PRAGMA foreign_keys = OFF')
  }
  runner.afterMigration = async () => {
    await runner.query('PRAGMA foreign_keys = ON')
  }
  // A transaction that a plain statement began: the following statements are part of it, reads too.
  let byHand = false
  const query = dataSource.query.bind(dataSource)
  dataSource.query = async <Answer>(...[text, values, through]: Parameters<DataSource['query']>) => {
    if (through !== undefined) return query<Answer>(text, values, through)
    refuseWithin(dataSource)
    if (isBegin(text)) byHand = true
    if (text === 'COMMIT' || text === 'ROLLBACK') byHand = false
    if (byHand || !isRead(text)) return withConnectionLock(dataSource, () => query<Answer>(text, values))
    const statement = { text, values: plain(values) }
    dataSource.logger.logQuery(text, [...statement.values])
    // TypeORM too lets the caller choose the type of the rows.
    return (await readers.read(statement)) as Answer
  }
  const destroy = dataSource.destroy.bind(dataSource)
  dataSource.destroy = async () => {
    readers.stop()
    writer.stop()
    await destroy()
  }
  return dataSource
}

interface Readers {
  read(statement: Statement): Promise<unknown>
  stop(): void
}

function readersOf({ path, statementTimeoutMs: milliseconds }: SqliteOptions): Readers {
  // INVARIANT: one caller never holds more than one of them, however much it asks.
  const queue = new FairQueue({ atOnce: READERS, atOncePerKey: 1, waiting: 5000, waitingPerKey: 2000 })
  const all: SqliteProcess[] = []
  const free: SqliteProcess[] = []
  return {
    read: (statement) => {
      const signal = currentOperation()?.signal
      const work = async (): Promise<unknown> => {
        const reader = free.pop() ?? new SqliteProcess(path, 'read')
        if (!all.includes(reader)) all.push(reader)
        try {
          return (await reader.run(statement, { signal, milliseconds })).rows
        } catch (problem) {
          throw failed(statement, problem)
        } finally {
          free.push(reader)
        }
      }
      return queue.run(currentSpender(), work, signal)
    },
    stop: () => all.forEach((reader) => reader.stop()),
  }
}

/** The writer behind TypeORM's one connection. Transactions take turns, so it runs one at a time. */
function writeThrough(
  runner: QueryRunner,
  writer: SqliteProcess,
  { statementTimeoutMs: milliseconds }: SqliteOptions,
): QueryRunner['query'] {
  let begunIn = -1
  const run = async (text: string, given?: unknown[], structured?: boolean): Promise<unknown> => {
    const begins = isBegin(text)
    const ends = text === 'COMMIT' || text === 'ROLLBACK'
    // Killing a process undoes the transaction that it had begun.
    if (text === 'ROLLBACK' && begunIn !== writer.generation) return undefined
    if (!begins && runner.isTransactionActive && begunIn !== writer.generation) {
      throw new Error('The transaction was undone: its process ended.')
    }
    const statement = { text, values: plain(given) }
    runner.dataSource.logger.logQuery(text, [...statement.values], runner)
    // INVARIANT: COMMIT and ROLLBACK are never ended early: nobody would know whether they happened.
    const ending = ends ? { milliseconds: 0 } : { signal: currentOperation()?.signal, milliseconds }
    const { rows, changes, lastInsertRowid } = await writer
      .run(statement, ending)
      .catch((problem: unknown) => {
        throw failed(statement, problem)
      })
    if (begins) begunIn = writer.generation
    const raw = rows ?? lastInsertRowid
    if (structured !== true) return raw
    const result = new QueryResult()
    result.raw = raw
    if (rows !== undefined) result.records = rows
    else result.affected = changes
    return result
  }
  // The overloads of `query` are one implementation.
  return run as QueryRunner['query']
}

/** Wraps an error of SQLite as TypeORM wraps its driver's errors; any other error stays as it is. */
function failed({ text, values }: Statement, problem: unknown): unknown {
  return problem instanceof Error && 'code' in problem
    ? new QueryFailedError(text, [...values], problem)
    : problem
}

function isBegin(text: string): boolean {
  return /^BEGIN\b/.test(text)
}

function isRead(text: string): boolean {
  return /^\s*(SELECT|WITH)\b/i.test(text)
}

/** SQLite binds no booleans and no instants. */
function plain(values: unknown): readonly unknown[] {
  if (!Array.isArray(values)) return []
  return values.map((value: unknown) => (typeof value === 'boolean' ? Number(value) : value))
}

interface Pragmas {
  pragma(text: string): unknown
}

const MEMORY = ':memory:'

/** How to reach an embedded database: `path` is a file, made with its folder if missing, or `:memory:`. */
export function sqliteOptions(path: string): BetterSqlite3DataSourceOptions {
  return {
    type: 'better-sqlite3',
    database: path,
    enableWAL: path !== MEMORY,
    timeout: 10_000,
    statementCacheSize: 500,
    // WHY: foreign keys are switched on by the driver; LIKE must compare letters exactly, as the servers do.
    prepareDatabase: (database: Pragmas) => {
      database.pragma('synchronous = NORMAL')
      database.pragma('case_sensitive_like = ON')
    },
  }
}
