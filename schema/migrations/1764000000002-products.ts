import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

/** What is installed, in whose name, and what it costs. */
export class Products1764000000002 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE contacts (
        id ${sql.id},
        name varchar(200) NOT NULL,
        kind varchar(32) NOT NULL,
        email varchar(254) NOT NULL,
        phone varchar(40),
        address_street varchar(200),
        address_postal_code varchar(16),
        address_city varchar(120),
        address_country varchar(2),
        CONSTRAINT contacts_kind CHECK (kind IN ('PRIVATE', 'COMPANY', 'ASSOCIATION'))
      ) ${sql.table}`,

      `CREATE TABLE products (
        id ${sql.id},
        organisation_id int NOT NULL,
        category varchar(32) NOT NULL,
        name varchar(253) NOT NULL,
        status varchar(32) NOT NULL,
        expires_on date,
        auto_renew boolean NOT NULL,
        payer_id int NOT NULL,
        public_price bigint NOT NULL,
        reseller_price bigint,
        currency varchar(3) NOT NULL,
        holder_id int,
        managed_by_id int,
        created_at datetime(3) NOT NULL,
        CONSTRAINT products_category CHECK (category IN
          ('DOMAIN', 'WEB_HOSTING', 'MAIL', 'DRIVE', 'CLOUD_SERVER', 'STREAMING', 'EVENT', 'NEWSLETTER')),
        CONSTRAINT products_status CHECK (status IN ('ACTIVE', 'EXPIRING', 'SUSPENDED', 'ENDED')),
        CONSTRAINT products_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT products_prices CHECK (public_price >= 0 AND (reseller_price IS NULL OR reseller_price >= 0)),
        CONSTRAINT products_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id),
        CONSTRAINT products_payer FOREIGN KEY (payer_id) REFERENCES organisations (id),
        CONSTRAINT products_holder FOREIGN KEY (holder_id) REFERENCES contacts (id),
        CONSTRAINT products_managed_by FOREIGN KEY (managed_by_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX products_by_organisation ON products (organisation_id, id)',
      'CREATE INDEX products_by_payer ON products (payer_id, id)',
      'CREATE INDEX products_by_holder ON products (holder_id, id)',
      'CREATE INDEX products_by_manager ON products (managed_by_id, id)',

      `CREATE TABLE holder_changes (
        id ${sql.id},
        product_id int NOT NULL,
        new_holder_id int NOT NULL,
        token_hash varchar(64) NOT NULL,
        requested_at datetime(3) NOT NULL,
        expires_at datetime(3) NOT NULL,
        confirmed_at datetime(3),
        CONSTRAINT holder_changes_token UNIQUE (token_hash),
        CONSTRAINT holder_changes_product FOREIGN KEY (product_id) REFERENCES products (id),
        CONSTRAINT holder_changes_new_holder FOREIGN KEY (new_holder_id) REFERENCES contacts (id)
      ) ${sql.table}`,
      'CREATE INDEX holder_changes_of_product ON holder_changes (product_id, requested_at)',

      `CREATE TABLE prices (
        id ${sql.id},
        category varchar(32) NOT NULL,
        currency varchar(3) NOT NULL,
        amount bigint NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        CONSTRAINT prices_from UNIQUE (category, currency, valid_from),
        CONSTRAINT prices_category CHECK (category IN
          ('DOMAIN', 'WEB_HOSTING', 'MAIL', 'DRIVE', 'CLOUD_SERVER', 'STREAMING', 'EVENT', 'NEWSLETTER')),
        CONSTRAINT prices_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT prices_amount CHECK (amount >= 0),
        CONSTRAINT prices_period CHECK (valid_to IS NULL OR valid_to >= valid_from)
      ) ${sql.table}`,

      `CREATE TABLE vat_rates (
        id ${sql.id},
        country varchar(2) NOT NULL,
        rate int NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        CONSTRAINT vat_rates_from UNIQUE (country, valid_from),
        CONSTRAINT vat_rates_rate CHECK (rate BETWEEN 0 AND 10000),
        CONSTRAINT vat_rates_period CHECK (valid_to IS NULL OR valid_to >= valid_from)
      ) ${sql.table}`,
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, ['vat_rates', 'prices', 'holder_changes', 'products', 'contacts'])
  }
}
