import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

/** What was bought and renewed, at the prices and rates of that moment. */
export class Orders1764000000005 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE orders (
        id ${sql.id},
        organisation_id int NOT NULL,
        placed_by_id int,
        placed_for_id int NOT NULL,
        payer_id int NOT NULL,
        partner_id int,
        placed_at datetime(3) NOT NULL,
        kind varchar(32) NOT NULL,
        status varchar(32) NOT NULL,
        currency varchar(3) NOT NULL,
        total bigint NOT NULL,
        CONSTRAINT orders_kind CHECK (kind IN ('PURCHASE', 'RENEWAL')),
        CONSTRAINT orders_status CHECK (status IN ('PLACED', 'CONFIRMED', 'COMPLETED', 'CANCELLED')),
        CONSTRAINT orders_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT orders_total CHECK (total >= 0),
        CONSTRAINT orders_organisation FOREIGN KEY (organisation_id) REFERENCES organisations (id),
        CONSTRAINT orders_placed_by FOREIGN KEY (placed_by_id) REFERENCES users (id),
        CONSTRAINT orders_placed_for FOREIGN KEY (placed_for_id) REFERENCES organisations (id),
        CONSTRAINT orders_payer FOREIGN KEY (payer_id) REFERENCES organisations (id),
        CONSTRAINT orders_partner FOREIGN KEY (partner_id) REFERENCES partners (id)
      ) ${sql.table}`,
      'CREATE INDEX orders_by_client ON orders (placed_for_id, placed_at, id, payer_id, organisation_id)',
      'CREATE INDEX orders_by_organisation ON orders (organisation_id, placed_at, id, placed_for_id, payer_id)',
      'CREATE INDEX orders_by_payer ON orders (payer_id, placed_at, id, placed_for_id)',

      `CREATE TABLE order_lines (
        id ${sql.id},
        order_id int NOT NULL,
        product_id int NOT NULL,
        description varchar(500) NOT NULL,
        public_price bigint NOT NULL,
        discount_rate int NOT NULL,
        price bigint NOT NULL,
        currency varchar(3) NOT NULL,
        cashback_rate int NOT NULL,
        cashback_partner_id int,
        CONSTRAINT order_lines_prices CHECK (public_price >= 0 AND price >= 0 AND price <= public_price),
        CONSTRAINT order_lines_rates
          CHECK (discount_rate BETWEEN 0 AND 10000 AND cashback_rate BETWEEN 0 AND 10000),
        CONSTRAINT order_lines_currency CHECK (currency IN ('CHF', 'EUR')),
        CONSTRAINT order_lines_cashback_to_somebody
          CHECK (cashback_rate = 0 OR cashback_partner_id IS NOT NULL),
        CONSTRAINT order_lines_order FOREIGN KEY (order_id) REFERENCES orders (id),
        CONSTRAINT order_lines_product FOREIGN KEY (product_id) REFERENCES products (id),
        CONSTRAINT order_lines_cashback_partner FOREIGN KEY (cashback_partner_id) REFERENCES partners (id)
      ) ${sql.table}`,
      'CREATE INDEX order_lines_of_order ON order_lines (order_id, id)',
      'CREATE INDEX order_lines_by_product ON order_lines (product_id, order_id)',
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, ['order_lines', 'orders'])
  }
}
