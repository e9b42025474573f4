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

/** What is installed, in whose name, and what it costs. */
export class Products1764000000002 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE contacts (
        id ${sql.id},
        name varchar(200) NOT NULL,
        kind varchar(32) NOT NULL,
        email varchar(254) NOT NULL,
        phone varchar(40),
        address_street varchar(200),
        address_postal_code varchar(16),
        address_city varchar(120),
        address_country varchar(2),
        CONSTRAINT contacts_kind CHECK (kind IN ('PRIVATE', 'COMPANY', 'ASSOCIATION'))
      ) ${sql.table}`,

      `CREATE TABLE products (
        id ${sql.id},
        organisation_id int NOT NULL,
        category varchar(32) NOT NULL,
        name varchar(253) NOT NULL,
        status varchar(32) NOT NULL,
        expires_on date,
        auto_renew boolean NOT NULL,
        payer_id int NOT NULL,
        public_price bigint NOT NULL,
        reseller_price bigint,
        currency varchar(3) NOT NULL,
        holder_id int,
        managed_by_id int,
        created_at datetime(3) NOT NULL,
        CONSTRAINT products_category CHECK (category IN
          ('DOMAIN', 'WEB_HOSTING', 'MAIL', 'DRIVE', 'CLOUD_SERVER', 'STREAMING', 'EVENT', 'NEWSLETTER')),
        CONSTRAINT products_status CHECK (status IN ('ACTIVE', 'EXPIRING', 'SUSPENDED', 'ENDED')),
        CONSTRAINT products_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT products_prices CHECK (public_price >= 0 AND (reseller_price IS NULL OR reseller_price >= 0)),
        CONSTRAINT products_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id),
        CONSTRAINT products_payer FOREIGN KEY (payer_id) REFERENCES organisations (id),
        CONSTRAINT products_holder FOREIGN KEY (holder_id) REFERENCES contacts (id),
        CONSTRAINT products_managed_by FOREIGN KEY (managed_by_id) REFERENCES users (id)
      ) ${sql.table}`,
      'CREATE INDEX products_by_organisation ON products (organisation_id, id)',
      'CREATE INDEX products_by_payer ON products (payer_id, id)',
      'CREATE INDEX products_by_holder ON products (holder_id, id)',
      'CREATE INDEX products_by_manager ON products (managed_by_id, id)',

      `CREATE TABLE holder_changes (
        id ${sql.id},
        product_id int NOT NULL,
        new_holder_id int NOT NULL,
        token_hash varchar(64) NOT NULL,
        requested_at datetime(3) NOT NULL,
        expires_at datetime(3) NOT NULL,
        confirmed_at datetime(3),
        CONSTRAINT holder_changes_token UNIQUE (token_hash),
        CONSTRAINT holder_changes_product FOREIGN KEY (product_id) REFERENCES products (id),
        CONSTRAINT holder_changes_new_holder FOREIGN KEY (new_holder_id) REFERENCES contacts (id)
      ) ${sql.table}`,
      'CREATE INDEX holder_changes_of_product ON holder_changes (product_id, requested_at)',

      `CREATE TABLE prices (
        id ${sql.id},
        category varchar(32) NOT NULL,
        currency varchar(3) NOT NULL,
        amount bigint NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        CONSTRAINT prices_from UNIQUE (category, currency, valid_from),
        CONSTRAINT prices_category CHECK (category IN
          ('DOMAIN', 'WEB_HOSTING', 'MAIL', 'DRIVE', 'CLOUD_SERVER', 'STREAMING', 'EVENT', 'NEWSLETTER')),
        CONSTRAINT prices_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT prices_amount CHECK (amount >= 0),
        CONSTRAINT prices_period CHECK (valid_to IS NULL OR valid_to >= valid_from)
      ) ${sql.table}`,

      `CREATE TABLE vat_rates (
        id ${sql.id},
        country varchar(2) NOT NULL,
        rate int NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        CONSTRAINT vat_rates_from UNIQUE (country, valid_from),
        CONSTRAINT vat_rates_rate CHECK (rate BETWEEN 0 AND 10000),
        CONSTRAINT vat_rates_period CHECK (valid_to IS NULL OR valid_to >= valid_from)
      ) ${sql.table}`,
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, ['vat_rates', 'prices', 'holder_changes', 'products', 'contacts'])
  }
}

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
