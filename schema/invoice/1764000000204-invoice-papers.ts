import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'

const refused = { table: 'invoice_papers', message: 'What was issued on paper never changes' }

/**
 * What is printed on an invoice, frozen when it was issued, in each language; and to whom it was sent.
 * INVARIANT: the database refuses to change or remove a paper.
 */
export class InvoicePapers1764000000204 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      'ALTER TABLE invoices ADD COLUMN billed_recipient varchar(200)',
      `CREATE TABLE invoice_papers (
        id ${sql.id},
        invoice_id int NOT NULL,
        language varchar(2) NOT NULL,
        is_default boolean NOT NULL,
        document text NOT NULL,
        digest varchar(64) NOT NULL,
        CONSTRAINT invoice_papers_once UNIQUE (invoice_id, language),
        CONSTRAINT invoice_papers_invoice FOREIGN KEY (invoice_id) REFERENCES invoices (id)
      ) ${sql.table}`,
      ...sql.refuseRemovals(refused),
      sql.refuseChanges({ ...refused, when: '1 = 1' }),
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => [
      'DROP TABLE invoice_papers',
      'ALTER TABLE invoices DROP COLUMN billed_recipient',
    ])
  }
}
