import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'

const column = {
  table: 'member_invitations',
  column: 'answered_by_id',
  target: 'users',
  name: 'member_invitations_answered_by',
  index: 'member_invitations_by_answerer',
}

/**
 * Who answered an invitation, so that erasure finds the address by a reference. Those answered before: only the account
 * of that address could answer, so the address says who it was, this once.
 */
export class FoundByReference1764000000100 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      sql.addReference(column),
      `CREATE INDEX ${column.index} ON ${column.table} (${column.column})`,
      `UPDATE member_invitations
       SET answered_by_id = (SELECT u.id FROM users u WHERE u.email = member_invitations.email)
       WHERE status IN ('ACCEPTED', 'REFUSED')`,
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => sql.dropReference(column))
  }
}
