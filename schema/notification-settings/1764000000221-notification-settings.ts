import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

/** Which mails people want. INVARIANT: once it is released, this file never changes; write another migration. */
export class NotificationSettings1764000000221 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE notification_settings (
        id ${sql.id},
        user_id int NOT NULL,
        muted text NOT NULL,
        reminder_days varchar(40) NOT NULL,
        CONSTRAINT notification_settings_of_user UNIQUE (user_id),
        CONSTRAINT notification_settings_user FOREIGN KEY (user_id) REFERENCES users (id)
      ) ${sql.table}`,
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, ['notification_settings'])
  }
}
