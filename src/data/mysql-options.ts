import * as mysql2 from 'mysql2'
import type { MysqlDataSourceOptions } from 'typeorm/driver/mysql/MysqlDataSourceOptions'
import type { DatabaseSettings } from './database-settings'

/**
 * How to reach a MariaDB or MySQL server.
 * INVARIANT: dates and instants come as the text that is stored, in UTC; integers that are safe come as
 * numbers; strings compare exactly.
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

/** The same, as a pool of our own beside TypeORM's is opened with. */
export function poolOptions({
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

/** Every connection is prepared before anything else runs on it; one that cannot be is thrown away. */
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

/** WHY so short: a transaction that waits holds a connection, and what it waited for in vain is tried again. */
const LOCK_WAIT_SECONDS = 5

/** WHY: each server reads the comment meant for it, so that no question about its version comes first. */
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
