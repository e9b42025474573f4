import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'

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
