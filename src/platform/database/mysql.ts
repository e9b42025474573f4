import * as mysql2 from 'mysql2'
import { type DataSource, QueryFailedError } from 'typeorm'
import { type MysqlDataSourceOptions } from 'typeorm/driver/mysql/MysqlDataSourceOptions'
import { FairQueue } from '../fair-queue'
import { type DatabaseSettings } from './open-database'
import { currentOperation, currentSpender, refuseWithin } from './operation-scope'

/** Ends the running statement of a connection, over another connection. */
type KillQuery = (threadId: number) => Promise<void>

const killers = new WeakMap<DataSource, KillQuery>()

/** How to end a statement of this server; undefined for a database without such a way. */
export function killQueryOf(dataSource: DataSource): KillQuery | undefined {
  return killers.get(dataSource)
}

/**
 * Gives statements outside transactions a pool of their own, so that readers never wait behind writers that wait for rows.
 * INVARIANT: callers take turns, and none holds more than a share of the pool; a statement ends with its operation.
 */
export function throughPools(dataSource: DataSource, options: MysqlDataSourceOptions): DataSource {
  const connections = options.poolSize ?? 10
  const createPool = createPoolOf(options)
  const pool = createPool({ ...poolOptions(options), connectionLimit: connections })
  const kills = createPool({ ...poolOptions(options), connectionLimit: 2 })
  const kill: KillQuery = (threadId) =>
    new Promise((resolve) => {
      // A statement that cannot be killed has already ended, or the server's time limit ends it.
      kills.query(`KILL QUERY ${threadId}`, () => resolve())
    })
  killers.set(dataSource, kill)
  const queue = new FairQueue({
    atOnce: connections,
    atOncePerKey: Math.max(1, Math.floor(connections * 0.4)),
    waiting: 5000,
    waitingPerKey: 2000,
  })
  const query = dataSource.query.bind(dataSource)
  dataSource.query = async <Answer>(...[text, values, through]: Parameters<DataSource['query']>) => {
    if (through !== undefined) return query<Answer>(text, values, through)
    refuseWithin(dataSource)
    dataSource.logger.logQuery(text, plainList(values))
    const signal = currentOperation()?.signal
    const work = (): Promise<unknown> =>
      onConnection(pool, (connection) => send(connection, { text, values, kill, signal }))
    // TypeORM too lets the caller choose the type of the rows.
    return (await queue.run(currentSpender(), work, signal)) as Answer
  }
  const destroy = dataSource.destroy.bind(dataSource)
  dataSource.destroy = async () => {
    await Promise.all([ended(pool), ended(kills)])
    await destroy()
  }
  return dataSource
}

function plainList(values: unknown): unknown[] {
  return Array.isArray(values) ? values : []
}

type CreatePool = (options: mysql2.PoolOptions) => mysql2.Pool

/** The driver of our own options prepares each connection: see `mysqlOptions`. */
function createPoolOf({ driver }: MysqlDataSourceOptions): CreatePool {
  return (driver as { readonly createPool: CreatePool }).createPool
}

function ended(pool: mysql2.Pool): Promise<void> {
  return new Promise((resolve) => pool.end(() => resolve()))
}

async function onConnection<Result>(
  pool: mysql2.Pool,
  work: (connection: mysql2.PoolConnection) => Promise<Result>,
): Promise<Result> {
  const connection = await new Promise<mysql2.PoolConnection>((resolve, reject) => {
    pool.getConnection((problem, found) => (problem === null ? resolve(found) : reject(problem)))
  })
  try {
    return await work(connection)
  } finally {
    connection.release()
  }
}

interface Sending {
  readonly text: string
  readonly values: unknown
  readonly kill: KillQuery
  readonly signal: AbortSignal | undefined
}

