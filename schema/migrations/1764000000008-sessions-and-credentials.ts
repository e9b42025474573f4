import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

/** How people and their programs prove who they are; digests only. */
export class SessionsAndCredentials1764000000008 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE sessions (
        id ${sql.id},
        token_hash varchar(64) NOT NULL,
        user_id int NOT NULL,
        organisation_id int,
        created_at datetime(3) NOT NULL,
        expires_at datetime(3) NOT NULL,
        last_seen_at datetime(3) NOT NULL,
        CONSTRAINT sessions_token UNIQUE (token_hash),
        CONSTRAINT sessions_user FOREIGN KEY (user_id) REFERENCES users (id),
        CONSTRAINT sessions_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id)
      ) ${sql.table}`,
      'CREATE INDEX sessions_by_user ON sessions (user_id)',
      'CREATE INDEX sessions_by_expiry ON sessions (expires_at)',

      `CREATE TABLE api_tokens (
        id ${sql.id},
        user_id int NOT NULL,
        organisation_id int NOT NULL,
        application varchar(120) NOT NULL,
        prefix varchar(16) NOT NULL,
        token_hash varchar(64) NOT NULL,
        scopes text NOT NULL,
        created_at datetime(3) NOT NULL,
        expires_at datetime(3),
        last_used_at datetime(3),
        revoked_at datetime(3),
        CONSTRAINT api_tokens_token UNIQUE (token_hash),
        CONSTRAINT api_tokens_user FOREIGN KEY (user_id) REFERENCES users (id),
        CONSTRAINT api_tokens_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id)
      ) ${sql.table}`,
      'CREATE INDEX api_tokens_by_user ON api_tokens (user_id, organisation_id)',

      `CREATE TABLE application_passwords (
        id ${sql.id},
        user_id int NOT NULL,
        name varchar(120) NOT NULL,
        prefix varchar(16) NOT NULL,
        secret_hash varchar(255) NOT NULL,
        created_at datetime(3) NOT NULL,
        last_used_at datetime(3),
        revoked_at datetime(3),
        CONSTRAINT application_passwords_user FOREIGN KEY (user_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX application_passwords_by_user ON application_passwords (user_id)',
      'CREATE INDEX application_passwords_by_prefix ON application_passwords (prefix)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, ['application_passwords', 'api_tokens', 'sessions'])
  }
}
