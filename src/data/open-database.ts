import { createConnection } from 'mysql2/promise'
import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm'
import { detectDialect } from './dialect'
import { DEFAULT_DATABASE_SETTINGS, type DatabaseSettings } from './database-settings'
import { throughPools } from './mysql-statements'
import { runInProcesses } from './sqlite-statements'
import { queryInTurns } from './turns'

const UNKNOWN_DATABASE = 1049
const NO_TRIGGERS_WITH_BINARY_LOG = 1419
const LOCK_SECONDS = 25

/** Connects, making the database if it is missing, and brings its tables up to date. */
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

/** From here on no statement holds up the event loop or another caller, and each ends with its operation. */
function throughQueues(dataSource: DataSource, settings: DatabaseSettings): DataSource {
  const { options } = dataSource
  if (options.type === 'mysql') return throughPools(dataSource, options)
  // WHY not what is in memory: no other process can reach it. It is for tests.
  if (options.database === ':memory:' || settings.sqlite === 'in this process')
    return queryInTurns(dataSource)
  const statementTimeoutMs = settings.statementTimeoutSeconds * 1000
  return runInProcesses(dataSource, { path: String(options.database), statementTimeoutMs })
}

const NO_TRIGGERS =
  'This server keeps a binary log and lets the account of the gateway make no triggers, which guard the audit trail: ' +
  'say `SET GLOBAL log_bin_trust_function_creators = 1`, or start once with an account that has SUPER.'

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
    `Another gateway has been changing the tables for ${LOCK_SECONDS} seconds: try again later.`,
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
