import { idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { type OrderingWorld, orderingWorld } from './ordering-world'

const TOUCHED = [
  'orders',
  'order_lines',
  'products',
  'invoices',
  'invoice_lines',
  'cashback_entries',
  'audit_entries',
]
const hosting = (more: object = {}) => [{ category: 'WEB_HOSTING', name: 'Site', ...more }]
const domain = (name: string) => [{ category: 'DOMAIN', name }]

eachDatabase((_name, open) => {
  let world: OrderingWorld

  beforeAll(async () => {
    world = await orderingWorld(await open())
  })

  afterAll(() => world.close())

  const everything = () => Promise.all(TOUCHED.map((table) => world.rows(table)))

  const label = 'a'.repeat(63)

  test.each([
    ['the signed-out', 'nobody', 'lakeside', hosting(), 'UNAUTHENTICATED', null],
    ['a stranger', 'stranger', 'lakeside', hosting(), 'NOT_FOUND', 'organisationId'],
    ['a Partner whose mandate has ended', 'partner-ended', 'duval', hosting(), 'NOT_FOUND', 'organisationId'],
    ['a Partner refused', 'partner-refused', 'jura', hosting(), 'NOT_FOUND', 'organisationId'],
    ['a Partner invited, which sees a name', 'partner-pending', 'jura', hosting(), 'FORBIDDEN', null],
    ['a Partner with limited access', 'partner-limited', 'lakeside', hosting(), 'FORBIDDEN', null],
    [
      'a Partner’s collaborator granted the client',
      'partner-collaborator-granted',
      'lakeside',
      hosting(),
      'FORBIDDEN',
      null,
    ],
    [
      'a Partner’s collaborator not granted it',
      'partner-collaborator-not-granted',
      'lakeside',
      hosting(),
      'NOT_FOUND',
      'organisationId',
    ],
    [
      'the client’s collaborator with accounting',
      'client-accountant',
      'lakeside',
      hosting(),
      'FORBIDDEN',
      null,
    ],
    ['the client’s collaborator', 'client-collaborator', 'lakeside', hosting(), 'FORBIDDEN', null],
    ['an external user', 'client-external', 'lakeside', hosting(), 'FORBIDDEN', null],
    ['a client for its Partner', 'client-owner', 'kontrast', hosting(), 'FORBIDDEN', null],
    ['no line', 'client-owner', 'lakeside', [], 'BAD_USER_INPUT', 'lines'],
    [
      'too many lines',
      'client-owner',
      'lakeside',
      Array.from({ length: 51 }, () => hosting()[0]),
      'BAD_USER_INPUT',
      'lines',
    ],
    ['no year', 'client-owner', 'lakeside', hosting({ years: 0 }), 'BAD_USER_INPUT', 'lines.0.years'],
    ['too many years', 'client-owner', 'lakeside', hosting({ years: 11 }), 'BAD_USER_INPUT', 'lines.0.years'],
    ['no name', 'client-owner', 'lakeside', hosting({ name: '  ' }), 'BAD_USER_INPUT', 'lines.0.name'],
    [
      'a name that turns the writing',
      'client-owner',
      'lakeside',
      hosting({ name: 'a\u202eb' }),
      'BAD_USER_INPUT',
      'lines.0.name',
    ],
    [
      'a name with a line break',
      'client-owner',
      'lakeside',
      hosting({ name: 'a\nb' }),
      'BAD_USER_INPUT',
      'lines.0.name',
    ],
    [
      'too long a name',
      'client-owner',
      'lakeside',
      hosting({ name: 'x'.repeat(101) }),
      'BAD_USER_INPUT',
      'lines.0.name',
    ],
    [
      'the second line alone',
      'client-owner',
      'lakeside',
      [...hosting(), ...domain('nothing')],
      'BAD_USER_INPUT',
      'lines.1.name',
    ],
    [
      'no domain: an address',
      'client-owner',
      'lakeside',
      domain('127.0.0.1'),
      'BAD_USER_INPUT',
      'lines.0.name',
    ],
    [
      'no domain: a hyphen first',
      'client-owner',
      'lakeside',
      domain('-a.example'),
      'BAD_USER_INPUT',
      'lines.0.name',
    ],
    [
      'no domain: a space',
      'client-owner',
      'lakeside',
      domain('a b.example'),
      'BAD_USER_INPUT',
      'lines.0.name',
    ],
    [
      'no domain: a URL',
      'client-owner',
      'lakeside',
      domain('https://a.example'),
      'BAD_USER_INPUT',
      'lines.0.name',
    ],
    [
      'no domain: two dots',
      'client-owner',
      'lakeside',
      domain('a..example'),
      'BAD_USER_INPUT',
      'lines.0.name',
    ],
    [
      'no domain: a long label',
      'client-owner',
      'lakeside',
      domain(`${label}a.example`),
      'BAD_USER_INPUT',
      'lines.0.name',
    ],
    [
      'no domain: too long',
      'client-owner',
      'lakeside',
      domain(`${`${label}.`.repeat(4)}example`),
      'BAD_USER_INPUT',
      'lines.0.name',
    ],
    [
      'a domain registered by the client',
      'client-owner',
      'lakeside',
      domain('lakeside-hotel.example'),
      'CONFLICT',
      null,
    ],
    [
      'a domain of somebody unknown',
      'client-owner',
      'lakeside',
      domain('hafenkontor.example'),
      'CONFLICT',
      null,
    ],
    [
      'the same, otherwise written',
      'client-owner',
      'lakeside',
      domain(' HAFENKONTOR.Example '),
      'CONFLICT',
      null,
    ],
    [
      'the same among others',
      'client-owner',
      'lakeside',
      [...hosting(), ...domain('hafenkontor.example')],
      'CONFLICT',
      null,
    ],
    [
      'the same domain twice',
      'client-owner',
      'lakeside',
      [...domain('zwei.example'), ...domain('zwei.example')],
      'CONFLICT',
      null,
    ],
  ])('refused, leaving nothing: %s', async (_what, persona, client, lines, code, field) => {
    const before = await everything()
    const { order, userErrors } = await world.place(persona, client, lines as never)
    expect(order).toBeNull()
    expect(userErrors).toMatchObject([{ code, field }])
    expect(await everything()).toEqual(before)
  })

  test('a domain is free again after it has ended, and stored in one way of writing', async () => {
    await world.change("UPDATE products SET status = 'ENDED' WHERE name = 'hafenkontor.example'", [])
    const { order } = await world.place('client-owner', 'lakeside', domain('Hafenkontor.EXAMPLE'))
    const product = await world.product('client-owner', await world.productOf(order.id))
    expect(product).toMatchObject({ name: 'hafenkontor.example', category: 'DOMAIN' })
    const umlaut = await world.place('client-owner', 'lakeside', domain('zürich.example'))
    expect(umlaut.order.lines[0].description).toBe('xn--zrich-kva.example, 1 year')
    expect((await world.place('stranger', 'hafenkontor', domain('ZÜRICH.example'))).userErrors).toMatchObject(
      [{ code: 'CONFLICT', reason: 'COLLISION', field: null }],
    )
  })

  test('what is not sold in the currency of who pays, on that day', async () => {
    await world.change(
      "UPDATE prices SET valid_to = '2026-11-22' WHERE category = 'EVENT' AND currency = 'CHF'",
      [],
    )
    const event = [{ category: 'EVENT' }]
    const before = await everything()
    expect((await world.place('client-owner', 'lakeside', event)).userErrors).toMatchObject([
      {
        code: 'BAD_USER_INPUT',
        reason: 'NOT_SOLD',
        field: 'lines.0.category',
        message: 'Diese Art Dienst wird in CHF, der Währung des Zahlenden, nicht verkauft.',
      },
    ])
    expect(await everything()).toEqual(before)
    expect((await world.place('stranger', 'hafenkontor', event)).order.total).toEqual({
      amount: '150.00',
      currency: 'EUR',
    })
  })

  test('the same key and input: one order; the same key and other input: refused', async () => {
    const first = await world.place('client-owner', 'lakeside', hosting(), 'key')
    const orders = await everything()
    expect(await world.place('client-owner', 'lakeside', hosting(), 'key')).toEqual(first)
    expect(
      (await world.place('client-owner', 'lakeside', hosting({ years: 2 }), 'key')).userErrors,
    ).toMatchObject([{ code: 'CONFLICT', reason: 'KEY_OF_ANOTHER_INPUT', field: 'idempotencyKey' }])
    expect(await everything()).toEqual(orders)
    // Somebody else's key is another key.
    expect((await world.place('client-administrator', 'lakeside', hosting(), 'key')).order.id).not.toBe(
      first.order.id,
    )
  })

  test('an order is told in the audit trail without an amount', async () => {
    const { order } = await world.place('partner-switched', 'lakeside', hosting())
    const last = (await world.rows('audit_entries')).at(-1)
    expect(last).toMatchObject({ action: 'order placed', subject_type: 'Order' })
    expect(`Order:${last.subject_id}`).toBe(order.id)
    const organisation = (name: string) => Number(idOf(`organisation/${name}`).split(':')[1])
    expect(JSON.parse(last.detail)).toEqual({
      placedIn: organisation('kontrast'),
      payer: organisation('kontrast'),
      products: [Number((await world.productOf(order.id)).split(':')[1])],
    })
  })
})
