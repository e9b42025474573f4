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

/** What was bought and renewed, at the prices and rates of that moment. */
export class Orders1764000000005 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE orders (
        id ${sql.id},
        organisation_id int NOT NULL,
        placed_by_id int,
        placed_for_id int NOT NULL,
        payer_id int NOT NULL,
        partner_id int,
        placed_at datetime(3) NOT NULL,
        kind varchar(32) NOT NULL,
        status varchar(32) NOT NULL,
        currency varchar(3) NOT NULL,
        total bigint NOT NULL,
        CONSTRAINT orders_kind CHECK (kind IN ('PURCHASE', 'RENEWAL')),
        CONSTRAINT orders_status CHECK (status IN ('PLACED', 'CONFIRMED', 'COMPLETED', 'CANCELLED')),
        CONSTRAINT orders_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT orders_total CHECK (total >= 0),
        CONSTRAINT orders_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id),
        CONSTRAINT orders_placed_by FOREIGN KEY (placed_by_id) REFERENCES users (id),
        CONSTRAINT orders_placed_for FOREIGN KEY (placed_for_id) REFERENCES organisations (id),
        CONSTRAINT orders_payer FOREIGN KEY (payer_id) REFERENCES organisations (id),
        CONSTRAINT orders_partner FOREIGN KEY (partner_id) REFERENCES partners (id)
      ) ${sql.table}`,
      'CREATE INDEX orders_by_client ON orders (placed_for_id, placed_at, id, payer_id, organisation_id)',
      'CREATE INDEX orders_by_organisation ON orders (organisation_id, placed_at, id, placed_for_id, payer_id)',
      'CREATE INDEX orders_by_payer ON orders (payer_id, placed_at, id, placed_for_id)',

      `CREATE TABLE order_lines (
        id ${sql.id},
        order_id int NOT NULL,
        product_id int NOT NULL,
        description varchar(500) NOT NULL,
        public_price bigint NOT NULL,
        discount_rate int NOT NULL,
        price bigint NOT NULL,
        currency varchar(3) NOT NULL,
        cashback_rate int NOT NULL,
        cashback_partner_id int,
        CONSTRAINT order_lines_prices CHECK (public_price >= 0 AND price >= 0 AND price <= public_price),
        CONSTRAINT order_lines_rates
          CHECK (discount_rate BETWEEN 0 AND 10000 AND cashback_rate BETWEEN 0 AND 10000),
        CONSTRAINT order_lines_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT order_lines_cashback_to_somebody
          CHECK (cashback_rate = 0 OR cashback_partner_id IS NOT NULL),
        CONSTRAINT order_lines_order FOREIGN KEY (order_id) REFERENCES orders (id),
        CONSTRAINT order_lines_product FOREIGN KEY (product_id) REFERENCES products (id),
        CONSTRAINT order_lines_cashback_partner FOREIGN KEY (cashback_partner_id) REFERENCES partners (id)
      ) ${sql.table}`,
      'CREATE INDEX order_lines_of_order ON order_lines (order_id, id)',
      'CREATE INDEX order_lines_by_product ON order_lines (product_id, order_id)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, ['order_lines', 'orders'])
  }
}

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

/**
 * Orders of several years, numbers given out one after the other, whom an invoice was addressed to, and what was
 * done about the next renewal of a product.
 * WHY the generated column: a domain name may be registered once at a time, and again after it has ended.
 */
export class Ordering1764000000014 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      'ALTER TABLE order_lines ADD COLUMN years int NOT NULL DEFAULT 1 CHECK (years BETWEEN 1 AND 10)',

      `CREATE TABLE number_series (
        id ${sql.id},
        issuer varchar(16) NOT NULL,
        kind varchar(32) NOT NULL,
        CONSTRAINT number_series_once UNIQUE (issuer, kind),
        CONSTRAINT number_series_kind CHECK (kind IN ('INVOICE', 'CREDIT_NOTE'))
      ) ${sql.table}`,
      `INSERT INTO number_series (issuer, kind) VALUES ('MAIN', 'INVOICE'), ('MAIN', 'CREDIT_NOTE')`,

      'ALTER TABLE invoices ADD COLUMN billed_name varchar(200)',
      'ALTER TABLE invoices ADD COLUMN billed_address_street varchar(200)',
      'ALTER TABLE invoices ADD COLUMN billed_address_postal_code varchar(16)',
      'ALTER TABLE invoices ADD COLUMN billed_address_city varchar(120)',
      'ALTER TABLE invoices ADD COLUMN billed_address_country varchar(2)',
      'ALTER TABLE invoices ADD COLUMN billed_vat_number varchar(20)',

      'ALTER TABLE products ADD COLUMN auto_renewed_for date',
      'ALTER TABLE products ADD COLUMN reminded_days_before int',
      `ALTER TABLE products ADD COLUMN registered_domain varchar(253)
        GENERATED ALWAYS AS (CASE WHEN category = 'DOMAIN' AND status <> 'ENDED' THEN name END) VIRTUAL`,
      'CREATE UNIQUE INDEX products_domain_once ON products (registered_domain)',
      'CREATE INDEX products_by_due ON products (status, expires_on, id)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      sql.dropIndex('products_by_due', 'products'),
      sql.dropIndex('products_domain_once', 'products'),
      'ALTER TABLE products DROP COLUMN registered_domain',
      'ALTER TABLE products DROP COLUMN reminded_days_before',
      'ALTER TABLE products DROP COLUMN auto_renewed_for',
      'ALTER TABLE invoices DROP COLUMN billed_vat_number',
      'ALTER TABLE invoices DROP COLUMN billed_address_country',
      'ALTER TABLE invoices DROP COLUMN billed_address_city',
      'ALTER TABLE invoices DROP COLUMN billed_address_postal_code',
      'ALTER TABLE invoices DROP COLUMN billed_address_street',
      'ALTER TABLE invoices DROP COLUMN billed_name',
      'DROP TABLE number_series',
      'ALTER TABLE order_lines DROP COLUMN years',
    ])
  }
}
