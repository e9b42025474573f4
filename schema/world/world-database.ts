import type { DataSource, QueryRunner } from 'typeorm'
import { keyedColumnsOf, textKey } from '../../src/data/text-key'
import { insertStatement, rowsPerStatement } from './insert-statement'
import type { TableRows } from './table-rows'

/** A database that is being filled: one connection, closed by `close`. */
export interface WorldDatabase {
  insert(rows: TableRows): Promise<void>
  begin(): Promise<void>
  commit(): Promise<void>
  rollback(): Promise<void>
  close(): Promise<void>
}

/** Opens the database for filling. Refuses one that already holds organisations. */
export async function openForFilling(dataSource: DataSource): Promise<WorldDatabase> {
  const runner = dataSource.createQueryRunner()
  try {
    await refuseFilled(runner)
  } catch (error) {
    await runner.release()
    throw error
  }
  return {
    insert: (rows) => insertRows(runner, rows),
    begin: () => runner.startTransaction(),
    commit: () => runner.commitTransaction(),
    rollback: async () => {
      if (runner.isTransactionActive) await runner.rollbackTransaction()
    },
    close: () => runner.release(),
  }
}

async function insertRows(runner: QueryRunner, given: TableRows): Promise<void> {
  const { table, columns, rows } = withTextKeys(runner, given)
  const size = rowsPerStatement(columns)
  const whole = insertStatement(table, columns, size)
  for (let from = 0; from < rows.length; from += size) {
    const part = rows.slice(from, from + size)
    const statement = part.length === size ? whole : insertStatement(table, columns, part.length)
    await runner.query(statement, part.flat())
  }
}

/** The rows with the keys of the texts that people look for. */
function withTextKeys({ dataSource }: QueryRunner, { table, columns, rows }: TableRows): TableRows {
  const entity = dataSource.entityMetadatas.find(({ tableName }) => tableName === table)
  const keys = (entity === undefined ? [] : keyedColumnsOf(entity)).flatMap(({ column, key }) => {
    const at = columns.indexOf(column.databaseName)
    return at === -1 ? [] : [{ at, key }]
  })
  if (keys.length === 0) return { table, columns, rows }
  return {
    table,
    columns: [...columns, ...keys.map(({ key }) => key.databaseName)],
    rows: rows.map((row) => [
      ...row,
      ...keys.map(({ at, key }) => {
        const text = row[at]
        return textKey(key, typeof text === 'string' ? text : null)
      }),
    ]),
  }
}

async function refuseFilled(runner: QueryRunner): Promise<void> {
  // The driver's rows are untyped; whether there is one is all that is asked.
  const found = (await runner.query('SELECT id FROM organisations LIMIT 1')) as readonly unknown[]
  if (found.length > 0) {
    throw new Error(
      'This database already holds organisations, and a world fills empty ones only. ' +
        'Choose another one with DATABASE_URL, or empty this one first.',
    )
  }
}
