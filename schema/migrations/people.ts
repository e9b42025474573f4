import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { type SqlWords } from '../../src/platform/database/dialect'
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

/** Application passwords are found by their digest, and shown like all else with an owner. */
export class Credentials1764000000030 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      sql.dropIndex('application_passwords_by_prefix', 'application_passwords'),
      'CREATE INDEX application_passwords_by_secret ON application_passwords (secret_hash)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      sql.dropIndex('application_passwords_by_secret', 'application_passwords'),
      'CREATE INDEX application_passwords_by_prefix ON application_passwords (prefix)',
    ])
  }
}

/** Invitations of people into an Organisation, and what they would be granted. */
export class MemberInvitations1764000000031 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE member_invitations (
        id ${sql.id},
        organisation_id int NOT NULL,
        email varchar(254) NOT NULL,
        role varchar(32) NOT NULL,
        accounting boolean NOT NULL,
        status varchar(32) NOT NULL,
        invited_by_id int NOT NULL,
        invited_at datetime(3) NOT NULL,
        expires_at datetime(3) NOT NULL,
        closed_at datetime(3),
        token_hash varchar(64),
        times_sent int NOT NULL,
        CONSTRAINT member_invitations_role
          CHECK (role IN ('OWNER', 'ADMINISTRATOR', 'COLLABORATOR', 'EXTERNAL')),
        CONSTRAINT member_invitations_status
          CHECK (status IN ('PENDING', 'ACCEPTED', 'REFUSED', 'CANCELLED', 'EXPIRED')),
        CONSTRAINT member_invitations_token UNIQUE (token_hash),
        CONSTRAINT member_invitations_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id),
        CONSTRAINT member_invitations_inviter FOREIGN KEY (invited_by_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX member_invitations_by_organisation ON member_invitations (organisation_id, status, email)',
      'CREATE INDEX member_invitations_by_inviter ON member_invitations (invited_by_id)',
      'CREATE INDEX member_invitations_by_expiry ON member_invitations (status, expires_at)',

      `CREATE TABLE member_invitation_products (
        id ${sql.id},
        invitation_id int NOT NULL,
        product_id int NOT NULL,
        CONSTRAINT member_invitation_products_once UNIQUE (invitation_id, product_id),
        CONSTRAINT member_invitation_products_of FOREIGN KEY (invitation_id) REFERENCES member_invitations (id),
        CONSTRAINT member_invitation_products_product FOREIGN KEY (product_id) REFERENCES products (id)
      ) ${sql.table}`,
      'CREATE INDEX member_invitation_products_by_product ON member_invitation_products (product_id)',

      `CREATE TABLE member_invitation_clients (
        id ${sql.id},
        invitation_id int NOT NULL,
        client_id int NOT NULL,
        CONSTRAINT member_invitation_clients_once UNIQUE (invitation_id, client_id),
        CONSTRAINT member_invitation_clients_of FOREIGN KEY (invitation_id) REFERENCES member_invitations (id),
        CONSTRAINT member_invitation_clients_client FOREIGN KEY (client_id) REFERENCES organisations (id)
      ) ${sql.table}`,
      'CREATE INDEX member_invitation_clients_by_client ON member_invitation_clients (client_id)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, [
      'member_invitation_clients',
      'member_invitation_products',
      'member_invitations',
    ])
  }
}

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
