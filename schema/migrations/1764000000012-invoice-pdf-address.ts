import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'

/** The address of a printed invoice follows from its id, so nothing of it is stored. */
export class InvoicePdfAddress1764000000012 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => ['ALTER TABLE invoices DROP COLUMN pdf_url'])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => ['ALTER TABLE invoices ADD COLUMN pdf_url varchar(500)'])
  }
}
