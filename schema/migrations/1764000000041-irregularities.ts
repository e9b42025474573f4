import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

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
