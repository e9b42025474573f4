import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

const MOMENTS = ['before', 'after'] as const

/**
 * The history of a partnership in columns that can be read, the access a Partner asks for, and the two ways pending
 * partnerships are found: by the link of the invitation, and by the day it expires.
 * WHY a request is not a partnership: the Partner sees it all alike, whether the address it names is somebody's or not.
 */
export class PartnershipHistory1764000000013 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      ...MOMENTS.flatMap((moment) => [
        `ALTER TABLE partnership_events ADD COLUMN ${moment}_access varchar(32)
          CHECK (${moment}_access IN ('LIMITED', 'FULL'))`,
        `ALTER TABLE partnership_events ADD COLUMN ${moment}_payment_mode varchar(32)
          CHECK (${moment}_payment_mode IN ('CLIENT_PAYS', 'PARTNER_PAYS'))`,
        `ALTER TABLE partnership_events ADD COLUMN ${moment}_product_count int`,
        `UPDATE partnership_events SET
          ${moment}_access = ${noted(moment, 'partnerAccess')},
          ${moment}_payment_mode = ${noted(moment, 'paymentMode')}
          WHERE state_${moment} IS NOT NULL`,
        `ALTER TABLE partnership_events DROP COLUMN state_${moment}`,
      ]),
      'CREATE UNIQUE INDEX partnerships_token ON partnerships (token_hash)',
      'CREATE INDEX partnerships_by_expiry ON partnerships (status, expires_at)',
      `CREATE TABLE access_requests (
        id ${sql.id},
        partner_id int NOT NULL,
        client_name varchar(200) NOT NULL,
        client_email varchar(254) NOT NULL,
        partner_access varchar(32) NOT NULL,
        payment_mode varchar(32),
        status varchar(32) NOT NULL,
        asked_by_id int NOT NULL,
        asked_at datetime(3) NOT NULL,
        expires_at datetime(3) NOT NULL,
        closed_at datetime(3),
        delivered_at datetime(3),
        partnership_id int,
        live_email varchar(254)
          GENERATED ALWAYS AS (CASE WHEN status = 'PENDING' THEN client_email END) VIRTUAL,
        CONSTRAINT access_requests_one_live_per_address UNIQUE (partner_id, live_email),
        CONSTRAINT access_requests_partnership UNIQUE (partnership_id),
        CONSTRAINT access_requests_access CHECK (partner_access IN ('LIMITED', 'FULL')),
        CONSTRAINT access_requests_mode CHECK (payment_mode IN ('CLIENT_PAYS', 'PARTNER_PAYS')),
        CONSTRAINT access_requests_mode_with_full_access
          CHECK ((payment_mode IS NOT NULL) = (partner_access = 'FULL')),
        CONSTRAINT access_requests_status
          CHECK (status IN ('PENDING', 'GRANTED', 'REFUSED', 'CANCELLED', 'EXPIRED')),
        CONSTRAINT access_requests_closed CHECK ((status = 'PENDING') = (closed_at IS NULL)),
        CONSTRAINT access_requests_partner FOREIGN KEY (partner_id) REFERENCES partners (id),
        CONSTRAINT access_requests_asked_by FOREIGN KEY (asked_by_id) REFERENCES users (id),
        CONSTRAINT access_requests_of_partnership FOREIGN KEY (partnership_id) REFERENCES partnerships (id)
      ) ${sql.table}`,
      'CREATE INDEX access_requests_by_partner ON access_requests (partner_id, status, id)',
      'CREATE INDEX access_requests_by_asker ON access_requests (asked_by_id)',
      'CREATE INDEX access_requests_by_expiry ON access_requests (status, expires_at)',
      'CREATE INDEX access_requests_by_delivery ON access_requests (status, delivered_at)',
    ])
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['access_requests'])
    const onTable = runner.dataSource.options.type === 'better-sqlite3' ? '' : ' ON partnerships'
    await runStatements(runner, () => [
      `DROP INDEX partnerships_by_expiry${onTable}`,
      `DROP INDEX partnerships_token${onTable}`,
      ...MOMENTS.flatMap((moment) => [
        `ALTER TABLE partnership_events ADD COLUMN state_${moment} text`,
        ...['access', 'payment_mode', 'product_count'].map(
          (column) => `ALTER TABLE partnership_events DROP COLUMN ${moment}_${column}`,
        ),
      ]),
    ])
  }
}

/** A word out of the JSON kept so far. WHY without the quotes: MariaDB leaves them there, and writes null as a word. */
function noted(moment: string, word: string): string {
  return `NULLIF(REPLACE(JSON_EXTRACT(state_${moment}, '$.${word}'), '"', ''), 'null')`
}
