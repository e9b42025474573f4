import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'

/** Orders of a Partner at its client's cost that wait for the client's owner. */
export class OrderApprovals1764000000210 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE order_approvals (
        id ${sql.id},
        organisation_id int NOT NULL,
        requested_in_id int NOT NULL,
        requested_by_id int NOT NULL,
        kind varchar(32) NOT NULL,
        description text NOT NULL,
        description_key text,
        wanted text NOT NULL,
        total bigint NOT NULL,
        currency varchar(3) NOT NULL,
        status varchar(32) NOT NULL,
        requested_at datetime(3) NOT NULL,
        expires_at datetime(3) NOT NULL,
        answered_at datetime(3),
        order_id int,
        CONSTRAINT order_approvals_kind CHECK (kind IN ('PURCHASE', 'RENEWAL')),
        CONSTRAINT order_approvals_status
          CHECK (status IN ('PENDING', 'APPROVED', 'REFUSED', 'WITHDRAWN', 'EXPIRED')),
        CONSTRAINT order_approvals_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT order_approvals_total CHECK (total >= 0),
        CONSTRAINT order_approvals_of_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id),
        CONSTRAINT order_approvals_requested_in FOREIGN KEY (requested_in_id) REFERENCES organisations (id),
        CONSTRAINT order_approvals_requested_by FOREIGN KEY (requested_by_id) REFERENCES users (id),
        CONSTRAINT order_approvals_order FOREIGN KEY (order_id) REFERENCES orders (id)
      ) ${sql.table}`,
      'CREATE INDEX order_approvals_by_organisation ON order_approvals (organisation_id, requested_at, id)',
      'CREATE INDEX order_approvals_by_place ON order_approvals (requested_in_id, requested_at, id)',
      'CREATE INDEX order_approvals_by_person ON order_approvals (requested_by_id)',
      'CREATE INDEX order_approvals_by_order ON order_approvals (order_id)',
      'CREATE INDEX order_approvals_to_expire ON order_approvals (status, expires_at)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => ['DROP TABLE order_approvals'])
  }
}
