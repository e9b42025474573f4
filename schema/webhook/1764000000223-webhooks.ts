import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

/** Webhooks and what is sent to them. INVARIANT: once it is released, this file never changes; write another migration. */
export class Webhooks1764000000223 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE webhooks (
        id ${sql.id},
        organisation_id int NOT NULL,
        created_by_id int NOT NULL,
        url varchar(500) NOT NULL,
        scopes text NOT NULL,
        kinds text NOT NULL,
        secret varchar(255) NOT NULL,
        created_at datetime(3) NOT NULL,
        failing_since datetime(3),
        disabled_at datetime(3),
        removed_at datetime(3),
        CONSTRAINT webhooks_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id),
        CONSTRAINT webhooks_creator FOREIGN KEY (created_by_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX webhooks_of_organisation ON webhooks (organisation_id, id)',
      'CREATE INDEX webhooks_by_creator ON webhooks (created_by_id)',
      `CREATE TABLE webhook_deliveries (
        id ${sql.id},
        webhook_id int NOT NULL,
        change_id int NOT NULL,
        created_at datetime(3) NOT NULL,
        attempts int NOT NULL DEFAULT 0,
        next_attempt_at datetime(3),
        delivered_at datetime(3),
        failed_at datetime(3),
        outcome varchar(64),
        CONSTRAINT webhook_deliveries_once UNIQUE (webhook_id, change_id),
        CONSTRAINT webhook_deliveries_webhook FOREIGN KEY (webhook_id) REFERENCES webhooks (id),
        CONSTRAINT webhook_deliveries_change FOREIGN KEY (change_id) REFERENCES changes (id)
      ) ${sql.table}`,
      'CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at, id)',
      'CREATE INDEX webhook_deliveries_of_change ON webhook_deliveries (change_id)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, ['webhook_deliveries', 'webhooks'])
  }
}
