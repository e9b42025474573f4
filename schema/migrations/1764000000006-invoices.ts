import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

/**
 * What is owed and what was credited.
 * WHY `previous_sequence`: a number without a gap is one whose predecessor exists. Each row points at the
 * one numbered just before it, so that the database refuses both a gap and the removal of a row inside.
 */
export class Invoices1764000000006 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE invoices (
        id ${sql.id},
        issuer varchar(16) NOT NULL DEFAULT 'MAIN',
        sequence int NOT NULL,
        previous_sequence int,
        number varchar(32) NOT NULL,
        status varchar(32) NOT NULL,
        issued_on date NOT NULL,
        due_on date NOT NULL,
        paid_on date,
        billed_organisation_id int NOT NULL,
        client_id int NOT NULL,
        client_name varchar(200) NOT NULL,
        net bigint NOT NULL,
        vat bigint NOT NULL,
        gross bigint NOT NULL,
        currency varchar(3) NOT NULL,
        vat_rate int NOT NULL,
        vat_mention varchar(500),
        order_id int,
        pdf_url varchar(500),
        CONSTRAINT invoices_sequence UNIQUE (issuer, sequence),
        CONSTRAINT invoices_number UNIQUE (number),
        CONSTRAINT invoices_order UNIQUE (order_id),
        CONSTRAINT invoices_without_gap CHECK ((sequence = 1 AND previous_sequence IS NULL)
          OR (sequence > 1 AND previous_sequence IS NOT NULL AND previous_sequence = sequence - 1)),
        CONSTRAINT invoices_status
          CHECK (status IN ('OPEN', 'OVERDUE', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'CANCELLED')),
        CONSTRAINT invoices_paid CHECK (status <> 'PAID' OR paid_on IS NOT NULL),
        CONSTRAINT invoices_due CHECK (due_on >= issued_on),
        CONSTRAINT invoices_amounts CHECK (net >= 0 AND vat >= 0 AND gross = net + vat),
        CONSTRAINT invoices_vat_rate CHECK (vat_rate BETWEEN 0 AND 10000),
        CONSTRAINT invoices_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT invoices_previous
          FOREIGN KEY (issuer, previous_sequence) REFERENCES invoices (issuer, sequence),
        CONSTRAINT invoices_billed_organisation
          FOREIGN KEY (billed_organisation_id) REFERENCES organisations (id),
        CONSTRAINT invoices_client FOREIGN KEY (client_id) REFERENCES organisations (id),
        CONSTRAINT invoices_of_order FOREIGN KEY (order_id) REFERENCES orders (id)
      ) ${sql.table}`,
      'CREATE INDEX invoices_by_previous ON invoices (issuer, previous_sequence)',
      'CREATE INDEX invoices_by_billed ON invoices (billed_organisation_id, issued_on, id, gross, currency)',
      'CREATE INDEX invoices_by_client ON invoices (client_id, issued_on, id, billed_organisation_id)',
      'CREATE INDEX invoices_by_day ON invoices (issued_on, id)',

      `CREATE TABLE invoice_lines (
        id ${sql.id},
        invoice_id int NOT NULL,
        description varchar(500) NOT NULL,
        product_id int,
        quantity int NOT NULL,
        unit_price bigint NOT NULL,
        discount_rate int NOT NULL,
        net bigint NOT NULL,
        currency varchar(3) NOT NULL,
        CONSTRAINT invoice_lines_quantity CHECK (quantity >= 1),
        CONSTRAINT invoice_lines_amounts CHECK (unit_price >= 0 AND net >= 0),
        CONSTRAINT invoice_lines_discount CHECK (discount_rate BETWEEN 0 AND 10000),
        CONSTRAINT invoice_lines_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT invoice_lines_invoice FOREIGN KEY (invoice_id) REFERENCES invoices (id),
        CONSTRAINT invoice_lines_product FOREIGN KEY (product_id) REFERENCES products (id)
      ) ${sql.table}`,
      'CREATE INDEX invoice_lines_of_invoice ON invoice_lines (invoice_id, id)',
      'CREATE INDEX invoice_lines_by_product ON invoice_lines (product_id, invoice_id)',

      `CREATE TABLE credit_notes (
        id ${sql.id},
        issuer varchar(16) NOT NULL DEFAULT 'MAIN',
        sequence int NOT NULL,
        previous_sequence int,
        number varchar(32) NOT NULL,
        invoice_id int NOT NULL,
        issued_on date NOT NULL,
        amount bigint NOT NULL,
        currency varchar(3) NOT NULL,
        reason varchar(500) NOT NULL,
        CONSTRAINT credit_notes_sequence UNIQUE (issuer, sequence),
        CONSTRAINT credit_notes_number UNIQUE (number),
        CONSTRAINT credit_notes_without_gap CHECK ((sequence = 1 AND previous_sequence IS NULL)
          OR (sequence > 1 AND previous_sequence IS NOT NULL AND previous_sequence = sequence - 1)),
        CONSTRAINT credit_notes_amount CHECK (amount > 0),
        CONSTRAINT credit_notes_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT credit_notes_previous
          FOREIGN KEY (issuer, previous_sequence) REFERENCES credit_notes (issuer, sequence),
        CONSTRAINT credit_notes_invoice FOREIGN KEY (invoice_id) REFERENCES invoices (id)
      ) ${sql.table}`,
      'CREATE INDEX credit_notes_by_previous ON credit_notes (issuer, previous_sequence)',
      'CREATE INDEX credit_notes_of_invoice ON credit_notes (invoice_id, id)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, ['credit_notes', 'invoice_lines', 'invoices'])
  }
}
