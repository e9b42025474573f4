import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { type SqlWords } from '../../src/platform/database/dialect'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

/** What is written beside every change: audit, e-mails to send, answers to repeat, jobs under way. */
export class Records1764000000009 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE audit_entries (
        id ${sql.id},
        happened_at datetime(3) NOT NULL,
        user_id int,
        organisation_id int,
        action varchar(64) NOT NULL,
        subject_type varchar(64) NOT NULL,
        subject_id int,
        detail text NOT NULL,
        CONSTRAINT audit_entries_user FOREIGN KEY (user_id) REFERENCES users (id),
        CONSTRAINT audit_entries_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id)
      ) ${sql.table}`,
      'CREATE INDEX audit_entries_by_organisation ON audit_entries (organisation_id, happened_at, id)',
      'CREATE INDEX audit_entries_by_subject ON audit_entries (subject_type, subject_id, id)',

      `CREATE TABLE outbox_mails (
        id ${sql.id},
        created_at datetime(3) NOT NULL,
        sent_at datetime(3),
        recipient varchar(254) NOT NULL,
        template varchar(64) NOT NULL,
        locale varchar(16) NOT NULL,
        data text NOT NULL,
        attempts int NOT NULL DEFAULT 0
      ) ${sql.table}`,
      'CREATE INDEX outbox_mails_waiting ON outbox_mails (sent_at, id)',

      `CREATE TABLE idempotency_keys (
        id ${sql.id},
        user_id int NOT NULL,
        organisation_id int NOT NULL,
        request_key varchar(128) NOT NULL,
        input_hash varchar(64) NOT NULL,
        result text NOT NULL,
        created_at datetime(3) NOT NULL,
        CONSTRAINT idempotency_keys_key UNIQUE (user_id, organisation_id, request_key),
        CONSTRAINT idempotency_keys_user FOREIGN KEY (user_id) REFERENCES users (id),
        CONSTRAINT idempotency_keys_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id)
      ) ${sql.table}`,
      'CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at)',

      `CREATE TABLE job_leases (
        name varchar(64) NOT NULL PRIMARY KEY,
        holder varchar(128) NOT NULL,
        held_until datetime(3) NOT NULL
      ) ${sql.table}`,
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, ['job_leases', 'idempotency_keys', 'outbox_mails', 'audit_entries'])
  }
}

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

/** How a change of holder ended, which terms were accepted, and when VAT numbers are asked for again. */
export class RightsAndDetails1764000000016 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      'ALTER TABLE holder_changes ADD COLUMN refused_at datetime(3)',
      'ALTER TABLE holder_changes ADD COLUMN voided_at datetime(3)',

      `CREATE TABLE vat_checks (
        id ${sql.id},
        organisation_id int NOT NULL,
        due_at datetime(3) NOT NULL,
        attempts int NOT NULL,
        confirmed_at datetime(3),
        CONSTRAINT vat_checks_organisation_once UNIQUE (organisation_id),
        CONSTRAINT vat_checks_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id)
      ) ${sql.table}`,
      'CREATE INDEX vat_checks_by_due ON vat_checks (due_at, id)',
      `INSERT INTO vat_checks (organisation_id, due_at, attempts)
        SELECT id, created_at, 0 FROM organisations WHERE vat_number IS NOT NULL AND vat_status = 'UNVERIFIED'`,

      `CREATE TABLE terms_acceptances (
        id ${sql.id},
        organisation_id int NOT NULL,
        user_id int NOT NULL,
        version varchar(32) NOT NULL,
        accepted_at datetime(3) NOT NULL,
        CONSTRAINT terms_acceptances_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id),
        CONSTRAINT terms_acceptances_user FOREIGN KEY (user_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX terms_acceptances_of_organisation ON terms_acceptances (organisation_id, accepted_at)',
      'CREATE INDEX terms_acceptances_by_user ON terms_acceptances (user_id)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => [
      'DROP TABLE terms_acceptances',
      'DROP TABLE vat_checks',
      'ALTER TABLE holder_changes DROP COLUMN voided_at',
      'ALTER TABLE holder_changes DROP COLUMN refused_at',
    ])
  }
}

