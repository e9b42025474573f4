import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'

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
