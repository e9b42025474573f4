import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'

/** The day of the month on which a product began, so that the 29th of February comes back in leap years. */
export class AnchorDays1764000000151 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => ['ALTER TABLE products ADD COLUMN anchor_day int'])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => ['ALTER TABLE products DROP COLUMN anchor_day'])
  }
}
