import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

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
