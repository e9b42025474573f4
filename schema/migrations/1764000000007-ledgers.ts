import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

/**
 * What Partners earned and what moved in prepaid accounts.
 * WHY `previous_position` and `balance_before`: each movement points at position and balance of the one
 * before it, so that no balance can be written that is not the sum of all movements.
 */
export class Ledgers1764000000007 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE cashback_entries (
        id ${sql.id},
        partner_id int NOT NULL,
        client_id int NOT NULL,
        client_name varchar(200) NOT NULL,
        product_id int NOT NULL,
        order_line_id int NOT NULL,
        currency varchar(3) NOT NULL,
        amount bigint NOT NULL,
        status varchar(32) NOT NULL,
        credited_on date,
        CONSTRAINT cashback_entries_order_line UNIQUE (order_line_id),
        CONSTRAINT cashback_entries_amount CHECK (amount >= 0),
        CONSTRAINT cashback_entries_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT cashback_entries_status CHECK (status IN ('PENDING', 'CREDITED', 'REVERSED')),
        CONSTRAINT cashback_entries_credited CHECK (status <> 'CREDITED' OR credited_on IS NOT NULL),
        CONSTRAINT cashback_entries_not_to_oneself CHECK (client_id <> partner_id),
        CONSTRAINT cashback_entries_partner FOREIGN KEY (partner_id) REFERENCES partners (id),
        CONSTRAINT cashback_entries_client FOREIGN KEY (client_id) REFERENCES organisations (id),
        CONSTRAINT cashback_entries_product FOREIGN KEY (product_id) REFERENCES products (id),
        CONSTRAINT cashback_entries_of_order_line FOREIGN KEY (order_line_id) REFERENCES order_lines (id)
      ) ${sql.table}`,
      'CREATE INDEX cashback_entries_by_partner ON cashback_entries (partner_id, credited_on, id)',
      'CREATE INDEX cashback_entries_by_client ON cashback_entries (client_id, id)',
      'CREATE INDEX cashback_entries_by_product ON cashback_entries (product_id, id)',

      `CREATE TABLE prepaid_accounts (
        id ${sql.id},
        organisation_id int NOT NULL,
        currency varchar(3) NOT NULL,
        CONSTRAINT prepaid_accounts_organisation UNIQUE (organisation_id),
        CONSTRAINT prepaid_accounts_currency UNIQUE (id, currency),
        CONSTRAINT prepaid_accounts_known_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT prepaid_accounts_of_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id)
      ) ${sql.table}`,

      `CREATE TABLE movements (
        id ${sql.id},
        account_id int NOT NULL,
        position int NOT NULL,
        previous_position int,
        kind varchar(32) NOT NULL,
        amount bigint NOT NULL,
        balance_before bigint NOT NULL,
        balance_after bigint NOT NULL,
        currency varchar(3) NOT NULL,
        booked_at datetime(3) NOT NULL,
        text varchar(500) NOT NULL,
        CONSTRAINT movements_position UNIQUE (account_id, position),
        CONSTRAINT movements_balance UNIQUE (account_id, position, balance_after),
        CONSTRAINT movements_kind CHECK (kind IN ('TOP_UP', 'PAYMENT', 'CASHBACK', 'WITHDRAWAL', 'REFUND')),
        CONSTRAINT movements_sum CHECK (balance_after = balance_before + amount),
        CONSTRAINT movements_never_below_zero CHECK (balance_after >= 0),
        CONSTRAINT movements_without_gap CHECK (
          (position = 1 AND previous_position IS NULL AND balance_before = 0)
          OR (position > 1 AND previous_position IS NOT NULL AND previous_position = position - 1)),
        CONSTRAINT movements_account FOREIGN KEY (account_id) REFERENCES prepaid_accounts (id),
        CONSTRAINT movements_currency
          FOREIGN KEY (account_id, currency) REFERENCES prepaid_accounts (id, currency),
        CONSTRAINT movements_previous FOREIGN KEY (account_id, previous_position, balance_before)
          REFERENCES movements (account_id, position, balance_after)
      ) ${sql.table}`,
      'CREATE INDEX movements_by_previous ON movements (account_id, previous_position, balance_before)',

      `CREATE TABLE payments (
        id ${sql.id},
        invoice_id int NOT NULL,
        amount bigint NOT NULL,
        currency varchar(3) NOT NULL,
        paid_at datetime(3) NOT NULL,
        method varchar(32) NOT NULL,
        movement_id int,
        CONSTRAINT payments_amount CHECK (amount > 0),
        CONSTRAINT payments_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT payments_invoice FOREIGN KEY (invoice_id) REFERENCES invoices (id),
        CONSTRAINT payments_movement FOREIGN KEY (movement_id) REFERENCES movements (id)
      ) ${sql.table}`,
      'CREATE INDEX payments_of_invoice ON payments (invoice_id, id)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, ['payments', 'movements', 'prepaid_accounts', 'cashback_entries'])
  }
}
