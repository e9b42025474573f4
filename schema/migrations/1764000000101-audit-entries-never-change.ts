import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'
import { refuseChangesButErasure } from './1764000000051-audit-entries-stay'

const refused = { table: 'audit_entries', message: 'The audit trail is append-only' }
const DROP = 'DROP TRIGGER IF EXISTS audit_entries_not_changed'

/** The database refuses every change of an audit entry. Erasure changes none any more: entries name people by their key. */
export class AuditEntriesNeverChange1764000000101 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [DROP, sql.refuseChanges({ ...refused, when: '1 = 1' })])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [DROP, refuseChangesButErasure(sql)])
  }
}
