import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { type SqlWords } from '../../src/platform/database/dialect'
import { runStatements } from '../../src/platform/database/transaction'

const KEPT = 'id, user_id, organisation_id, request_key, input_hash, result, created_at'

/**
 * The key of a repeated request names the Organisation acted in without a foreign key.
 * WHY: a server locks the row that a foreign key refers to, shared; the operation then wants it exclusively, and two of
 * them with a key each wait for each other. A key is deleted after a while and is of no use without its Organisation.
 * WHY the table is made anew: SQLite cannot let go of a constraint.
 */
export class KeysReferToNoOrganisation1764000000110 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => anew(sql, ''))
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) =>
      anew(
        sql,
        `, CONSTRAINT idempotency_keys_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id)`,
      ),
    )
  }
}

function anew(sql: SqlWords, reference: string): readonly string[] {
  return [
    `CREATE TABLE idempotency_keys_before AS SELECT ${KEPT} FROM idempotency_keys`,
    'DROP TABLE idempotency_keys',
    `CREATE TABLE idempotency_keys (
        id ${sql.id},
        user_id int NOT NULL,
        organisation_id int,
        acting_in int GENERATED ALWAYS AS (COALESCE(organisation_id, 0)) VIRTUAL,
        request_key varchar(128) NOT NULL,
        input_hash varchar(64) NOT NULL,
        result text NOT NULL,
        created_at datetime(3) NOT NULL,
        CONSTRAINT idempotency_keys_key UNIQUE (user_id, acting_in, request_key),
        CONSTRAINT idempotency_keys_user FOREIGN KEY (user_id) REFERENCES users (id)${reference}
      ) ${sql.table}`,
    'CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at)',
    `INSERT INTO idempotency_keys (${KEPT}) SELECT ${KEPT} FROM idempotency_keys_before`,
    'DROP TABLE idempotency_keys_before',
  ]
}
