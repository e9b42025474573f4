import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

/** Links that confirm another address to sign in with. INVARIANT: once it is released, this file never changes. */
export class EmailChanges1764000000260 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE email_changes (
        id ${sql.id},
        user_id int NOT NULL,
        email varchar(254) NOT NULL,
        token_hash varchar(64) NOT NULL,
        created_at datetime(3) NOT NULL,
        expires_at datetime(3) NOT NULL,
        CONSTRAINT email_changes_token UNIQUE (token_hash),
        CONSTRAINT email_changes_user FOREIGN KEY (user_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX email_changes_by_user ON email_changes (user_id)',
      'CREATE INDEX email_changes_by_expiry ON email_changes (expires_at)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, ['email_changes'])
  }
}
