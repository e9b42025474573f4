import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'

/** The day on which cashback was taken back: of before, that of the last credit note of its invoice. */
export class ReversedOn1764000000206 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => [
      'ALTER TABLE cashback_entries ADD COLUMN reversed_on date',
      `UPDATE cashback_entries SET reversed_on = COALESCE((
         SELECT MAX(n.issued_on) FROM credit_notes n JOIN invoices i ON i.id = n.invoice_id
         JOIN order_lines l ON l.order_id = i.order_id WHERE l.id = cashback_entries.order_line_id), credited_on)
       WHERE status = 'REVERSED'`,
      'CREATE INDEX cashback_entries_by_reversal ON cashback_entries (partner_id, reversed_on, id)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      sql.dropIndex('cashback_entries_by_reversal', 'cashback_entries'),
      'ALTER TABLE cashback_entries DROP COLUMN reversed_on',
    ])
  }
}
