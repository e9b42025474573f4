import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { foldedKey } from '../../src/platform/database/text-key'
import { runStatements } from '../../src/platform/database/transaction'

/** The texts that people look for, with how long the key of each may be: `null` where it is a prose of any length. */
const TEXTS: readonly (readonly [table: string, column: string, characters: number | null])[] = [
  ['access_requests', 'client_email', 255],
  ['access_requests', 'client_name', 255],
  ['api_tokens', 'application', 255],
  ['application_passwords', 'name', 255],
  ['billing_addresses', 'label', 255],
  ['billing_addresses', 'recipient', 255],
  ['breach_notices', 'message', null],
  ['breach_notices', 'organisation_name', 255],
  ['breach_notices', 'subject', 255],
  ['cashback_entries', 'client_name', 255],
  ['contacts', 'email', 255],
  ['contacts', 'name', 255],
  ['credit_notes', 'reason', null],
  ['invoice_lines', 'description', null],
  ['invoices', 'billed_name', 255],
  ['invoices', 'client_name', 255],
  ['member_invitations', 'email', 255],
  ['movements', 'text', null],
  ['order_lines', 'description', null],
  ['organisations', 'legal_name', 255],
  ['organisations', 'name', 255],
  ['partners', 'display_name', 255],
  ['partnerships', 'client_name', 255],
  ['payment_means', 'label', 255],
  ['products', 'name', 255],
  ['sub_processors', 'data', null],
  ['sub_processors', 'name', 255],
  ['sub_processors', 'purpose', null],
  ['support_visits', 'reason', null],
  ['users', 'email', 255],
  ['users', 'name', 255],
]

const INDEXES = [
  ['organisations_by_name', 'organisations', 'name_key, id'],
  ['products_by_name', 'products', 'name_key, id'],
  ['users_by_name', 'users', 'name_key, id'],
  ['partners_by_name', 'partners', 'listed, display_name_key, id'],
] as const

/** Folded keys of the texts that people look for, beside the texts; the Partner directory searches by them, too. */
export class TextKeys1764000000150 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, () =>
      TEXTS.map(
        ([table, column, characters]) =>
          `ALTER TABLE ${table} ADD COLUMN ${column}_key ${characters === null ? 'text' : `varchar(${characters})`}`,
      ),
    )
    for (const [table, column, characters] of TEXTS) await fill(runner, { table, column, characters })
    await runStatements(runner, (sql) => [
      ...INDEXES.map(([index, table, columns]) => `CREATE INDEX ${index} ON ${table} (${columns})`),
      sql.dropIndex('partners_directory', 'partners'),
      'ALTER TABLE partners DROP COLUMN search_text',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      'ALTER TABLE partners ADD COLUMN search_text text',
      'UPDATE partners SET search_text = LOWER(display_name)',
      'CREATE INDEX partners_directory ON partners (listed, display_name, id)',
      ...INDEXES.map(([index, table]) => sql.dropIndex(index, table)),
      ...TEXTS.map(([table, column]) => `ALTER TABLE ${table} DROP COLUMN ${column}_key`),
    ])
  }
}

interface Text {
  readonly table: string
  readonly column: string
  readonly characters: number | null
}

const ROWS_AT_ONCE = 500

/** Rows of before get their keys, some hundred a statement. */
async function fill(runner: QueryRunner, { table, column, characters }: Text): Promise<void> {
  for (let after = 0; ;) {
    const rows = (await runner.query(
      `SELECT id, ${column} AS said FROM ${table} WHERE id > ? AND ${column} IS NOT NULL ORDER BY id LIMIT ${ROWS_AT_ONCE}`,
      [after],
    )) as readonly { readonly id: number; readonly said: string }[]
    if (rows.length === 0) return
    const values = rows.flatMap(({ id, said }) => [id, foldedKey(said, characters)])
    const ids = rows.map(({ id }) => id)
    await runner.query(
      `UPDATE ${table} SET ${column}_key = CASE id ${'WHEN ? THEN ? '.repeat(rows.length)} END WHERE id IN (${ids.join(',')})`,
      values,
    )
    after = rows.at(-1)?.id ?? after
  }
}
