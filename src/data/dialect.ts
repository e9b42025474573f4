import type { DataSource } from 'typeorm'

/** The databases there are. MariaDB and MySQL share a driver and differ in collations, timeouts and hints. */
export type Dialect = 'sqlite' | 'mariadb' | 'mysql'

/** What can run SQL: a data source, or one connection of it. */
export interface SqlRunner {
  query(sql: string, parameters?: unknown[]): Promise<unknown>
}

const known = new WeakMap<DataSource, Dialect>()

/** Asks an initialised data source what it is connected to, through `runner`; asked once. */
export async function detectDialect(
  dataSource: DataSource,
  runner: SqlRunner = dataSource,
): Promise<Dialect> {
  const found = known.get(dataSource) ?? (await ask(dataSource, runner))
  known.set(dataSource, found)
  return found
}

/** What an opened data source is connected to. */
export function dialectOf(dataSource: DataSource): Dialect {
  const dialect = known.get(dataSource)
  if (dialect === undefined) throw new Error('The database is not open yet: call `openDatabase` first.')
  return dialect
}

async function ask(dataSource: DataSource, runner: SqlRunner): Promise<Dialect> {
  if (dataSource.options.type === 'better-sqlite3') return 'sqlite'
  const answer = await runner.query('SELECT VERSION() AS version')
  return JSON.stringify(answer).includes('MariaDB') ? 'mariadb' : 'mysql'
}
