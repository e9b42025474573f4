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

/**
 * What Partners earned and what moved in prepaid accounts.
 * WHY `previous_position` and `balance_before`: each movement points at position and balance of the one
 * before it, so that no balance can be written that is not the sum of all movements.
 */
export class Ledgers1764000000007 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE cashback_entries (
        id ${sql.id},
        partner_id int NOT NULL,
        client_id int NOT NULL,
        client_name varchar(200) NOT NULL,
        product_id int NOT NULL,
        order_line_id int NOT NULL,
        currency varchar(3) NOT NULL,
        amount bigint NOT NULL,
        status varchar(32) NOT NULL,
        credited_on date,
        CONSTRAINT cashback_entries_order_line UNIQUE (order_line_id),
        CONSTRAINT cashback_entries_amount CHECK (amount >= 0),
        CONSTRAINT cashback_entries_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT cashback_entries_status CHECK (status IN ('PENDING', 'CREDITED', 'REVERSED')),
        CONSTRAINT cashback_entries_credited CHECK (status <> 'CREDITED' OR credited_on IS NOT NULL),
        CONSTRAINT cashback_entries_not_to_oneself CHECK (client_id <> partner_id),
        CONSTRAINT cashback_entries_partner FOREIGN KEY (partner_id) REFERENCES partners (id),
        CONSTRAINT cashback_entries_client FOREIGN KEY (client_id) REFERENCES organisations (id),
        CONSTRAINT cashback_entries_product FOREIGN KEY (product_id) REFERENCES products (id),
        CONSTRAINT cashback_entries_of_order_line FOREIGN KEY (order_line_id) REFERENCES order_lines (id)
      ) ${sql.table}`,
      'CREATE INDEX cashback_entries_by_partner ON cashback_entries (partner_id, credited_on, id)',
      'CREATE INDEX cashback_entries_by_client ON cashback_entries (client_id, id)',
      'CREATE INDEX cashback_entries_by_product ON cashback_entries (product_id, id)',

      `CREATE TABLE prepaid_accounts (
        id ${sql.id},
        organisation_id int NOT NULL,
        currency varchar(3) NOT NULL,
        CONSTRAINT prepaid_accounts_organisation UNIQUE (organisation_id),
        CONSTRAINT prepaid_accounts_currency UNIQUE (id, currency),
        CONSTRAINT prepaid_accounts_known_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT prepaid_accounts_of_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id)
      ) ${sql.table}`,

      `CREATE TABLE movements (
        id ${sql.id},
        account_id int NOT NULL,
        position int NOT NULL,
        previous_position int,
        kind varchar(32) NOT NULL,
        amount bigint NOT NULL,
        balance_before bigint NOT NULL,
        balance_after bigint NOT NULL,
        currency varchar(3) NOT NULL,
        booked_at datetime(3) NOT NULL,
        text varchar(500) NOT NULL,
        CONSTRAINT movements_position UNIQUE (account_id, position),
        CONSTRAINT movements_balance UNIQUE (account_id, position, balance_after),
        CONSTRAINT movements_kind CHECK (kind IN ('TOP_UP', 'PAYMENT', 'CASHBACK', 'WITHDRAWAL', 'REFUND')),
        CONSTRAINT movements_sum CHECK (balance_after = balance_before + amount),
        CONSTRAINT movements_never_below_zero CHECK (balance_after >= 0),
        CONSTRAINT movements_without_gap CHECK (
          (position = 1 AND previous_position IS NULL AND balance_before = 0)
          OR (position > 1 AND previous_position IS NOT NULL AND previous_position = position - 1)),
        CONSTRAINT movements_account FOREIGN KEY (account_id) REFERENCES prepaid_accounts (id),
        CONSTRAINT movements_currency
          FOREIGN KEY (account_id, currency) REFERENCES prepaid_accounts (id, currency),
        CONSTRAINT movements_previous FOREIGN KEY (account_id, previous_position, balance_before)
          REFERENCES movements (account_id, position, balance_after)
      ) ${sql.table}`,
      'CREATE INDEX movements_by_previous ON movements (account_id, previous_position, balance_before)',

      `CREATE TABLE payments (
        id ${sql.id},
        invoice_id int NOT NULL,
        amount bigint NOT NULL,
        currency varchar(3) NOT NULL,
        paid_at datetime(3) NOT NULL,
        method varchar(32) NOT NULL,
        movement_id int,
        CONSTRAINT payments_amount CHECK (amount > 0),
        CONSTRAINT payments_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT payments_invoice FOREIGN KEY (invoice_id) REFERENCES invoices (id),
        CONSTRAINT payments_movement FOREIGN KEY (movement_id) REFERENCES movements (id)
      ) ${sql.table}`,
      'CREATE INDEX payments_of_invoice ON payments (invoice_id, id)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, ['payments', 'movements', 'prepaid_accounts', 'cashback_entries'])
  }
}

/** The address of a printed invoice follows from its id, so nothing of it is stored. */
export class InvoicePdfAddress1764000000012 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => ['ALTER TABLE invoices DROP COLUMN pdf_url'])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => ['ALTER TABLE invoices ADD COLUMN pdf_url varchar(500)'])
  }
}

const creditNote = {
  table: 'invoice_lines',
  column: 'credit_note_id',
  target: 'credit_notes',
  name: 'invoice_lines_credit_note',
  index: 'invoice_lines_by_credit_note',
}

/**
 * What came in from outside, which lines were credited as a whole, what a Partner still has to give back, and
 * which reminders of an invoice were sent.
 */
export class MoneyReceived1764000000015 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE receipts (
        id ${sql.id},
        reference varchar(140) NOT NULL,
        method varchar(32) NOT NULL,
        organisation_id int NOT NULL,
        invoice_id int,
        amount bigint NOT NULL,
        currency varchar(3) NOT NULL,
        received_at datetime(3) NOT NULL,
        payment_id int,
        movement_id int,
        CONSTRAINT receipts_reference UNIQUE (reference),
        CONSTRAINT receipts_method CHECK (method IN ('BANK_TRANSFER', 'CARD', 'DIRECT_DEBIT')),
        CONSTRAINT receipts_amount CHECK (amount > 0),
        CONSTRAINT receipts_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT receipts_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id),
        CONSTRAINT receipts_invoice FOREIGN KEY (invoice_id) REFERENCES invoices (id),
        CONSTRAINT receipts_payment FOREIGN KEY (payment_id) REFERENCES payments (id),
        CONSTRAINT receipts_movement FOREIGN KEY (movement_id) REFERENCES movements (id)
      ) ${sql.table}`,

      sql.addReference(creditNote),
      'CREATE INDEX invoice_lines_by_credit_note ON invoice_lines (credit_note_id)',

      'ALTER TABLE cashback_entries ADD COLUMN still_owed bigint NOT NULL DEFAULT 0 CHECK (still_owed >= 0)',
      'CREATE INDEX cashback_entries_owed ON cashback_entries (partner_id, still_owed)',

      'ALTER TABLE invoices ADD COLUMN reminders int NOT NULL DEFAULT 0 CHECK (reminders BETWEEN 0 AND 3)',
      'CREATE INDEX invoices_to_remind ON invoices (status, reminders, due_on)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      sql.dropIndex('invoices_to_remind', 'invoices'),
      'ALTER TABLE invoices DROP COLUMN reminders',
      sql.dropIndex('cashback_entries_owed', 'cashback_entries'),
      'ALTER TABLE cashback_entries DROP COLUMN still_owed',
      ...sql.dropReference(creditNote),
      'DROP TABLE receipts',
    ])
  }
}
