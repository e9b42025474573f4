import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'

/** How much a Partner may order at its client's cost before the client's owner is asked. */
export class OrderLimits1764000000208 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => [
      'ALTER TABLE partnerships ADD COLUMN order_limit bigint CHECK (order_limit >= 0)',
      'ALTER TABLE partnerships ADD COLUMN month_limit bigint CHECK (month_limit >= 0)',
      "ALTER TABLE partnerships ADD COLUMN currency varchar(3) CHECK (currency IN ('CHF', 'EUR'))",
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => [
      'ALTER TABLE partnerships DROP COLUMN currency',
      'ALTER TABLE partnerships DROP COLUMN month_limit',
      'ALTER TABLE partnerships DROP COLUMN order_limit',
    ])
  }
}
