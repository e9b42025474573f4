import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

/** Clients that Partners bring. INVARIANT: once it is released, this file never changes; write another migration. */
export class ClientProposals1764000000262 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE client_proposals (
        id ${sql.id},
        partner_id int NOT NULL,
        email varchar(254) NOT NULL,
        email_key varchar(255),
        legal_name varchar(200) NOT NULL,
        legal_name_key varchar(255),
        organisation text NOT NULL,
        payment_mode varchar(32) NOT NULL,
        status varchar(32) NOT NULL,
        proposed_by_id int NOT NULL,
        proposed_at datetime(3) NOT NULL,
        expires_at datetime(3) NOT NULL,
        closed_at datetime(3),
        answered_by_id int,
        token_hash varchar(64),
        CONSTRAINT client_proposals_token UNIQUE (token_hash),
        CONSTRAINT client_proposals_mode CHECK (payment_mode IN ('CLIENT_PAYS', 'PARTNER_PAYS')),
        CONSTRAINT client_proposals_status
          CHECK (status IN ('PENDING', 'CONFIRMED', 'REFUSED', 'CANCELLED', 'EXPIRED')),
        CONSTRAINT client_proposals_partner FOREIGN KEY (partner_id) REFERENCES partners (id),
        CONSTRAINT client_proposals_proposer FOREIGN KEY (proposed_by_id) REFERENCES users (id),
        CONSTRAINT client_proposals_answerer FOREIGN KEY (answered_by_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX client_proposals_by_partner ON client_proposals (partner_id, status, id)',
      'CREATE INDEX client_proposals_by_proposer ON client_proposals (proposed_by_id)',
      'CREATE INDEX client_proposals_by_answerer ON client_proposals (answered_by_id)',
      'CREATE INDEX client_proposals_by_expiry ON client_proposals (status, expires_at)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, ['client_proposals'])
  }
}
