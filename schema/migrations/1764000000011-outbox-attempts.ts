import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'

/** When a mail that could not be sent is tried again, and when it was given up. */
export class OutboxAttempts1764000000011 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => [
      'ALTER TABLE outbox_mails ADD COLUMN next_attempt_at datetime(3)',
      'ALTER TABLE outbox_mails ADD COLUMN failed_at datetime(3)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => [
      'ALTER TABLE outbox_mails DROP COLUMN failed_at',
      'ALTER TABLE outbox_mails DROP COLUMN next_attempt_at',
    ])
  }
}
