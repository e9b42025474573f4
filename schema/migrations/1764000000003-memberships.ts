import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

/** Who belongs to which Organisation, and what was granted to them there. */
export class Memberships1764000000003 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE memberships (
        id ${sql.id},
        user_id int NOT NULL,
        organisation_id int NOT NULL,
        role varchar(32) NOT NULL,
        accounting boolean NOT NULL,
        created_at datetime(3) NOT NULL,
        invited_by_id int,
        CONSTRAINT memberships_user_organisation UNIQUE (user_id, organisation_id),
        CONSTRAINT memberships_role CHECK (role IN ('OWNER', 'ADMINISTRATOR', 'COLLABORATOR', 'EXTERNAL')),
        CONSTRAINT memberships_external_never_accounting CHECK (role <> 'EXTERNAL' OR NOT accounting),
        CONSTRAINT memberships_user FOREIGN KEY (user_id) REFERENCES users (id),
        CONSTRAINT memberships_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id),
        CONSTRAINT memberships_invited_by FOREIGN KEY (invited_by_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX memberships_by_user ON memberships (user_id, organisation_id, role)',
      'CREATE INDEX memberships_by_organisation ON memberships (organisation_id, role, user_id)',

      `CREATE TABLE product_grants (
        id ${sql.id},
        membership_id int NOT NULL,
        product_id int NOT NULL,
        granted_by_id int NOT NULL,
        granted_at datetime(3) NOT NULL,
        CONSTRAINT product_grants_membership_product UNIQUE (membership_id, product_id),
        CONSTRAINT product_grants_membership FOREIGN KEY (membership_id) REFERENCES memberships (id),
        CONSTRAINT product_grants_product FOREIGN KEY (product_id) REFERENCES products (id),
        CONSTRAINT product_grants_granted_by FOREIGN KEY (granted_by_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX product_grants_by_product ON product_grants (product_id, membership_id)',

      `CREATE TABLE client_grants (
        id ${sql.id},
        membership_id int NOT NULL,
        client_id int NOT NULL,
        granted_by_id int NOT NULL,
        granted_at datetime(3) NOT NULL,
        CONSTRAINT client_grants_membership_client UNIQUE (membership_id, client_id),
        CONSTRAINT client_grants_membership FOREIGN KEY (membership_id) REFERENCES memberships (id),
        CONSTRAINT client_grants_client FOREIGN KEY (client_id) REFERENCES organisations (id),
        CONSTRAINT client_grants_granted_by FOREIGN KEY (granted_by_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX client_grants_by_client ON client_grants (client_id, membership_id)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, ['client_grants', 'product_grants', 'memberships'])
  }
}
