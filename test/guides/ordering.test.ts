import { ageUnpaidPurchases, UNPAID_DAYS } from '../../schema/order/unpaid-purchases'
import { expireApprovals } from '../../schema/order-approval/answer-approval'
import { idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { keyOf } from '../ordering/ordering-world'
import { type GuideWorld, guideWorld, organisation, product } from './guide-world'

const QUOTE = `payerId needsApproval net { amount currency } vatRate vat { amount } gross { amount } cashback { amount }
  lines { publicPrice { amount } discountRate price { amount } } userErrors { code reason field }`

eachDatabase((_name, open) => {
  let world: GuideWorld
  beforeAll(async () => {
    world = await guideWorld(await open())
  })
  beforeEach(() => world.turnTo('2026-11-23'))
  afterAll(() => world.close())

  const quote = async (persona: string, client: string, category = 'WEB_HOSTING', years = 1) => {
    const input = `{ organisationId: "${organisation(client)}", lines: [{ category: ${category}, name: "quoted.example", years: ${years} }] }`
    return (await world.query(persona, `{ quoteOrder(input: ${input}) { ${QUOTE} } }`)).quoteOrder
  }
  const stored = async (id: string) => (await world.rows('products')).find((row) => row.id === keyOf(id))
  const limit = (perOrder: string | null, perMonth: string | null) =>
    world.mutate('client-owner-client-pays', 'setOrderLimits', {
      partnershipId: idOf('partnership/birkenhof-alpenrand'),
      perOrder,
      perMonth,
    })
  const placed = (category: string) =>
    world.mutate(
      'partner-full-client-pays',
      'placeOrder',
      { organisationId: organisation('birkenhof'), lines: [{ category, name: 'beantragt' }] },
      'order { id } approval { id status total { amount } description }',
    )
  const approval = (persona: string, approvalId: string, accept: boolean) =>
    world.mutate(
      persona,
      'answerOrderApproval',
      { approvalId, accept },
      'approval { status order { id total { amount } payer { id } } }',
    )

  test.each([
    ['client-owner', 'lakeside', { payer: 'lakeside', net: '347.20', gross: '375.32', cashback: null }],
    [
      'client-owner-partner-pays',
      'cordier',
      { payer: 'cordier', net: '347.20', gross: '375.32', cashback: null },
    ],
    [
      'partner-full-partner-pays',
      'cordier',
      { payer: 'ondebleue', net: '208.32', gross: '225.19', cashback: null },
    ],
    // What VAT another Organisation pays, and what it comes to, is not shown.
    [
      'partner-full-client-pays',
      'birkenhof',
      { payer: 'birkenhof', net: '347.20', gross: null, cashback: '69.44' },
    ],
  ])(
    'A quote says who pays and what, by the rules of the order itself: %s for %s.',
    async (persona, client, said) => {
      const tables = ['orders', 'invoices', 'products', 'audit_entries', 'outbox_mails', 'contacts']
      const before = await Promise.all(tables.map(world.rows))
      const answer = await quote(persona, client)
      expect(await Promise.all(tables.map(world.rows))).toEqual(before)
      expect(answer).toMatchObject({
        payerId: organisation(said.payer),
        net: { amount: said.net },
        userErrors: [],
      })
      expect(answer.gross?.amount ?? null).toBe(said.gross)
      expect(answer.cashback?.amount ?? null).toBe(said.cashback)
      expect(answer.vatRate === null).toBe(said.gross === null)
      const { order } = await world.place(persona, client, [
        { category: 'WEB_HOSTING', name: 'quoted.example' },
      ])
      expect([answer.payerId, answer.needsApproval]).toEqual([
        `Organisation:${(await world.rows('orders')).find(({ id }) => id === keyOf(order.id)).payer_id}`,
        false,
      ])
      const invoice = await world.invoiceOf(order.id)
      expect(Math.round(Number(answer.net.amount) * 100)).toBe(invoice.net)
      if (answer.gross !== null) expect(Math.round(Number(answer.gross.amount) * 100)).toBe(invoice.gross)
    },
  )

  test('Nobody gets a quote for whom they may not order; an unknown Organisation answers like a hidden one.', async () => {
    expect(await quote('stranger', 'lakeside')).toBeNull()
    expect((await quote('partner-limited', 'lakeside')).userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
    expect((await quote('client-collaborator', 'lakeside')).userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
    expect((await quote('client-owner', 'lakeside', 'MAIL', 11)).userErrors).toMatchObject([
      { reason: 'YEARS_OUT_OF_RANGE' },
    ])
  })

  test('A renewal that the Partner places on the client can be refused, or taken back, until it is paid.', async () => {
    const refuse = (persona: string, orderId: string) => world.mutate(persona, 'cancelOrder', { orderId })
    const first = await world.renew('partner-full-client-pays', product('birkenhof-drive'))
    expect(first.userErrors).toEqual([])
    const orderId = (await world.rows('orders')).at(-1).id
    const id = `Order:${orderId}`
    expect((await refuse('stranger', id)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await refuse('client-owner-client-pays', id)).userErrors).toEqual([])
    expect(await world.invoiceOf(id)).toMatchObject({ status: 'CANCELLED' })
    expect((await refuse('client-owner-client-pays', id)).userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
    expect((await world.renew('partner-full-client-pays', product('birkenhof-drive'))).userErrors).toEqual([])
    const second = `Order:${(await world.rows('orders')).at(-1).id}`
    expect((await refuse('partner-full-client-pays', second)).userErrors).toEqual([])
  })

  test('What is delivered is not cancelled.', async () => {
    const { order } = await world.place('client-owner', 'lakeside', [{ category: 'MAIL' }])
    expect(
      (await world.mutate('client-owner', 'cancelOrder', { orderId: order.id })).userErrors,
    ).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('An order of the Partner beyond the limit of the client’s owner waits for that owner, and is ordered when the owner agrees.', async () => {
    expect((await limit('100.00', null)).userErrors).toEqual([])
    expect((await quote('partner-full-client-pays', 'birkenhof')).needsApproval).toBe(true)
    const products = (await world.rows('products')).length
    const before = await world.letterCount()
    const asked = await placed('WEB_HOSTING')
    expect(asked).toMatchObject({
      userErrors: [],
      order: null,
      approval: { status: 'PENDING', total: { amount: '347.20' }, description: 'beantragt, 1 year' },
    })
    expect((await world.rows('products')).length).toBe(products)
    expect((await world.lettersSince(before)).map(({ to, template }) => [to, template])).toEqual([
      ['urs.gerber@birkenhof.example', 'order-to-approve'],
    ])
    const { id } = asked.approval
    for (const [persona, code] of [
      ['partner-full-client-pays', 'FORBIDDEN'],
      ['stranger', 'NOT_FOUND'],
    ] as const) {
      expect((await approval(persona, id, true)).userErrors).toMatchObject([{ code }])
    }
    const agreed = await approval('client-owner-client-pays', id, true)
    expect(agreed).toMatchObject({
      userErrors: [],
      approval: {
        status: 'APPROVED',
        order: { total: { amount: '347.20' }, payer: { id: organisation('birkenhof') } },
      },
    })
    expect((await world.rows('products')).length).toBe(products + 1)
    expect((await approval('client-owner-client-pays', id, true)).userErrors).toMatchObject([
      { code: 'FORBIDDEN' },
    ])
  })

  test('Below the limit it is ordered at once; the month counts all orders of the Partner.', async () => {
    expect((await limit('100.00', '1000.00')).userErrors).toEqual([])
    expect(await placed('MAIL')).toMatchObject({ approval: null, order: { id: expect.any(String) } })
    expect((await limit(null, '800.00')).userErrors).toEqual([])
    // 347.20 of before, 347.20 approved, 54.00, and 54.00 more.
    expect(await placed('MAIL')).toMatchObject({ order: null, approval: { status: 'PENDING' } })
    world.turnTo('2026-12-01')
    expect(await placed('MAIL')).toMatchObject({ approval: null })
    world.turnTo('2026-11-23')
  })

  test('The client’s own orders, and what a Partner pays itself, know no limit.', async () => {
    expect(
      (await world.place('client-owner-client-pays', 'birkenhof', [{ category: 'CLOUD_SERVER' }])).userErrors,
    ).toEqual([])
    expect(
      (await world.place('partner-full-partner-pays', 'cordier', [{ category: 'CLOUD_SERVER' }])).userErrors,
    ).toEqual([])
  })

  test('A renewal beyond the limit waits as well; refused, withdrawn or late, nothing is ordered.', async () => {
    expect((await limit('0.00', null)).userErrors).toEqual([])
    const orders = (await world.rows('orders')).length
    const renewed = await world.mutate(
      'partner-full-client-pays',
      'renewProduct',
      { productId: product('birkenhof-website') },
      'order { id } approval { id }',
    )
    expect((await approval('client-owner-client-pays', renewed.approval.id, false)).approval.status).toBe(
      'REFUSED',
    )
    const { id } = (await placed('MAIL')).approval
    expect(
      (await world.mutate('partner-full-client-pays', 'withdrawOrderApproval', { approvalId: id }))
        .userErrors,
    ).toEqual([])
    const late = (await placed('MAIL')).approval.id
    world.turnTo('2026-11-30')
    expect((await approval('client-owner-client-pays', late, true)).userErrors).toMatchObject([
      { reason: 'APPROVAL_EXPIRED' },
    ])
    expect((await expireApprovals(world.dependencies, world.now()))['expired']).toBeGreaterThan(0)
    expect((await world.rows('orders')).length).toBe(orders)
    expect((await limit(null, null)).userErrors).toEqual([])
  })

  test('What was approved is never ordered for more, nor at somebody else’s cost.', async () => {
    expect((await limit('10.00', null)).userErrors).toEqual([])
    const { id } = (await placed('DRIVE')).approval
    await world.change("UPDATE prices SET amount = amount + 1 WHERE category = 'DRIVE'", [])
    expect((await approval('client-owner-client-pays', id, true)).userErrors).toMatchObject([
      { reason: 'APPROVAL_OUTDATED' },
    ])
    await world.change("UPDATE prices SET amount = amount - 1 WHERE category = 'DRIVE'", [])
    expect(
      (await world.switchTo('client-owner-client-pays', 'birkenhof-alpenrand', 'PARTNER_PAYS')).userErrors,
    ).toEqual([])
    expect((await approval('client-owner-client-pays', id, true)).userErrors).toMatchObject([
      { reason: 'APPROVAL_OUTDATED' },
    ])
  })

  test('Only the owner of the client sets limits.', async () => {
    const input = { partnershipId: idOf('partnership/lakeside-kontrast'), perOrder: '1.00' }
    for (const [persona, code] of [
      ['client-administrator', 'FORBIDDEN'],
      ['partner-switched', 'FORBIDDEN'],
      ['stranger', 'NOT_FOUND'],
    ] as const) {
      expect((await world.mutate(persona, 'setOrderLimits', input)).userErrors).toMatchObject([{ code }])
    }
    const wrong = await world.mutate('client-owner', 'setOrderLimits', { ...input, perOrder: '-1' })
    expect(wrong.userErrors).toMatchObject([{ reason: 'NOT_AN_AMOUNT', field: 'perOrder' }])
  })

  test('An unpaid purchase is stopped some days after its due date and ends later, its invoice credited; paid in time, it runs.', async () => {
    await world.change(
      "UPDATE invoices SET status = 'PAID', paid_on = issued_on WHERE status IN ('OPEN', 'OVERDUE')",
      [],
    )
    const unpaid = (await world.place('client-owner', 'lakeside', [{ category: 'MAIL' }])).order.id
    const paid = (await world.place('client-owner', 'lakeside', [{ category: 'MAIL' }])).order.id
    const [lost, kept] = [await world.productOf(unpaid), await world.productOf(paid)]
    const run = () => ageUnpaidPurchases(world.dependencies, { now: world.now(), days: UNPAID_DAYS })
    // Due on the 23rd of December.
    world.turnTo('2027-01-06')
    expect(await run()).toEqual({ suspended: 0, ended: 0 })
    world.turnTo('2027-01-07')
    expect(await run()).toEqual({ suspended: 2, ended: 0 })
    expect(await run()).toEqual({ suspended: 0, ended: 0 })
    expect((await stored(lost)).status).toBe('SUSPENDED')
    await world.receive(paid)
    expect((await stored(kept)).status).toBe('ACTIVE')
    world.turnTo('2027-02-05')
    expect(await run()).toEqual({ suspended: 0, ended: 0 })
    world.turnTo('2027-02-06')
    expect(await run()).toEqual({ suspended: 0, ended: 1 })
    expect((await stored(lost)).status).toBe('ENDED')
    expect(await world.invoiceOf(unpaid)).toMatchObject({ status: 'CANCELLED' })
    expect((await stored(kept)).status).toBe('ACTIVE')
  })
})
