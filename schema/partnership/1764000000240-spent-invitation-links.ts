import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { runStatements } from '../../src/platform/database/transaction'

/** The digests of links of invitations that no longer work, so that the page behind one says why. */
export class SpentInvitationLinks1764000000240 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE spent_invitation_links (
        id ${sql.id},
        partnership_id int NOT NULL,
        token_hash varchar(64) NOT NULL,
        CONSTRAINT spent_invitation_links_token UNIQUE (token_hash),
        CONSTRAINT spent_invitation_links_partnership FOREIGN KEY (partnership_id) REFERENCES partnerships (id)
      ) ${sql.table}`,
      'CREATE INDEX spent_invitation_links_of_partnership ON spent_invitation_links (partnership_id)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return runStatements(runner, () => ['DROP TABLE spent_invitation_links'])
  }
}
