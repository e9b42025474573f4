import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'

/** Limits that a restart does not forget, devices that are known, and application passwords that end. */
export class Limits1764000000160 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      // INVARIANT: these columns in this order; rate-limiter-flexible inserts by position.
      `CREATE TABLE rate_limits (
        \`key\` varchar(128) NOT NULL,
        points int NOT NULL,
        expire bigint,
        PRIMARY KEY (\`key\`)
      ) ${sql.table}`,
      'CREATE INDEX rate_limits_by_expiry ON rate_limits (expire)',

      `CREATE TABLE known_devices (
        id ${sql.id},
        user_id int NOT NULL,
        device_hash varchar(64) NOT NULL,
        used_at datetime(3) NOT NULL,
        CONSTRAINT known_devices_once UNIQUE (user_id, device_hash),
        CONSTRAINT known_devices_user FOREIGN KEY (user_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX known_devices_by_device ON known_devices (device_hash)',
      'CREATE INDEX known_devices_by_time ON known_devices (used_at)',

      'ALTER TABLE application_passwords ADD COLUMN expires_at datetime(3)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => [
      'ALTER TABLE application_passwords DROP COLUMN expires_at',
      'DROP TABLE known_devices',
      'DROP TABLE rate_limits',
    ])
  }
}
