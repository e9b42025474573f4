import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { type SqlWords } from '../../src/platform/database/dialect'
import { runStatements } from '../../src/platform/database/transaction'

const refused = { table: 'audit_entries', message: 'The audit trail is append-only' }

/** Of an entry that is changed: all is as it was but `detail`, in which people may be named. */
const SAME = [
  ...['id', 'happened_at', 'action', 'subject_type'].map((column) => `NEW.${column} = OLD.${column}`),
  ...['user_id', 'organisation_id', 'acting_organisation_id', 'subject_id'].map(
    (column) => `COALESCE(NEW.${column}, 0) = COALESCE(OLD.${column}, 0)`,
  ),
].join(' AND ')

/** What an erased person is called from then on: see `schema/personal-data/erase-me.ts`. */
const NAMES_AN_ERASED_PERSON = `(INSTR(NEW.detail, 'Erased person ') > 0 OR INSTR(NEW.detail, '@erased.invalid') > 0)`

/** The database itself refuses to remove an entry of the audit trail, and to change one otherwise than erasure does. */
export class AuditEntriesStay1764000000051 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [...sql.refuseRemovals(refused), refuseChangesButErasure(sql)])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () =>
      ['not_changed', 'not_replaced', 'not_removed'].map(
        (refusal) => `DROP TRIGGER IF EXISTS audit_entries_${refusal}`,
      ),
    )
  }
}

export function refuseChangesButErasure(sql: SqlWords): string {
  const when = `NOT (${SAME} AND (NEW.detail = OLD.detail OR ${NAMES_AN_ERASED_PERSON}))`
  return sql.refuseChanges({ ...refused, when })
}
