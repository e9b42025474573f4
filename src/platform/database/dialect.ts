import { type DataSource } from 'typeorm'

/** The kinds of databases. MariaDB and MySQL share a driver and differ in collations, timeouts and hints. */
export type Dialect = 'sqlite' | 'mariadb' | 'mysql'

/** Anything that runs SQL: a data source, or one of its connections. */
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

/** The SQL in table definitions that differs between databases. */
export interface SqlWords {
  /** A primary key that the database increments; no value is used twice. */
  readonly id: string
  /** The end of CREATE TABLE: it makes strings compare exactly. */
  readonly table: string
  /** Adds a nullable column that refers to the id of another table. */
  readonly addReference: (column: ReferenceColumn) => string
  /** Removes such a column again, with its index. */
  readonly dropReference: (column: ReferenceColumn) => readonly string[]
  readonly dropIndex: (index: string, table: string) => string
  /** The trigger `TABLE_not_removed` and, on a database that needs it, `TABLE_not_replaced`. */
  readonly refuseRemovals: (refused: RefusedRows) => readonly string[]
  /** A trigger `TABLE_not_changed`. `when`: a condition of `OLD` and `NEW`; unknown counts as not met. */
  readonly refuseChanges: (refused: RefusedRows & { readonly when: string }) => string
}

/** Rows that the database itself protects from changes. */
interface RefusedRows {
  readonly table: string
  /** The sentence that the caller receives. At most 128 characters, without an apostrophe. */
  readonly message: string
}

interface ReferenceColumn {
  readonly table: string
  readonly column: string
  readonly target: string
  /** The name of the foreign key; SQLite does not use it. */
  readonly name: string
  /** The separate index that begins with this column. */
  readonly index: string
}

export function sqlWords(dialect: Dialect): SqlWords {
  switch (dialect) {
    case 'sqlite':
      return {
        id: 'integer PRIMARY KEY AUTOINCREMENT NOT NULL',
        table: '',
        addReference: ({ table, column, target }) =>
          `ALTER TABLE ${table} ADD COLUMN ${column} int REFERENCES ${target} (id)`,
        dropReference: ({ table, column, index }) => [
          `DROP INDEX ${index}`,
          `ALTER TABLE ${table} DROP COLUMN ${column}`,
        ],
        dropIndex: (index) => `DROP INDEX ${index}`,
        refuseRemovals: ({ table, message }) => [
          `CREATE TRIGGER ${table}_not_removed BEFORE DELETE ON ${table} ${raise(message)}`,
          // WHY: SQLite does not run the trigger above when `REPLACE INTO` deletes a row.
          `CREATE TRIGGER ${table}_not_replaced BEFORE INSERT ON ${table}
           WHEN EXISTS (SELECT 1 FROM ${table} WHERE id = NEW.id) ${raise(message)}`,
        ],
        refuseChanges: ({ table, when, message }) =>
          `CREATE TRIGGER ${table}_not_changed BEFORE UPDATE ON ${table} WHEN ${when} ${raise(message)}`,
      }
    case 'mariadb':
      return { ...server, table: stored('utf8mb4_nopad_bin') }
    case 'mysql':
      return { ...server, table: stored('utf8mb4_0900_bin') }
  }
}

const server = {
  id: 'int NOT NULL AUTO_INCREMENT PRIMARY KEY',
  addReference: ({ table, column, target, name }: ReferenceColumn) =>
    `ALTER TABLE ${table} ADD COLUMN ${column} int,
     ADD CONSTRAINT ${name} FOREIGN KEY (${column}) REFERENCES ${target} (id)`,
  dropReference: ({ table, column, name, index }: ReferenceColumn) => [
    `ALTER TABLE ${table} DROP FOREIGN KEY ${name}`,
    `DROP INDEX ${index} ON ${table}`,
    `ALTER TABLE ${table} DROP COLUMN ${column}`,
  ],
  dropIndex: (index: string, table: string) => `DROP INDEX ${index} ON ${table}`,
  refuseRemovals: ({ table, message }: RefusedRows) => [
    `CREATE TRIGGER ${table}_not_removed BEFORE DELETE ON ${table} FOR EACH ROW ${signal(message)}`,
  ],
  refuseChanges: ({ table, when, message }: RefusedRows & { readonly when: string }) =>
    `CREATE TRIGGER ${table}_not_changed BEFORE UPDATE ON ${table} FOR EACH ROW
     IF ${when} THEN ${signal(message)}; END IF`,
}

function raise(message: string): string {
  return `BEGIN SELECT RAISE(ABORT, '${message}'); END`
}

function signal(message: string): string {
  return `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${message}'`
}

function stored(collation: string): string {
  return `ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE ${collation}`
}

/** INVARIANT: an instant is stored as UTC text with milliseconds, so that all databases compare it alike. */
export function sqlInstant(instant: Date): string {
  return instant.toISOString().replace('T', ' ').replace('Z', '')
}
