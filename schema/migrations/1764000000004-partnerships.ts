import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

/**
 * Partners and the mandates given to them.
 * WHY the generated columns: no database here has a unique index over a part of the rows, but all leave
 * NULLs out of one. `live_partner_id` and `full_client_id` are NULL for the rows that do not count.
 */
export class Partnerships1764000000004 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE partners (
        id int NOT NULL PRIMARY KEY,
        display_name varchar(200) NOT NULL,
        website varchar(500),
        email varchar(254) NOT NULL,
        search_text text NOT NULL,
        level varchar(32) NOT NULL,
        listed boolean NOT NULL,
        CONSTRAINT partners_organisation FOREIGN KEY (id) REFERENCES organisations (id)
      ) ${sql.table}`,
      'CREATE INDEX partners_directory ON partners (listed, display_name, id)',

      `CREATE TABLE partner_rates (
        id ${sql.id},
        partner_id int NOT NULL,
        category varchar(32) NOT NULL,
        discount_rate int NOT NULL,
        cashback_rate int NOT NULL,
        CONSTRAINT partner_rates_partner_category UNIQUE (partner_id, category),
        CONSTRAINT partner_rates_category CHECK (category IN
          ('DOMAIN', 'WEB_HOSTING', 'MAIL', 'DRIVE', 'CLOUD_SERVER', 'STREAMING', 'EVENT', 'NEWSLETTER')),
        CONSTRAINT partner_rates_rates
          CHECK (discount_rate BETWEEN 0 AND 10000 AND cashback_rate BETWEEN 0 AND 10000),
        CONSTRAINT partner_rates_partner FOREIGN KEY (partner_id) REFERENCES partners (id)
      ) ${sql.table}`,

      `CREATE TABLE partnerships (
        id ${sql.id},
        client_id int NOT NULL,
        client_name varchar(200) NOT NULL,
        partner_id int NOT NULL,
        partner_access varchar(32) NOT NULL,
        payment_mode varchar(32),
        status varchar(32) NOT NULL,
        invited_by_id int,
        invited_at datetime(3) NOT NULL,
        started_at datetime(3),
        ended_at datetime(3),
        expires_at datetime(3),
        token_hash varchar(64),
        requested_by_partner boolean NOT NULL,
        live_partner_id int
          GENERATED ALWAYS AS (CASE WHEN status IN ('PENDING', 'ACTIVE') THEN partner_id END) VIRTUAL,
        full_client_id int
          GENERATED ALWAYS AS (CASE WHEN status = 'ACTIVE' AND partner_access = 'FULL' THEN client_id END) VIRTUAL,
        CONSTRAINT partnerships_one_live_per_pair UNIQUE (live_partner_id, client_id),
        CONSTRAINT partnerships_one_full_per_client UNIQUE (full_client_id),
        CONSTRAINT partnerships_access CHECK (partner_access IN ('LIMITED', 'FULL')),
        CONSTRAINT partnerships_mode CHECK (payment_mode IN ('CLIENT_PAYS', 'PARTNER_PAYS')),
        CONSTRAINT partnerships_mode_with_full_access
          CHECK ((payment_mode IS NOT NULL) = (partner_access = 'FULL')),
        CONSTRAINT partnerships_status
          CHECK (status IN ('PENDING', 'ACTIVE', 'REFUSED', 'CANCELLED', 'EXPIRED', 'ENDED')),
        CONSTRAINT partnerships_started CHECK (status NOT IN ('ACTIVE', 'ENDED') OR started_at IS NOT NULL),
        CONSTRAINT partnerships_ended CHECK (status <> 'ENDED' OR ended_at IS NOT NULL),
        CONSTRAINT partnerships_token_only_while_pending CHECK (status = 'PENDING' OR token_hash IS NULL),
        CONSTRAINT partnerships_not_with_oneself CHECK (client_id <> partner_id),
        CONSTRAINT partnerships_client FOREIGN KEY (client_id) REFERENCES organisations (id),
        CONSTRAINT partnerships_partner FOREIGN KEY (partner_id) REFERENCES partners (id),
        CONSTRAINT partnerships_invited_by FOREIGN KEY (invited_by_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX partnerships_by_inviter ON partnerships (invited_by_id, partner_id, status)',
      `CREATE INDEX partnerships_by_client
        ON partnerships (client_id, partner_id, status, partner_access, payment_mode)`,
      `CREATE INDEX partnerships_by_partner
        ON partnerships (partner_id, status, client_id, partner_access, payment_mode)`,

      `CREATE TABLE partnership_grants (
        id ${sql.id},
        partnership_id int NOT NULL,
        product_id int NOT NULL,
        CONSTRAINT partnership_grants_partnership_product UNIQUE (partnership_id, product_id),
        CONSTRAINT partnership_grants_partnership FOREIGN KEY (partnership_id) REFERENCES partnerships (id),
        CONSTRAINT partnership_grants_product FOREIGN KEY (product_id) REFERENCES products (id)
      ) ${sql.table}`,
      'CREATE INDEX partnership_grants_by_product ON partnership_grants (product_id, partnership_id)',

      `CREATE TABLE partnership_events (
        id ${sql.id},
        partnership_id int NOT NULL,
        kind varchar(32) NOT NULL,
        happened_at datetime(3) NOT NULL,
        by_user_id int,
        state_before text,
        state_after text,
        CONSTRAINT partnership_events_kind CHECK (kind IN ('INVITED', 'REQUESTED', 'RESENT', 'ACCEPTED', 'REFUSED',
          'CANCELLED', 'EXPIRED', 'ACCESS_CHANGED', 'PAYMENT_MODE_CHANGED', 'ENDED')),
        CONSTRAINT partnership_events_partnership FOREIGN KEY (partnership_id) REFERENCES partnerships (id),
        CONSTRAINT partnership_events_by_user FOREIGN KEY (by_user_id) REFERENCES users (id)
      ) ${sql.table}`,
      `CREATE INDEX partnership_events_of_partnership
        ON partnership_events (partnership_id, happened_at, id)`,
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, [
      'partnership_events',
      'partnership_grants',
      'partnerships',
      'partner_rates',
      'partners',
    ])
  }
}
