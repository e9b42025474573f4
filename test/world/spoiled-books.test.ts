import { type DataSource } from 'typeorm'
import { openDatabaseAt } from '../../ormconfig'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { testDatabases } from '../support/test-databases'
import { count } from './ask'
import { brokenBooks } from './broken-books'

/** For every question about broken books a change that it must notice, constraints being off. */
const spoilers: { readonly [wrong: string]: string } = {
  'a gap in the invoice numbers': 'DELETE FROM invoices WHERE sequence = 5',
  'a gap in the credit note numbers': 'DELETE FROM credit_notes WHERE sequence = 1',
  'an invoice issued before its predecessor':
    "UPDATE invoices SET issued_on = '2020-01-01' WHERE sequence = 9",
  'an invoice that is not the sum of its lines': 'UPDATE invoice_lines SET net = net + 1 WHERE id = 3',
  'VAT that is not the rate of the net': 'UPDATE invoices SET vat = vat + 1 WHERE id = 4',
  'VAT charged to a valid EU company, or not charged to another':
    "UPDATE organisations SET vat_status = 'INVALID' WHERE country = 'DE'",
  'an invoice in another currency than whom it bills': "UPDATE invoices SET currency = 'EUR' WHERE id = 1",
  'an invoice that bills another than the payer of its order':
    'UPDATE invoices SET billed_organisation_id = 3 WHERE order_id = 1',
  'an order that is not the sum of its lines': 'UPDATE orders SET total = total + 1 WHERE id = 1',
  'a price that is not the public price less the discount':
    'UPDATE order_lines SET price = price - 1 WHERE id = 1',
  'cashback that is not the public price less the price of the Partner':
    'UPDATE cashback_entries SET amount = amount + 1 WHERE id = 1',
  'cashback on what a Partner paid':
    'UPDATE orders SET payer_id = 11 WHERE id IN (SELECT order_id FROM order_lines WHERE cashback_rate > 0)',
  'cashback under limited access on a product that is not granted': 'DELETE FROM partnership_grants',
  'an account that does not begin at zero, or does not add up':
    'UPDATE movements SET amount = amount + 1 WHERE id = 2',
  'a ledger out of the order of time': "UPDATE movements SET booked_at = '2030-01-01' WHERE position = 1",
  'credited cashback that never reached the account':
    "UPDATE movements SET kind = 'TOP_UP' WHERE kind = 'CASHBACK'",
  'a payment from an account that is not its movement': 'UPDATE payments SET movement_id = NULL',
  'a paid invoice without its payment': 'DELETE FROM payments WHERE id = 1',
  'an Organisation without an owner': "UPDATE memberships SET role = 'ADMINISTRATOR' WHERE id = 1",
  'a grant of a product of another Organisation': 'UPDATE products SET organisation_id = 19',
  'a mandate that grants a product of another client': 'UPDATE products SET organisation_id = 19',
  'an external of a client that its Partner manages in person': `INSERT INTO memberships
    (user_id, organisation_id, role, accounting, created_at) SELECT u.id, o.id, 'EXTERNAL', 0, '2025-01-01'
    FROM users u, organisations o WHERE u.name = 'Reto Zimmermann' AND o.name = 'Birkenhof Immobilien'`,
  'a product that another than its client pays and that has no price for it':
    'UPDATE products SET reseller_price = NULL',
}

describe('the questions about broken books', () => {
  let database: DataSource
  let drop: () => Promise<void>

  beforeAll(async () => {
    const [sqlite] = testDatabases
    if (sqlite?.name !== 'SQLite') throw new Error('These questions are tried on SQLite.')
    const created = await sqlite.create()
    drop = created.drop
    // WHY in this process: each spoiler, its question and the rollback go over one connection.
    const settings = { connections: 1, statementTimeoutSeconds: 60, sqlite: 'in this process' } as const
    database = await openDatabaseAt(created.url, settings)
    await fillDemoWorld(database)
    await database.query('PRAGMA foreign_keys = OFF')
    await database.query('PRAGMA ignore_check_constraints = ON')
  })

  afterAll(async () => {
    await database.destroy()
    await drop()
  })

  it('have a spoiler each', () => {
    expect(Object.keys(spoilers)).toEqual(Object.keys(brokenBooks))
  })

  it.each(Object.entries(spoilers))('notice %s', async (wrong, spoil) => {
    await database.query('BEGIN')
    try {
      await database.query(spoil)
      expect(await count(database, brokenBooks[wrong] ?? '')).toBeGreaterThan(0)
    } finally {
      await database.query('ROLLBACK')
    }
  })
})
