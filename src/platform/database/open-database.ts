import { createConnection } from 'mysql2/promise'
import { type DataSource, DefaultNamingStrategy, MigrationExecutor, type QueryRunner } from 'typeorm'
import { type BetterSqlite3DataSourceOptions } from 'typeorm/driver/better-sqlite3/BetterSqlite3DataSourceOptions'
import { type MysqlDataSourceOptions } from 'typeorm/driver/mysql/MysqlDataSourceOptions'
import { detectDialect } from './dialect'
import { mysqlOptions, throughPools } from './mysql'
import { queryWithConnectionLock } from './operation-scope'
import { runInProcesses, sqliteOptions } from './sqlite-statements'

const UNKNOWN_DATABASE = 1049
const NO_TRIGGERS_WITH_BINARY_LOG = 1419
const LOCK_SECONDS = 25

/** Connects, creates a missing database, and brings its tables up to date. */
export async function openDatabase(
  dataSource: DataSource,
  settings: DatabaseSettings = DEFAULT_DATABASE_SETTINGS,
): Promise<DataSource> {
  try {
    await dataSource.initialize()
  } catch (problem) {
    if (!hasNumber(problem, UNKNOWN_DATABASE)) throw problem
    await createDatabase(dataSource)
    await dataSource.initialize()
  }
  try {
    await detectDialect(dataSource)
    await migrate(dataSource)
    return throughQueues(dataSource, settings)
  } catch (problem) {
    await dataSource.destroy()
    throw hasNumber(problem, NO_TRIGGERS_WITH_BINARY_LOG)
      ? new Error(NO_TRIGGERS, { cause: problem })
      : problem
  }
}

/** From here on no statement blocks the event loop or another caller, and each ends with its operation. */
function throughQueues(dataSource: DataSource, settings: DatabaseSettings): DataSource {
  const { options } = dataSource
  if (options.type === 'mysql') return throughPools(dataSource, options)
  // WHY not for a database in memory: no other process can reach it. It is for tests.
  if (options.database === ':memory:' || settings.sqlite === 'in this process')
    return queryWithConnectionLock(dataSource)
  const statementTimeoutMs = settings.statementTimeoutSeconds * 1000
  return runInProcesses(dataSource, { path: String(options.database), statementTimeoutMs })
}

const NO_TRIGGERS =
  'This server keeps a binary log, so the account of the gateway cannot create the triggers that guard the audit trail. ' +
  'Run `SET GLOBAL log_bin_trust_function_creators = 1`, or start once with an account that has SUPER.'

/** WHY the lock: several gateways may start at once on one server, and only one may change its tables. */
async function migrate(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner()
  const server = dataSource.options.type === 'mysql'
  const lock = `mandate migrates ${String(dataSource.options.database)}`.slice(0, 64)
  try {
    if (server) await takeLock(runner, lock)
    await new MigrationExecutor(dataSource, runner).executePendingMigrations()
    if (server) await runner.query('SELECT RELEASE_LOCK(?)', [lock])
  } finally {
    await runner.release()
  }
}

async function takeLock(runner: QueryRunner, lock: string): Promise<void> {
  const answer: unknown = await runner.query('SELECT GET_LOCK(?, ?) AS taken', [lock, LOCK_SECONDS])
  if (JSON.stringify(answer) === '[{"taken":1}]') return
  throw new Error(
    `Another gateway has been changing the tables for ${LOCK_SECONDS} seconds. Start again later.`,
  )
}

async function createDatabase({ options }: DataSource): Promise<void> {
  if (options.type !== 'mysql') return
  const connection = await createConnection({
    host: options.host ?? 'localhost',
    port: options.port ?? 3306,
    user: options.username ?? '',
    password: options.password ?? '',
  })
  try {
    await connection.query('CREATE DATABASE IF NOT EXISTS ?? CHARACTER SET utf8mb4', [options.database])
  } finally {
    await connection.end()
  }
}

function hasNumber(problem: unknown, number: number): boolean {
  return problem instanceof Error && 'errno' in problem && problem.errno === number
}

/** How to reach the database at an address: `sqlite:data/mandate.db`, `sqlite::memory:`, `mysql://user:pass@host/name`. */
export function databaseOptions(
  address: string,
  settings: DatabaseSettings,
): BetterSqlite3DataSourceOptions | MysqlDataSourceOptions {
  if (address.startsWith('sqlite:') && address.length > 'sqlite:'.length) {
    return sqliteOptions(address.slice('sqlite:'.length))
  }
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !['mysql:', 'mariadb:'].includes(url.protocol) || url.pathname.length < 2) {
    // INVARIANT: the address may hold a password, so it is not repeated.
    throw new Error(
      'The database address must be like `sqlite:data/mandate.db` or `mysql://user:password@host:3306/name`.',
    )
  }
  return mysqlOptions(url, settings)
}

/** Options beside the address of a database. */
export interface DatabaseSettings {
  /** Connections of a server for statements, and as many for transactions; SQLite has its own. */
  readonly connections: number
  /** After how many milliseconds the server ends a statement; 0: never. */
  readonly statementTimeoutSeconds: number
  /**
   * Where statements on a SQLite file run. By default in other processes: then no statement blocks the event loop, and each
   * can be ended. In this process they are faster, which suits commands that serve nobody else.
   */
  readonly sqlite?: 'in processes' | 'in this process'
}

export const DEFAULT_DATABASE_SETTINGS: DatabaseSettings = { connections: 10, statementTimeoutSeconds: 30 }

/**
 * Names every column by one rule: `postalAddress.city` with prefix `address` is `address_city`, the relation
 * `placedFor` is kept in `placed_for_id`. Entities name a column only if the word is reserved in SQL.
 */
export class ColumnNames extends DefaultNamingStrategy {
  override columnName(property: string, given: string, prefixes: string[]): string {
    return [...prefixes, given || property].map(snakeCase).join('_')
  }

  override joinColumnName(relation: string, referenced: string): string {
    return `${snakeCase(relation)}_${snakeCase(referenced)}`
  }
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

const STORED_INSTANT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/

/**
 * Makes entities read instants as UTC.
 * WHY: the MySQL driver of TypeORM takes the text of a datetime for local time; on a machine in another
 * time zone every instant would be hours off.
 */
export function readInstantsAsUtc(dataSource: DataSource): DataSource {
  const { driver } = dataSource
  const hydrate = driver.prepareHydratedValue.bind(driver)
  driver.prepareHydratedValue = (value, column): unknown => {
    const text: unknown = value
    const isInstant = column.type === 'datetime' && typeof text === 'string' && STORED_INSTANT.test(text)
    return hydrate(isInstant ? new Date(`${text.replace(' ', 'T')}Z`) : value, column)
  }
  return dataSource
}
