import { idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { type OrderingWorld, orderingWorld } from './ordering-world'

const hosting = [{ category: 'WEB_HOSTING' }]
const money = (amount: string) => ({ amount, currency: 'CHF' })

eachDatabase((_name, open) => {
  let world: OrderingWorld

  beforeAll(async () => {
    world = await orderingWorld(await open())
  })

  afterAll(() => world.close())

  const seenBy = async (persona: string, order: string) => {
    const { id: key } = await world.invoiceOf(order)
    return {
      order: await world.order(persona, order),
      invoice: await world.invoice(persona, `Invoice:${key}`),
    }
  }
  const nothing = { order: null, invoice: null }

  test('partner pays, ordered by the Partner: amounts and invoice are the Partner’s, the client sees what was ordered', async () => {
    const { order } = await world.place('partner-switched', 'lakeside', hosting)
    expect(order.total).toEqual(money('277.76'))
    const partner = await seenBy('partner-switched', order.id)
    expect(partner.order).toMatchObject({
      total: money('277.76'),
      payer: { id: idOf('organisation/kontrast') },
      lines: [{ publicPrice: { amount: '347.20' }, discountRate: '0.2', price: { amount: '277.76' } }],
      invoice: { number: partner.invoice.number },
    })
    expect(partner.invoice).toMatchObject({
      net: money('277.76'),
      vat: { amount: '22.50' },
      gross: money('300.26'),
      vatRate: '0.081',
      vatMention: null,
      clientName: 'Lakeside Hotel',
      billedName: 'Kontrast Webagentur AG',
      lines: [
        { quantity: 1, unitPrice: { amount: '347.20' }, discountRate: '0.2', net: { amount: '277.76' } },
      ],
    })
    for (const persona of ['client-owner', 'client-administrator']) {
      const client = await seenBy(persona, order.id)
      expect(client.invoice).toBeNull()
      expect(client.order).toMatchObject({
        payer: { id: idOf('organisation/kontrast') },
        placedFor: { id: idOf('organisation/lakeside') },
        total: null,
        invoice: null,
        lines: [{ publicPrice: null, discountRate: null, price: null }],
      })
      const product = await world.product(persona, await world.productOf(order.id))
      expect(product).toMatchObject({
        payer: { id: idOf('organisation/kontrast') },
        expiresOn: '2027-11-23',
        publicPrice: null,
        resellerPrice: null,
        autoRenew: null,
      })
    }
    expect(await world.product('partner-switched', await world.productOf(order.id))).toMatchObject({
      resellerPrice: money('277.76'),
      publicPrice: null,
    })
    for (const persona of ['client-accountant', 'partner-limited', 'partner-pending', 'stranger']) {
      expect(await seenBy(persona, order.id)).toEqual(nothing)
    }
    // With accounting and without the client: the invoice, not the order behind it.
    expect(await seenBy('partner-accountant', order.id)).toMatchObject({
      order: null,
      invoice: { net: money('277.76') },
    })
  })

  test('partner pays, ordered by the client: the Partner sees neither invoice nor amount', async () => {
    const { order } = await world.place('client-owner', 'lakeside', hosting)
    const client = await seenBy('client-accountant', order.id)
    expect(client).toMatchObject({ order: { total: money('347.20') }, invoice: { gross: money('375.32') } })
    const partner = await seenBy('partner-switched', order.id)
    expect(partner).toMatchObject({
      order: { total: null, payer: null, invoice: null, lines: [{ publicPrice: null, price: null }] },
      invoice: null,
    })
    expect(await seenBy('partner-limited', order.id)).toEqual(nothing)
  })

  test('client pays, ordered by the Partner: it sees the public price of its own order, never the invoice', async () => {
    const { order } = await world.place('partner-full-client-pays', 'birkenhof', hosting)
    expect(order).toMatchObject({
      total: null,
      invoice: null,
      lines: [{ publicPrice: { amount: '347.20' }, price: null, discountRate: null }],
    })
    expect(await seenBy('partner-full-client-pays', order.id)).toMatchObject({ invoice: null })
    expect(await seenBy('client-owner-client-pays', order.id)).toMatchObject({
      order: { total: money('347.20') },
      invoice: { gross: money('375.32') },
    })
  })

  test('a switch of the mode touches nothing that was ordered before, to and fro', async () => {
    const placed: { id: string; payer: string }[] = []
    const order = async () => {
      const { order } = await world.place('partner-full-client-pays', 'birkenhof', hosting)
      const { billed_organisation_id: billed } = await world.invoiceOf(order.id)
      placed.push({ id: order.id, payer: `Organisation:${billed}` })
    }
    const mode = async (to: string) => {
      const { userErrors } = await world.switchTo('client-owner-client-pays', 'birkenhof-alpenrand', to)
      expect(userErrors).toEqual([])
    }
    await order()
    await mode('PARTNER_PAYS')
    await order()
    await mode('CLIENT_PAYS')
    await order()
    const [client, partner] = [idOf('organisation/birkenhof'), idOf('organisation/alpenrand')]
    expect(placed.map(({ payer }) => payer)).toEqual([client, partner, client])
    const sees = (persona: string) =>
      Promise.all(
        placed.map(async ({ id }) => {
          const { order, invoice } = await seenBy(persona, id)
          return [order?.total?.amount ?? null, invoice?.net.amount ?? null]
        }),
      )
    expect(await sees('client-owner-client-pays')).toEqual([
      ['347.20', '347.20'],
      [null, null],
      ['347.20', '347.20'],
    ])
    expect(await sees('partner-full-client-pays')).toEqual([
      [null, null],
      ['277.76', '277.76'],
      [null, null],
    ])
  })

  test('what is frozen stays as it was when prices, rates and the name of who is billed change', async () => {
    const { order } = await world.place('partner-full-partner-pays', 'cordier', [
      { category: 'WEB_HOSTING', years: 2 },
    ])
    const before = await seenBy('partner-full-partner-pays', order.id)
    expect(before.invoice).toMatchObject({ net: money('416.64'), lines: [{ quantity: 2 }] })
    await world.change("UPDATE prices SET amount = 99999 WHERE category = 'WEB_HOSTING'", [])
    await world.change('UPDATE partner_rates SET discount_rate = 1000, cashback_rate = 1000', [])
    await world.change("UPDATE vat_rates SET rate = 900 WHERE country = 'CH'", [])
    await world.change("UPDATE organisations SET legal_name = 'Somebody Else' WHERE country = 'CH'", [])
    expect(await seenBy('partner-full-partner-pays', order.id)).toEqual(before)
    const { order: moreExpensive } = await world.place('partner-full-partner-pays', 'cordier', hosting)
    expect(moreExpensive.total).toEqual(money('899.99'))
  })
})
