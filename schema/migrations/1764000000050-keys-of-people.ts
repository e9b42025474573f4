import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { type SqlWords } from '../../src/platform/database/dialect'
import { runStatements } from '../../src/platform/database/transaction'

const KEPT = 'id, user_id, organisation_id, request_key, input_hash, result, created_at'

/**
 * Keys of repeated requests belong to a User alone where they act in no Organisation.
 * WHY the table is made anew: SQLite cannot let go of NOT NULL. What was answered before stays answered.
 */
export class KeysOfPeople1764000000050 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) =>
      anew(sql, {
        organisation: `organisation_id int,
        acting_in int GENERATED ALWAYS AS (COALESCE(organisation_id, 0)) VIRTUAL`,
        key: 'user_id, acting_in, request_key',
        kept: 'idempotency_keys_before',
      }),
    )
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) =>
      anew(sql, {
        organisation: 'organisation_id int NOT NULL',
        key: 'user_id, organisation_id, request_key',
        kept: 'idempotency_keys_before WHERE organisation_id IS NOT NULL',
      }),
    )
  }
}

interface Shape {
  readonly organisation: string
  readonly key: string
  /** Which of the rows there were, as the end of a SELECT. */
  readonly kept: string
}

function anew(sql: SqlWords, { organisation, key, kept }: Shape): readonly string[] {
  return [
    `CREATE TABLE idempotency_keys_before AS SELECT ${KEPT} FROM idempotency_keys`,
    'DROP TABLE idempotency_keys',
    `CREATE TABLE idempotency_keys (
        id ${sql.id},
        user_id int NOT NULL,
        ${organisation},
        request_key varchar(128) NOT NULL,
        input_hash varchar(64) NOT NULL,
        result text NOT NULL,
        created_at datetime(3) NOT NULL,
        CONSTRAINT idempotency_keys_key UNIQUE (${key}),
        CONSTRAINT idempotency_keys_user FOREIGN KEY (user_id) REFERENCES users (id),
        CONSTRAINT idempotency_keys_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id)
      ) ${sql.table}`,
    'CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at)',
    `INSERT INTO idempotency_keys (${KEPT}) SELECT ${KEPT} FROM ${kept}`,
    'DROP TABLE idempotency_keys_before',
  ]
}
