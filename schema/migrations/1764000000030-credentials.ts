import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'

/** Application passwords are found by their digest, and shown like all else with an owner. */
export class Credentials1764000000030 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      sql.dropIndex('application_passwords_by_prefix', 'application_passwords'),
      'CREATE INDEX application_passwords_by_secret ON application_passwords (secret_hash)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      sql.dropIndex('application_passwords_by_secret', 'application_passwords'),
      'CREATE INDEX application_passwords_by_prefix ON application_passwords (prefix)',
    ])
  }
}
