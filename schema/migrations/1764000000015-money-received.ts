import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'

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
