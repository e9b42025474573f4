import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'

const columns = [
  ['description', 'varchar(2000)'],
  ['logo_url', 'varchar(500)'],
  ['country', 'varchar(2)'],
  ['languages', 'varchar(200)'],
  ['contact_email', 'varchar(254)'],
  ['contact_phone', 'varchar(40)'],
] as const

/** What a Partner says of itself in the directory, and which of its people are found there. INVARIANT: never changed. */
export class PartnerEntries1764000000261 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => [
      ...columns.map(([name, type]) => `ALTER TABLE partners ADD COLUMN ${name} ${type}`),
      'ALTER TABLE memberships ADD COLUMN in_directory boolean NOT NULL DEFAULT 0',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => [
      ...columns.map(([name]) => `ALTER TABLE partners DROP COLUMN ${name}`),
      'ALTER TABLE memberships DROP COLUMN in_directory',
    ])
  }
}