function send(connection: mysql2.PoolConnection, { text, values, kill, signal }: Sending): Promise<unknown> {
  const given = plainList(values)
  const run = (sql: string, parameters: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      connection.query(sql, parameters, (problem, rows) => {
        if (problem === null) resolve(rows)
        else reject(new QueryFailedError(sql, parameters, problem))
      })
    })
  const threadId = connection.threadId
  return untilEnded({ signal, kill: () => kill(threadId), calm: () => run('DO 0', []) }, () =>
    run(text, given),
  )
}

/** How a running statement is ended. */
interface EndedBy {
  readonly signal: AbortSignal | undefined
  readonly kill: () => Promise<void>
  /** Receives a kill that came too late. */
  readonly calm: () => Promise<unknown>
}

/**
 * Runs one statement that ends with the signal.
 * INVARIANT: when this returns, no kill is under way any more: it would hit the next statement of the connection.
 */
export async function untilEnded<Result>(
  { signal, kill, calm }: EndedBy,
  run: () => Promise<Result>,
): Promise<Result> {
  if (signal === undefined) return run()
  signal.throwIfAborted()
  let killing: Promise<void> | undefined
  const end = (): void => {
    killing = kill()
  }
  signal.addEventListener('abort', end, { once: true })
  try {
    return await run()
  } catch (problem) {
    throw killing === undefined ? problem : signal.reason
  } finally {
    signal.removeEventListener('abort', end)
    if (killing !== undefined) {
      await killing
      await calm().catch(() => undefined)
    }
  }
}

/**
 * How to reach a MariaDB or MySQL server.
 * INVARIANT: the driver returns dates and instants as the stored text, in UTC, and safe integers as numbers; strings
 * compare exactly.
 */
export function mysqlOptions(address: URL, settings: DatabaseSettings): MysqlDataSourceOptions {
  return {
    type: 'mysql',
    host: address.hostname,
    port: address.port === '' ? 3306 : Number(address.port),
    username: decodeURIComponent(address.username),
    password: decodeURIComponent(address.password),
    database: decodeURIComponent(address.pathname.slice(1)),
    charset: 'UTF8MB4_BIN',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: false,
    poolSize: settings.connections,
    driver: { ...mysql2, createPool: poolWith(sessionSettings(settings)) },
  }
}

/** The same options for our own pool beside TypeORM's. */
function poolOptions({
  host,
  port,
  username,
  password,
  database,
}: MysqlDataSourceOptions): mysql2.PoolOptions {
  return {
    host: host ?? 'localhost',
    port: port ?? 3306,
    user: username ?? '',
    password: password ?? '',
    database: database ?? '',
    charset: 'UTF8MB4_BIN',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: false,
  }
}

/** Every connection is prepared before anything else runs on it; if that fails, the connection is closed. */
function poolWith(preparation: string) {
  return (options: mysql2.PoolOptions): mysql2.Pool => {
    const pool = mysql2.createPool(options)
    pool.on('connection', (connection) => {
      connection.query(preparation, (error) => {
        if (error !== null) connection.destroy()
      })
    })
    return pool
  }
}

/** WHY so short: a waiting transaction holds a connection, and it runs again after a time-out. */
const LOCK_WAIT_SECONDS = 5

/** WHY: each server reads the comment meant for it, so that the code need not ask for its version first. */
function sessionSettings({ statementTimeoutSeconds }: DatabaseSettings): string {
  const lockWait = Math.max(1, Math.min(LOCK_WAIT_SECONDS, Math.floor(statementTimeoutSeconds) - 1))
  const modes =
    'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'
  return (
    `SET SESSION sql_mode = '${modes}', time_zone = '+00:00', innodb_lock_wait_timeout = ${lockWait}` +
    `/*M! , collation_connection = utf8mb4_nopad_bin, max_statement_time = ${statementTimeoutSeconds} */` +
    `/*!80000 , collation_connection = utf8mb4_0900_bin, max_execution_time = ${statementTimeoutSeconds * 1000} */`
  )
}
