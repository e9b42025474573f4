import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { type SqlWords } from '../../src/platform/database/dialect'
import { foldedKey } from '../../src/platform/database/text-key'
import { runStatements } from '../../src/platform/database/transaction'
import { refuseChangesButErasure } from './records'

const column = {
  table: 'member_invitations',
  column: 'answered_by_id',
  target: 'users',
  name: 'member_invitations_answered_by',
  index: 'member_invitations_by_answerer',
}

/**
 * Who answered an invitation, so that erasure finds the address by a reference. Those answered before: only the account
 * of that address could answer, so the address says who it was, this once.
 */
export class FoundByReference1764000000100 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      sql.addReference(column),
      `CREATE INDEX ${column.index} ON ${column.table} (${column.column})`,
      `UPDATE member_invitations
       SET answered_by_id = (SELECT u.id FROM users u WHERE u.email = member_invitations.email)
       WHERE status IN ('ACCEPTED', 'REFUSED')`,
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => sql.dropReference(column))
  }
}

const refused = { table: 'audit_entries', message: 'The audit trail is append-only' }
const DROP = 'DROP TRIGGER IF EXISTS audit_entries_not_changed'

/** The database refuses every change of an audit entry. Erasure changes none any more: entries name people by their key. */
export class AuditEntriesNeverChange1764000000101 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [DROP, sql.refuseChanges({ ...refused, when: '1 = 1' })])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [DROP, refuseChangesButErasure(sql)])
  }
}

const KEPT = 'id, user_id, organisation_id, request_key, input_hash, result, created_at'

/**
 * The key of a repeated request names the Organisation acted in without a foreign key.
 * WHY: a server locks the row that a foreign key refers to, shared; the operation then wants it exclusively, and two of
 * them with a key each wait for each other. A key is deleted after a while and is of no use without its Organisation.
 * WHY the table is made anew: SQLite cannot let go of a constraint.
 */
export class KeysReferToNoOrganisation1764000000110 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => anew(sql, ''))
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) =>
      anew(
        sql,
        `, CONSTRAINT idempotency_keys_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id)`,
      ),
    )
  }
}

function anew(sql: SqlWords, reference: string): readonly string[] {
  return [
    `CREATE TABLE idempotency_keys_before AS SELECT ${KEPT} FROM idempotency_keys`,
    'DROP TABLE idempotency_keys',
    `CREATE TABLE idempotency_keys (
        id ${sql.id},
        user_id int NOT NULL,
        organisation_id int,
        acting_in int GENERATED ALWAYS AS (COALESCE(organisation_id, 0)) VIRTUAL,
        request_key varchar(128) NOT NULL,
        input_hash varchar(64) NOT NULL,
        result text NOT NULL,
        created_at datetime(3) NOT NULL,
        CONSTRAINT idempotency_keys_key UNIQUE (user_id, acting_in, request_key),
        CONSTRAINT idempotency_keys_user FOREIGN KEY (user_id) REFERENCES users (id)${reference}
      ) ${sql.table}`,
    'CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at)',
    `INSERT INTO idempotency_keys (${KEPT}) SELECT ${KEPT} FROM idempotency_keys_before`,
    'DROP TABLE idempotency_keys_before',
  ]
}

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

/** The day of the month on which a product began, so that the 29th of February comes back in leap years. */
export class AnchorDays1764000000151 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => ['ALTER TABLE products ADD COLUMN anchor_day int'])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => ['ALTER TABLE products DROP COLUMN anchor_day'])
  }
}

/** Limits that a restart does not forget, devices that are known, and application passwords that end. */
export class Limits1764000000160 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      // INVARIANT: these columns in this order; rate-limiter-flexible inserts by position.
      `CREATE TABLE rate_limits (
        \`key\` varchar(128) NOT NULL,
        points int NOT NULL,
        expire bigint,
        PRIMARY KEY (\`key\`)
      ) ${sql.table}`,
      'CREATE INDEX rate_limits_by_expiry ON rate_limits (expire)',

      `CREATE TABLE known_devices (
        id ${sql.id},
        user_id int NOT NULL,
        device_hash varchar(64) NOT NULL,
        used_at datetime(3) NOT NULL,
        CONSTRAINT known_devices_once UNIQUE (user_id, device_hash),
        CONSTRAINT known_devices_user FOREIGN KEY (user_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX known_devices_by_device ON known_devices (device_hash)',
      'CREATE INDEX known_devices_by_time ON known_devices (used_at)',

      'ALTER TABLE application_passwords ADD COLUMN expires_at datetime(3)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => [
      'ALTER TABLE application_passwords DROP COLUMN expires_at',
      'DROP TABLE known_devices',
      'DROP TABLE rate_limits',
    ])
  }
}
