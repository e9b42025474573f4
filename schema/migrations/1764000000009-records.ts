import { type MigrationInterface, type QueryRunner } from 'typeorm'
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
