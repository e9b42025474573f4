import { idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { keyOf, type OrderingWorld, orderingWorld } from './ordering-world'

const product = (name: string) => idOf(`product/${name}`)
const org = (name: string) => idOf(`organisation/${name}`)

eachDatabase((_name, open) => {
  let world: OrderingWorld

  beforeAll(async () => {
    world = await orderingWorld(await open())
  })

  afterAll(() => world.close())

  const stored = async (id: string) => (await world.rows('products')).find((row) => row.id === keyOf(id))
  const storedOrder = async (id: string) => (await world.rows('orders')).find((row) => row.id === keyOf(id))
  const cashbackOf = async (id: string) =>
    (await world.rows('cashback_entries'))
      .filter((entry) => entry.product_id === keyOf(id) && entry.status === 'PENDING')
      .map(({ partner_id, amount }) => [`Organisation:${partner_id}`, amount])

  test('the due date moves when the invoice is paid, once, and not before', async () => {
    const id = product('lakeside-domain')
    const { order, userErrors } = await world.renew('client-owner', id, { years: 3 })
    expect(userErrors).toEqual([])
    expect(order).toMatchObject({ kind: 'RENEWAL', status: 'PLACED', total: { amount: '56.70' } })
    expect(order.lines).toMatchObject([{ description: 'Renewal: lakeside-hotel.example, 3 years' }])
    // Due with the product, half a year ahead.
    expect(await world.invoiceOf(order.id)).toMatchObject({ due_on: '2027-05-12', status: 'OPEN' })
    expect(await stored(id)).toMatchObject({ expires_on: '2027-05-12' })
    await world.receive(order.id)
    expect(await stored(id)).toMatchObject({ expires_on: '2030-05-12', status: 'ACTIVE' })
    expect(await storedOrder(order.id)).toMatchObject({ status: 'COMPLETED' })
    await world.receive(order.id)
    expect(await stored(id)).toMatchObject({ expires_on: '2030-05-12' })
  })

  test('what is due in a week is to be paid in two; what was stopped runs again from today', async () => {
    const id = product('hafenkontor-domain')
    const soon = await world.renew('stranger', id)
    expect(await world.invoiceOf(soon.order.id)).toMatchObject({ due_on: '2026-12-07', currency: 'EUR' })
    await world.change("UPDATE products SET status = 'SUSPENDED', expires_on = '2026-11-01' WHERE id = ?", [
      keyOf(id),
    ])
    expect(await world.product('stranger', id)).toMatchObject({ status: 'SUSPENDED', paymentPending: true })
    await world.receive(soon.order.id)
    expect(await world.product('stranger', id)).toMatchObject({
      status: 'ACTIVE',
      expiresOn: '2027-11-23',
      paymentPending: false,
    })
  })

  test('one renewal at a time', async () => {
    const id = product('lakeside-mail')
    await world.renew('client-owner', id)
    const before = await Promise.all(['orders', 'invoices', 'audit_entries'].map(world.rows))
    for (const persona of ['client-owner', 'client-administrator', 'partner-switched']) {
      expect((await world.renew(persona, id)).userErrors).toMatchObject([
        { code: 'CONFLICT', reason: 'RENEWAL_OPEN', field: 'productId' },
      ])
    }
    // Its own renewal is not taken over from itself.
    expect((await world.renew('client-owner', id, { atOwnCost: true })).userErrors).toMatchObject([
      { reason: 'RENEWAL_OPEN' },
    ])
    expect(await Promise.all(['orders', 'invoices', 'audit_entries'].map(world.rows))).toEqual(before)
  })

  test.each([
    [
      'partner pays, by the Partner: the Partner, from now on',
      'partner-switched',
      'lakeside-domain',
      'kontrast',
      'kontrast',
    ],
    [
      'partner pays, by the client: itself, though the Partner is stored',
      'client-owner',
      'lakeside-streaming',
      'lakeside',
      'lakeside',
    ],
    [
      'partner pays, by the client: itself, which is stored',
      'client-owner',
      'lakeside-newsletter',
      'lakeside',
      'lakeside',
    ],
    [
      'client pays, by the Partner: the client',
      'partner-full-client-pays',
      'birkenhof-drive',
      'birkenhof',
      'birkenhof',
    ],
    [
      'switched back, by the Partner: the client, from now on',
      'partner-switched',
      'montclair-server',
      'montclair',
      'montclair',
    ],
    [
      'switched back, by the client: itself, though the Partner is still stored',
      'client-owner-switched-back',
      'montclair-website',
      'montclair',
      'montclair',
    ],
  ])('%s', async (_what, persona, name, billed, payer) => {
    const { order, userErrors } = await world.renew(persona, product(name))
    expect(userErrors).toEqual([])
    const invoice = await world.invoiceOf(order.id)
    expect(`Organisation:${invoice.billed_organisation_id}`).toBe(org(billed))
    const { payer_id, reseller_price, organisation_id } = await stored(product(name))
    expect(`Organisation:${payer_id}`).toBe(org(payer))
    expect(reseller_price === null).toBe(payer_id === organisation_id)
    expect(invoice.net).toBe(reseller_price ?? (await stored(product(name))).public_price)
  })

  test('the client takes over what its Partner leaves unpaid: the Partner’s renewal is withdrawn and credited', async () => {
    const id = product('lakeside-booking')
    const partners = await world.renew('partner-switched', id)
    expect(partners.order.total).toEqual({ amount: '621.00', currency: 'CHF' })
    await world.change("UPDATE products SET status = 'SUSPENDED', expires_on = '2026-11-20' WHERE id = ?", [
      keyOf(id),
    ])
    expect(await world.product('client-owner', id)).toMatchObject({
      paymentPending: true,
      payer: { id: org('kontrast') },
      publicPrice: null,
    })
    expect((await world.renew('partner-switched', id, { atOwnCost: true })).userErrors).toMatchObject([
      { code: 'FORBIDDEN', field: 'atOwnCost' },
    ])
    const own = await world.renew('client-owner', id, { atOwnCost: true })
    expect(own.userErrors).toEqual([])
    expect(own.order).toMatchObject({ total: { amount: '828.00' }, payer: { id: org('lakeside') } })
    expect(await storedOrder(partners.order.id)).toMatchObject({ status: 'CANCELLED' })
    expect(await world.invoiceOf(partners.order.id)).toMatchObject({ status: 'CANCELLED' })
    expect((await world.rows('credit_notes')).at(-1)).toMatchObject({
      amount: 671_30,
      reason: 'The client renews this service at its own cost.',
    })
    expect(await world.product('client-owner', id)).toMatchObject({
      payer: { id: org('lakeside') },
      publicPrice: { amount: '828.00' },
    })
    // Its full Partner earns cashback on it, like on any order of the client.
    expect(await cashbackOf(id)).toEqual([[org('kontrast'), 207_00]])
    await world.receive(own.order.id)
    expect(await world.product('client-owner', id)).toMatchObject({
      status: 'ACTIVE',
      expiresOn: '2027-11-23',
    })
  })

  test.each([
    ['the signed-out', 'nobody', 'lakeside-domain', {}, 'UNAUTHENTICATED'],
    ['a stranger', 'stranger', 'lakeside-domain', {}, 'NOT_FOUND'],
    ['a limited Partner, of a product granted', 'partner-limited', 'lakeside-newsletter', {}, 'FORBIDDEN'],
    ['a limited Partner, of another', 'partner-limited', 'lakeside-domain', {}, 'NOT_FOUND'],
    ['a Partner’s collaborator', 'partner-collaborator-granted', 'lakeside-domain', {}, 'FORBIDDEN'],
    ['a collaborator, of a product granted', 'client-collaborator', 'lakeside-mail', {}, 'FORBIDDEN'],
    ['a collaborator with accounting', 'client-accountant', 'lakeside-drive', {}, 'FORBIDDEN'],
    ['the holder', 'holder-not-member', 'cordier-collectors-domain', {}, 'NOT_FOUND'],
    ['for no year', 'client-owner', 'lakeside-domain', { years: 0 }, 'BAD_USER_INPUT'],
    ['what has ended', 'client-owner-partner-pays', 'cordier-collectors-domain', {}, 'CONFLICT'],
  ])('refused: %s', async (_what, persona, name, input, code) => {
    await world.change("UPDATE products SET status = 'ENDED' WHERE id = ?", [
      keyOf(product('cordier-collectors-domain')),
    ])
    const before = await Promise.all(['orders', 'invoices', 'audit_entries', 'products'].map(world.rows))
    expect((await world.renew(persona, product(name), input)).userErrors).toMatchObject([{ code }])
    expect(await Promise.all(['orders', 'invoices', 'audit_entries', 'products'].map(world.rows))).toEqual(
      before,
    )
  })

  test('automatic renewal is turned on and off by who pays', async () => {
    const update = (persona: string, name: string, autoRenew: boolean) =>
      world.ask(
        persona,
        'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { product { autoRenew } userErrors { code reason field } } }',
        { productId: product(name), autoRenew },
      )
    expect(await update('client-owner', 'lakeside-mail', false)).toEqual({
      product: { autoRenew: false },
      userErrors: [],
    })
    expect((await update('client-owner', 'lakeside-mail', false)).userErrors).toMatchObject([
      { reason: 'UNCHANGED' },
    ])
    expect(await update('partner-switched', 'lakeside-website', false)).toMatchObject({
      product: { autoRenew: false },
    })
    for (const [persona, name, code] of [
      // What the Partner pays is not the client's to commit, and the other way round.
      ['client-owner', 'lakeside-website', 'FORBIDDEN'],
      ['partner-switched', 'lakeside-mail', 'FORBIDDEN'],
      ['partner-collaborator-granted', 'lakeside-website', 'FORBIDDEN'],
      ['client-accountant', 'lakeside-drive', 'FORBIDDEN'],
      ['partner-limited', 'lakeside-newsletter', 'FORBIDDEN'],
      ['stranger', 'lakeside-mail', 'NOT_FOUND'],
      ['nobody', 'lakeside-mail', 'UNAUTHENTICATED'],
    ] as const) {
      expect((await update(persona, name, true)).userErrors).toMatchObject([{ code }])
    }
  })

  test('cashback goes to who ordered, else the full Partner, else the earliest grant on the product', async () => {
    const id = product('lakeside-campaign-site')
    await world.change("UPDATE orders SET status = 'COMPLETED' WHERE status <> 'CANCELLED'", [])
    await world.change("UPDATE cashback_entries SET status = 'REVERSED'", [])
    const again = async () => {
      await world.change("UPDATE orders SET status = 'CANCELLED' WHERE status = 'PLACED'", [])
      await world.change("UPDATE cashback_entries SET status = 'REVERSED'", [])
    }
    // The full Partner before the limited one whose grant is the earliest.
    await world.renew('client-owner', id)
    expect(await cashbackOf(id)).toEqual([[org('kontrast'), 69_44]])
    await again()
    // Without a full one, the earliest grant: Pixelwerk's, then that of a later Partner.
    const mandate = (name: string) => keyOf(idOf(`partnership/${name}`))
    const end = (name: string) =>
      world.change(
        "UPDATE partnerships SET status = 'ENDED', ended_at = '2026-11-23 10:00:00' WHERE id = ?",
        [mandate(name)],
      )
    await end('lakeside-kontrast')
    await world.change(
      "UPDATE partnerships SET status = 'ACTIVE', token_hash = NULL, started_at = '2026-11-22 10:00:00' WHERE id = ?",
      [mandate('lakeside-nordlicht')],
    )
    await world.change('INSERT INTO partnership_grants (partnership_id, product_id) VALUES (?, ?)', [
      mandate('lakeside-nordlicht'),
      keyOf(id),
    ])
    await world.change(
      "UPDATE partner_rates SET cashback_rate = 500 WHERE category = 'WEB_HOSTING' AND partner_id = ?",
      [keyOf(org('nordlicht'))],
    )
    await world.renew('client-owner', id)
    expect(await cashbackOf(id)).toEqual([[org('pixelwerk'), 34_72]])
    await again()
    await end('lakeside-pixelwerk')
    await world.renew('client-owner', id)
    expect(await cashbackOf(id)).toEqual([[org('nordlicht'), 17_36]])
    await again()
    // Nothing is earned on what was not granted.
    await world.renew('client-owner', product('lakeside-booking'))
    expect(await cashbackOf(product('lakeside-booking'))).toEqual([])
  })
})
