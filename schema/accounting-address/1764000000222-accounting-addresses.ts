import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

/** Where Organisations want their invoices. INVARIANT: once it is released, this file never changes; write another migration. */
export class AccountingAddresses1764000000222 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE accounting_addresses (
        id ${sql.id},
        organisation_id int NOT NULL,
        email varchar(254),
        pending_email varchar(254),
        token_hash varchar(64),
        expires_at datetime(3),
        confirmed_at datetime(3),
        asked_by_id int NOT NULL,
        CONSTRAINT accounting_addresses_of_organisation UNIQUE (organisation_id),
        CONSTRAINT accounting_addresses_token UNIQUE (token_hash),
        CONSTRAINT accounting_addresses_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id),
        CONSTRAINT accounting_addresses_asker FOREIGN KEY (asked_by_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX accounting_addresses_by_asker ON accounting_addresses (asked_by_id)',
      'ALTER TABLE outbox_mails ADD COLUMN attachment varchar(80)',
    ])
  }

  async down(runner: QueryRunner): Promise<void> {
    await runStatements(runner, () => ['ALTER TABLE outbox_mails DROP COLUMN attachment'])
    await dropTables(runner, ['accounting_addresses'])
  }
}
