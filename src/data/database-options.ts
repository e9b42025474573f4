import type { BetterSqlite3DataSourceOptions } from 'typeorm/driver/better-sqlite3/BetterSqlite3DataSourceOptions'
import type { MysqlDataSourceOptions } from 'typeorm/driver/mysql/MysqlDataSourceOptions'
import type { DatabaseSettings } from './database-settings'
import { mysqlOptions } from './mysql-options'
import { sqliteOptions } from './sqlite-options'

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
