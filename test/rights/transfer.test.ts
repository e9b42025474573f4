import { idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'
import { joining } from './joining'

const TRANSFER = `mutation ($input: TransferProductInput!) { transferProduct(input: $input) {
  product { id } userErrors { code reason field } } }`

const SEE = `query ($id: ID!) { product(id: $id) { name organisation { id } payer { id } publicPrice { amount currency }
  resellerPrice { amount } holder { name } managedBy { id } autoRenew } }`

const jura = idOf('organisation/jura')
const duval = idOf('organisation/duval')

eachDatabase((_name, open) => {
  let gateway: DemoGateway
  const rows = (table: string) => gateway.database.query<any[]>(`SELECT * FROM ${table} ORDER BY id`) // eslint-disable-line @typescript-eslint/no-explicit-any
  const transfer = (persona: string, product: string, organisationId = jura) =>
    gateway.ask(persona, TRANSFER, { productId: idOf(`product/${product}`), organisationId })
  const see = async (persona: string, product: string) => {
    const headers = await gateway.headersOf(persona)
    const { body } = await gateway.post(
      { query: SEE, variables: { id: idOf(`product/${product}`) } },
      headers,
    )
    return body.data.product
  }
  const TABLES = ['products', 'partnership_grants', 'product_grants', 'audit_entries', 'invoices', 'orders']
  const everything = () => Promise.all(TABLES.map(rows))

  beforeAll(async () => {
    gateway = await mutationsOn(await open())
    await joining(gateway.database, 'nina-keller', { organisation: 'jura', role: 'ADMINISTRATOR' })
    await joining(gateway.database, 'nina-keller', { organisation: 'duval', role: 'OWNER' })
    await joining(gateway.database, 'nina-keller', { organisation: 'birkenhof', role: 'COLLABORATOR' })
    await joining(gateway.database, 'marco-steiner', { organisation: 'jura', role: 'OWNER' })
    await joining(gateway.database, 'jonas-frei', { organisation: 'jura', role: 'OWNER' })
    await joining(gateway.database, 'lea-sutter', { organisation: 'jura', role: 'OWNER' })
    await joining(gateway.database, 'petra-brunner', { organisation: 'jura', role: 'OWNER' })
    await joining(gateway.database, 'simon-vogel', { organisation: 'jura', role: 'OWNER' })
    await joining(gateway.database, 'fabian-roth', { organisation: 'jura', role: 'OWNER' })
    await joining(gateway.database, 'laura-meier', { organisation: 'jura', role: 'OWNER' })
    await joining(gateway.database, 'henning-petersen', { organisation: 'jura', role: 'OWNER' })
  })

  afterAll(() => gateway.close())

  test.each([
    ['the Partner that manages and pays', 'partner-switched', 'lakeside-website', jura, 'FORBIDDEN', null],
    ['its collaborator', 'partner-collaborator-granted', 'lakeside-website', jura, 'FORBIDDEN', null],
    ['a limited Partner', 'partner-limited', 'lakeside-newsletter', jura, 'FORBIDDEN', null],
    ['a collaborator of the giving side', 'client-collaborator', 'lakeside-mail', jura, 'FORBIDDEN', null],
    ['an external user', 'client-external', 'lakeside-mail', jura, 'NOT_FOUND', 'productId'],
    ['a stranger', 'stranger', 'lakeside-mail', jura, 'NOT_FOUND', 'productId'],
    [
      'who is a collaborator there',
      'client-owner',
      'lakeside-mail',
      'birkenhof',
      'NOT_FOUND',
      'organisationId',
    ],
    ['who is not a member there', 'client-owner', 'lakeside-mail', 'cordier', 'NOT_FOUND', 'organisationId'],
    [
      'an unknown Organisation',
      'client-owner',
      'lakeside-mail',
      'Organisation:99999',
      'NOT_FOUND',
      'organisationId',
    ],
    ['no id', 'client-owner', 'lakeside-mail', 'jura', 'NOT_FOUND', 'organisationId'],
    ['an id of another type', 'client-owner', 'lakeside-mail', 'Product:1', 'NOT_FOUND', 'organisationId'],
    ['the same Organisation', 'client-owner', 'lakeside-mail', 'lakeside', 'CONFLICT', 'organisationId'],
    ['an unpaid order', 'client-owner', 'lakeside-streaming', jura, 'CONFLICT', 'productId'],
    ['nobody', 'nobody', 'lakeside-mail', jura, 'UNAUTHENTICATED', null],
  ])('refused: %s', async (_who, persona, product, organisation, code, field) => {
    const before = await everything()
    const known = ['birkenhof', 'cordier', 'lakeside'].includes(organisation)
    const answer = await transfer(
      persona,
      product,
      known ? idOf(`organisation/${organisation}`) : organisation,
    )
    expect(answer).toMatchObject({ product: null, userErrors: [{ code, field }] })
    expect(await everything()).toEqual(before)
  })

  test('holder and invoices stay; grants, payer and the way in of every former side go', async () => {
    const orders = await rows('orders')
    const invoices = await rows('invoices')
    const before = await see('client-owner', 'lakeside-newsletter')
    expect(await see('partner-limited', 'lakeside-newsletter')).not.toBeNull()
    expect(await see('partner-switched', 'lakeside-newsletter')).not.toBeNull()
    expect(await see('client-owner-inviting', 'lakeside-newsletter')).toBeNull()

    expect(await transfer('client-owner', 'lakeside-newsletter')).toEqual({ product: null, userErrors: [] })

    for (const former of ['client-owner', 'client-administrator', 'partner-limited', 'partner-switched']) {
      expect([former, await see(former, 'lakeside-newsletter')]).toEqual([former, null])
    }
    expect(await see('client-owner-inviting', 'lakeside-newsletter')).toEqual({
      ...before,
      organisation: { id: jura },
      payer: { id: jura },
      managedBy: { id: idOf('user/nina-keller') },
      resellerPrice: null,
    })
    expect(await rows('orders')).toEqual(orders)
    expect(await rows('invoices')).toEqual(invoices)
    const key = Number(idOf('product/lakeside-newsletter').split(':')[1])
    const grants = [...(await rows('partnership_grants')), ...(await rows('product_grants'))]
    expect(grants.filter((grant) => grant.product_id === key)).toEqual([])
    expect(
      (await rows('audit_entries')).slice(-2).map((entry) => [entry.action, entry.organisation_id]),
    ).toEqual([
      ['product given away', Number(idOf('organisation/lakeside').split(':')[1])],
      ['product received', Number(jura.split(':')[1])],
    ])
  })

  test('the mandate that granted it tells so in its history', async () => {
    const id = Number(idOf('partnership/lakeside-pixelwerk').split(':')[1])
    const events = (await rows('partnership_events')).filter((event) => event.partnership_id === id)
    expect(events.at(-1)).toMatchObject({
      kind: 'ACCESS_CHANGED',
      before_product_count: 2,
      after_product_count: 1,
    })
  })

  test('its old invoices are the giving side’s, and stay hidden from the receiving one', async () => {
    const INVOICE = `query ($id: ID!) { invoice(id: $id) { number gross { amount } } }`
    const id = idOf('invoice/lakeside-newsletter-by-pixelwerk')
    const read = async (persona: string) =>
      (await gateway.post({ query: INVOICE, variables: { id } }, await gateway.headersOf(persona))).body.data
        .invoice
    expect(await read('client-owner')).not.toBeNull()
    expect(await read('client-owner-inviting')).toBeNull()
  })

  test('a member’s grant is dropped, and does not come back with the product', async () => {
    expect(await see('client-collaborator', 'lakeside-mail')).not.toBeNull()
    expect((await transfer('client-administrator', 'lakeside-mail')).userErrors).toEqual([])
    expect(await see('client-collaborator', 'lakeside-mail')).toBeNull()
    const back = await gateway.post(
      {
        query: TRANSFER,
        variables: {
          input: { productId: idOf('product/lakeside-mail'), organisationId: idOf('organisation/lakeside') },
        },
      },
      { ...(await gateway.headersOf('client-owner')), 'x-organisation': jura },
    )
    expect(back.body.data.transferProduct.userErrors).toEqual([])
    expect(await see('client-owner', 'lakeside-mail')).not.toBeNull()
    expect(await see('client-collaborator', 'lakeside-mail')).toBeNull()
  })

  test('in another currency it costs what the price list says today', async () => {
    expect((await see('client-owner', 'lakeside-domain')).publicPrice.currency).toBe('CHF')
    expect((await transfer('client-owner', 'lakeside-domain', duval)).userErrors).toEqual([])
    const [price] = await gateway.database.query<{ amount: number }[]>(
      `SELECT amount FROM prices WHERE category = 'DOMAIN' AND currency = 'EUR' AND valid_from <= '2026-11-23'
       AND (valid_to IS NULL OR valid_to >= '2026-11-23')`,
    )
    const { publicPrice } = await see('client-owner-ended', 'lakeside-domain')
    expect(publicPrice).toEqual({ amount: (Number(price?.amount) / 100).toFixed(2), currency: 'EUR' })
  })

  test('where it is not sold in the other currency, nothing changes', async () => {
    await gateway.database.query(`UPDATE prices SET valid_to = '2025-12-31' WHERE currency = 'EUR'`)
    const before = await everything()
    const answer = await transfer('client-owner', 'lakeside-booking', duval)
    expect(answer.userErrors).toEqual([
      { code: 'CONFLICT', reason: 'NOT_SOLD_IN_CURRENCY', field: 'organisationId' },
    ])
    expect(await everything()).toEqual(before)
  })

  test('what has ended stays where it is', async () => {
    const { userErrors } = await transfer('client-owner', 'lakeside-wedding-fair')
    expect(userErrors[0].reason).toBe('PRODUCT_ENDED')
  })

  test('the same request again answers the same and is done once', async () => {
    const input = {
      productId: idOf('product/lakeside-campaign-site'),
      organisationId: jura,
      idempotencyKey: 'give',
    }
    const first = await gateway.ask('client-owner', TRANSFER, input)
    const audits = (await rows('audit_entries')).length
    expect(await gateway.ask('client-owner', TRANSFER, input)).toEqual(first)
    expect((await rows('audit_entries')).length).toBe(audits)
  })
})
