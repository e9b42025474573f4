import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

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
