import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

/** Who there is: client accounts and the people who sign in. */
export class OrganisationsAndUsers1764000000001 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE organisations (
        id ${sql.id},
        name varchar(200) NOT NULL,
        logo_url varchar(500),
        kind varchar(32) NOT NULL,
        country varchar(2) NOT NULL,
        legal_name varchar(200) NOT NULL,
        address_street varchar(200),
        address_postal_code varchar(16),
        address_city varchar(120),
        address_country varchar(2),
        phone varchar(40),
        currency varchar(3) NOT NULL,
        vat_number varchar(20),
        vat_status varchar(32) NOT NULL,
        created_at datetime(3) NOT NULL,
        CONSTRAINT organisations_kind CHECK (kind IN ('PRIVATE', 'COMPANY', 'ASSOCIATION')),
        CONSTRAINT organisations_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT organisations_vat_status
          CHECK (vat_status IN ('NOT_APPLICABLE', 'UNVERIFIED', 'VALID', 'INVALID'))
      ) ${sql.table}`,

      `CREATE TABLE billing_addresses (
        id ${sql.id},
        organisation_id int NOT NULL,
        label varchar(120) NOT NULL,
        recipient varchar(200) NOT NULL,
        address_street varchar(200),
        address_postal_code varchar(16),
        address_city varchar(120),
        address_country varchar(2),
        is_default boolean NOT NULL,
        CONSTRAINT billing_addresses_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id)
      ) ${sql.table}`,
      'CREATE INDEX billing_addresses_of_organisation ON billing_addresses (organisation_id)',

      `CREATE TABLE payment_means (
        id ${sql.id},
        organisation_id int NOT NULL,
        kind varchar(32) NOT NULL,
        label varchar(120) NOT NULL,
        expires_on date,
        is_default boolean NOT NULL,
        CONSTRAINT payment_means_kind CHECK (kind IN ('CARD', 'DIRECT_DEBIT', 'BANK_TRANSFER')),
        CONSTRAINT payment_means_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id)
      ) ${sql.table}`,
      'CREATE INDEX payment_means_of_organisation ON payment_means (organisation_id)',

      `CREATE TABLE users (
        id ${sql.id},
        name varchar(200) NOT NULL,
        email varchar(254) NOT NULL,
        locale varchar(16) NOT NULL,
        two_factor boolean NOT NULL,
        password_hash varchar(255) NOT NULL,
        totp_secret varchar(255),
        created_at datetime(3) NOT NULL,
        CONSTRAINT users_email UNIQUE (email),
        CONSTRAINT users_email_lower_case CHECK (email = LOWER(email))
      ) ${sql.table}`,
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, ['users', 'payment_means', 'billing_addresses', 'organisations'])
  }
}
