import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'

/** Sign-ups that wait for their confirmation, ways back to a lost password, second factors, devices. */
export class Accounts1764000000020 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      'ALTER TABLE sessions ADD COLUMN device_hash varchar(64)',
      'ALTER TABLE sessions ADD COLUMN device varchar(60)',
      'CREATE INDEX sessions_by_device ON sessions (device_hash)',

      'ALTER TABLE users ADD COLUMN totp_pending varchar(255)',
      'ALTER TABLE users ADD COLUMN terms_version varchar(32)',
      'ALTER TABLE users ADD COLUMN terms_accepted_at datetime(3)',

      `CREATE TABLE sign_ups (
        id ${sql.id},
        email varchar(254) NOT NULL,
        name varchar(200) NOT NULL,
        locale varchar(16) NOT NULL,
        password_hash varchar(255) NOT NULL,
        organisation text NOT NULL,
        terms_version varchar(32) NOT NULL,
        token_hash varchar(64) NOT NULL,
        created_at datetime(3) NOT NULL,
        expires_at datetime(3) NOT NULL,
        CONSTRAINT sign_ups_token UNIQUE (token_hash)
      ) ${sql.table}`,
      'CREATE INDEX sign_ups_by_email ON sign_ups (email)',
      'CREATE INDEX sign_ups_by_expiry ON sign_ups (expires_at)',

      `CREATE TABLE password_resets (
        id ${sql.id},
        user_id int,
        token_hash varchar(64) NOT NULL,
        created_at datetime(3) NOT NULL,
        expires_at datetime(3) NOT NULL,
        CONSTRAINT password_resets_token UNIQUE (token_hash),
        CONSTRAINT password_resets_user FOREIGN KEY (user_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX password_resets_by_user ON password_resets (user_id)',
      'CREATE INDEX password_resets_by_expiry ON password_resets (expires_at)',

      `CREATE TABLE recovery_codes (
        id ${sql.id},
        user_id int NOT NULL,
        code_hash varchar(64) NOT NULL,
        created_at datetime(3) NOT NULL,
        CONSTRAINT recovery_codes_once UNIQUE (user_id, code_hash),
        CONSTRAINT recovery_codes_user FOREIGN KEY (user_id) REFERENCES users (id)
      ) ${sql.table}`,

      `CREATE TABLE used_codes (
        id ${sql.id},
        user_id int NOT NULL,
        code varchar(64) NOT NULL,
        used_at datetime(3) NOT NULL,
        CONSTRAINT used_codes_once UNIQUE (user_id, code),
        CONSTRAINT used_codes_user FOREIGN KEY (user_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX used_codes_by_time ON used_codes (used_at)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      'DROP TABLE used_codes',
      'DROP TABLE recovery_codes',
      'DROP TABLE password_resets',
      'DROP TABLE sign_ups',
      'ALTER TABLE users DROP COLUMN terms_accepted_at',
      'ALTER TABLE users DROP COLUMN terms_version',
      'ALTER TABLE users DROP COLUMN totp_pending',
      sql.dropIndex('sessions_by_device', 'sessions'),
      'ALTER TABLE sessions DROP COLUMN device',
      'ALTER TABLE sessions DROP COLUMN device_hash',
    ])
  }
}
