import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'

const references = [
  {
    table: 'contacts',
    column: 'organisation_id',
    target: 'organisations',
    name: 'contacts_of_organisation',
    index: 'contacts_by_organisation',
  },
  {
    table: 'holder_changes',
    column: 'organisation_id',
    target: 'organisations',
    name: 'holder_changes_of_organisation',
    index: 'holder_changes_by_organisation',
  },
  {
    table: 'holder_changes',
    column: 'requested_in_id',
    target: 'organisations',
    name: 'holder_changes_requested_in',
    index: 'holder_changes_by_place',
  },
  {
    table: 'holder_changes',
    column: 'requested_by_id',
    target: 'users',
    name: 'holder_changes_requested_by',
    index: 'holder_changes_by_person',
  },
]

/**
 * Products that stand in the name of their Organisation itself; who asked for a change of holder, for whom, who is
 * asked, and that it was withdrawn; and a payer that wants to hand its role back.
 */
export class HolderAndPayer1764000000200 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      ...references.flatMap((reference) => [
        sql.addReference(reference),
        `CREATE INDEX ${reference.index} ON ${reference.table} (${reference.column})`,
      ]),
      'ALTER TABLE holder_changes ADD COLUMN new_holder_name varchar(200)',
      "ALTER TABLE holder_changes ADD COLUMN answerer varchar(32) CHECK (answerer IN ('HOLDER', 'OWNER'))",
      'ALTER TABLE holder_changes ADD COLUMN withdrawn_at datetime(3)',
      'ALTER TABLE products ADD COLUMN payer_offered_at datetime(3)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      'ALTER TABLE products DROP COLUMN payer_offered_at',
      'ALTER TABLE holder_changes DROP COLUMN withdrawn_at',
      'ALTER TABLE holder_changes DROP COLUMN answerer',
      'ALTER TABLE holder_changes DROP COLUMN new_holder_name',
      ...[...references].reverse().flatMap((reference) => sql.dropReference(reference)),
    ])
  }
}