/** Staff of the provider, what they looked at and whom they told; who else handles personal data. */
export class DataProtection1764000000040 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `ALTER TABLE users ADD COLUMN staff_role varchar(32)
        CHECK (staff_role IN ('SUPPORT', 'COMPLIANCE', 'POLICY_REVIEWER'))`,
      `ALTER TABLE users ADD COLUMN cookie_choice varchar(32) CHECK (cookie_choice IN ('NECESSARY', 'ALL'))`,
      'ALTER TABLE users ADD COLUMN erased_on date',

      `CREATE TABLE support_visits (
        id ${sql.id},
        organisation_id int NOT NULL,
        staff_id int NOT NULL,
        reason varchar(500) NOT NULL,
        opened_at datetime(3) NOT NULL,
        expires_at datetime(3) NOT NULL,
        closed_at datetime(3),
        CONSTRAINT support_visits_ends CHECK (expires_at > opened_at),
        CONSTRAINT support_visits_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id),
        CONSTRAINT support_visits_staff FOREIGN KEY (staff_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX support_visits_of_organisation ON support_visits (organisation_id, staff_id)',
      'CREATE INDEX support_visits_by_staff ON support_visits (staff_id, opened_at)',

      `CREATE TABLE breach_notices (
        id ${sql.id},
        organisation_id int NOT NULL,
        organisation_name varchar(200) NOT NULL,
        subject varchar(200) NOT NULL,
        message text NOT NULL,
        sent_at datetime(3) NOT NULL,
        sent_by_id int NOT NULL,
        CONSTRAINT breach_notices_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id),
        CONSTRAINT breach_notices_sent_by FOREIGN KEY (sent_by_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX breach_notices_of_organisation ON breach_notices (organisation_id, sent_at)',
      'CREATE INDEX breach_notices_by_sender ON breach_notices (sent_by_id)',

      `CREATE TABLE sub_processors (
        id ${sql.id},
        name varchar(200) NOT NULL,
        purpose varchar(500) NOT NULL,
        data varchar(500) NOT NULL,
        country varchar(2) NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        CONSTRAINT sub_processors_from UNIQUE (name, valid_from),
        CONSTRAINT sub_processors_period CHECK (valid_to >= valid_from)
      ) ${sql.table}`,
    ])
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['sub_processors', 'breach_notices', 'support_visits'])
    await runStatements(runner, () => [
      'ALTER TABLE users DROP COLUMN erased_on',
      'ALTER TABLE users DROP COLUMN cookie_choice',
      'ALTER TABLE users DROP COLUMN staff_role',
    ])
  }
}

/**
 * What people report without a name. INVARIANT: a report has no user, no address and no moment finer than a day, and
 * its ids are random: they do not count, so that their order tells nothing of when.
 */
export class Irregularities1764000000041 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE irregularity_reports (
        id integer NOT NULL PRIMARY KEY,
        receipt_hash varchar(64) NOT NULL,
        received_on date NOT NULL,
        CONSTRAINT irregularity_reports_receipt UNIQUE (receipt_hash)
      ) ${sql.table}`,

      `CREATE TABLE irregularity_messages (
        id integer NOT NULL PRIMARY KEY,
        report_id int NOT NULL,
        author varchar(32) NOT NULL,
        text text NOT NULL,
        written_on date NOT NULL,
        CONSTRAINT irregularity_messages_author CHECK (author IN ('REPORTER', 'COMPLIANCE')),
        CONSTRAINT irregularity_messages_report FOREIGN KEY (report_id) REFERENCES irregularity_reports (id)
      ) ${sql.table}`,
      'CREATE INDEX irregularity_messages_of_report ON irregularity_messages (report_id, id)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, ['irregularity_messages', 'irregularity_reports'])
  }
}

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
