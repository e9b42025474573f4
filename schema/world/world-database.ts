import { type DataSource, type QueryRunner } from 'typeorm'
import { keyedColumnsOf, textKey } from '../../src/platform/database/text-key'

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

/** Of one multi-row INSERT, by how many rows it takes: the same text every time, so a driver may keep it. */
export function insertStatement(table: string, columns: readonly string[], rows: number): string {
  const row = `(${columns.map(() => '?').join(',')})`
  return `INSERT INTO ${table} (${columns.join(',')}) VALUES ${Array<string>(rows).fill(row).join(',')}`
}

/** How many rows a statement takes: SQLite binds at most 32,766 values. */
function rowsPerStatement(columns: readonly string[]): number {
  return Math.min(2_000, Math.floor(32_000 / columns.length))
}

/** The tables that the worlds fill themselves, parents before children. */
export const insertionOrder: readonly string[] = [
  'vat_rates',
  'prices',
  'organisations',
  'billing_addresses',
  'payment_means',
  'prepaid_accounts',
  'users',
  'sessions',
  'memberships',
  'partners',
  'partner_rates',
  'contacts',
  'products',
  'product_grants',
  'client_grants',
  'partnerships',
  'partnership_grants',
  'partnership_events',
  'access_requests',
  'orders',
  'order_lines',
  'invoices',
  'invoice_lines',
  'credit_notes',
  'cashback_entries',
  'movements',
  'payments',
  'sub_processors',
  'support_visits',
  'breach_notices',
  'irregularity_reports',
  'irregularity_messages',
  'member_invitations',
  'member_invitation_products',
  'member_invitation_clients',
  'api_tokens',
  'application_passwords',
  'audit_entries',
]

/**
 * The same tables, parents first. Those that the order does not name come last, as they were written: they are of nouns that
 * fill their own rows, and nothing above leans on them.
 */
export function parentsFirst<T extends { readonly table: string }>(tables: readonly T[]): readonly T[] {
  const place = (table: string): number => {
    const found = insertionOrder.indexOf(table)
    return found === -1 ? insertionOrder.length : found
  }
  return [...tables].sort((a, b) => place(a.table) - place(b.table))
}

/** What a database cell of a world may hold: integers, text, dates and instants as text, booleans as 0 and 1. */
export type TableValue = string | number | null

/** Rows of one table, ready for bulk insertion: every row has one cell per column, in the columns' order. */
export interface TableRows {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly TableValue[])[]
}
