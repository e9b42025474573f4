import { idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { type OrderingWorld, orderingWorld } from './ordering-world'

const org = (name: string) => idOf(`organisation/${name}`)
const hosting = [{ category: 'WEB_HOSTING' }]

/** Who orders for whom, and what becomes of it: the public price of a year is 347.20. */
const cases = [
  // client pays (Birkenhof and Alpenrand, 20 %)
  [
    'client pays, ordered by the client',
    'client-owner-client-pays',
    'birkenhof',
    'birkenhof',
    '347.20',
    69_44,
    'alpenrand',
  ],
  [
    'client pays, ordered by the Partner',
    'partner-full-client-pays',
    'birkenhof',
    'birkenhof',
    '347.20',
    69_44,
    'alpenrand',
  ],
  [
    'client pays, ordered by the administrator of the Partner',
    'both-as-partner',
    'birkenhof',
    'birkenhof',
    '347.20',
    69_44,
    'alpenrand',
  ],
  // partner pays (Lakeside and Kontrast, 20 %; Cordier and Onde Bleue, 20 % and 25 %)
  [
    'partner pays, ordered by the client',
    'client-owner',
    'lakeside',
    'lakeside',
    '347.20',
    69_44,
    'kontrast',
  ],
  [
    'partner pays, ordered by the client’s administrator',
    'client-administrator',
    'lakeside',
    'lakeside',
    '347.20',
    69_44,
    'kontrast',
  ],
  [
    'partner pays, ordered by the Partner at 20 %',
    'partner-switched',
    'lakeside',
    'kontrast',
    '277.76',
    0,
    null,
  ],
  [
    'partner pays, ordered by the Partner at 20 % and 25 %',
    'partner-full-partner-pays',
    'cordier',
    'ondebleue',
    '208.32',
    0,
    null,
  ],
  [
    'partner pays, ordered by the client of such a Partner',
    'client-owner-partner-pays',
    'cordier',
    'cordier',
    '347.20',
    138_88,
    'ondebleue',
  ],
  // switched back, limited, none
  [
    'switched back to client pays, ordered by the Partner',
    'partner-switched',
    'montclair',
    'montclair',
    '347.20',
    69_44,
    'kontrast',
  ],
  [
    'limited access, ordered by the client: nothing new is covered',
    'client-owner-limited',
    'lagovivo',
    'lagovivo',
    '347.20',
    0,
    null,
  ],
  ['no mandate any more', 'client-owner-ended', 'duval', 'duval', '347.20', 0, null],
  ['a Partner for itself', 'partner-full-partner-pays', 'ondebleue', 'ondebleue', '347.20', 0, null],
] as const

eachDatabase((_name, open) => {
  let world: OrderingWorld

  beforeAll(async () => {
    world = await orderingWorld(await open())
  })

  afterAll(() => world.close())

  test.each(cases)('%s', async (_what, persona, client, payer, price, cashback, earner) => {
    const { order, userErrors } = await world.place(persona, client, hosting)
    expect(userErrors).toEqual([])
    const key = Number(order.id.split(':')[1])
    const stored = (await world.rows('orders')).find(({ id }) => id === key)
    const invoice = await world.invoiceOf(order.id)
    const net = Math.round(Number(price) * 100)
    expect(stored).toMatchObject({ kind: 'PURCHASE', status: 'CONFIRMED', total: net })
    expect(`Organisation:${stored.payer_id}`).toBe(org(payer))
    expect(`Organisation:${invoice.billed_organisation_id}`).toBe(org(payer))
    expect(`Organisation:${invoice.client_id}`).toBe(org(client))
    expect(invoice).toMatchObject({ net, status: 'OPEN', issued_on: '2026-11-23', due_on: '2026-12-23' })
    // Installed on the client, whoever ordered or pays.
    const id = await world.productOf(order.id)
    const product = (await world.rows('products')).find((row) => `Product:${row.id}` === id)
    expect(`Organisation:${product.organisation_id}`).toBe(org(client))
    expect(`Organisation:${product.payer_id}`).toBe(org(payer))
    expect(product).toMatchObject({ status: 'ACTIVE', expires_on: '2027-11-23', public_price: 347_20 })
    expect(product.reseller_price).toBe(payer === client ? null : net)
    // Cashback, or the discount: never both.
    const entries = (await world.rows('cashback_entries')).filter(
      (entry) => `Product:${entry.product_id}` === id,
    )
    expect(entries.map(({ amount, status }) => ({ amount, status }))).toEqual(
      cashback === 0 ? [] : [{ amount: cashback, status: 'PENDING' }],
    )
    expect(entries.map(({ partner_id }) => `Organisation:${partner_id}`)).toEqual(
      earner === null ? [] : [org(earner)],
    )
  })
})
