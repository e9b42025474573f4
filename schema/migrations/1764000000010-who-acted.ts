import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'

const actingOrganisation = {
  table: 'audit_entries',
  column: 'acting_organisation_id',
  target: 'organisations',
  name: 'audit_entries_acting_organisation',
  index: 'audit_entries_by_actor',
}

/** Audit entries tell apart whose account something concerns and in which Organisation it was done. */
export class WhoActed1764000000010 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      sql.addReference(actingOrganisation),
      'CREATE INDEX audit_entries_by_actor ON audit_entries (acting_organisation_id, happened_at, id)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => sql.dropReference(actingOrganisation))
  }
}
