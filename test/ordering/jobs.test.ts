import { ageProducts, remindOfRenewals, renewProducts } from '../../schema/product/renewal-jobs'
import { idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { keyOf, type OrderingWorld, orderingWorld } from './ordering-world'

/** Lakeside's own mail, and the website that Kontrast pays; both renew themselves. */
const mail = idOf('product/lakeside-mail')
const website = idOf('product/lakeside-website')

eachDatabase((_name, open) => {
  let world: OrderingWorld

  beforeAll(async () => {
    world = await orderingWorld(await open())
    // Nothing else of the demo world is due in these stories.
    await world.change("UPDATE products SET expires_on = '2030-01-01', status = 'ACTIVE'", [])
    // Dear enough that Kontrast's account cannot pay it.
    await world.change("UPDATE prices SET amount = 999900 WHERE category = 'WEB_HOSTING'", [])
    await world.change("UPDATE orders SET status = 'COMPLETED' WHERE status <> 'CANCELLED'", [])
    await world.change("UPDATE products SET expires_on = '2026-12-24' WHERE id IN (?, ?)", [
      keyOf(mail),
      keyOf(website),
    ])
  })

  afterAll(() => world.close())

  const renew = () => renewProducts(world.dependencies, world.now())
  const remind = () => remindOfRenewals(world.dependencies, world.now())
  const age = () => ageProducts(world.dependencies, world.now())
  const stored = async (id: string) => (await world.rows('products')).find((row) => row.id === keyOf(id))
  const renewalsOf = async (id: string) => {
    const lines = (await world.rows('order_lines')).filter((line) => line.product_id === keyOf(id))
    const orders = await world.rows('orders')
    return orders.filter(
      (order) => order.kind === 'RENEWAL' && lines.some((line) => line.order_id === order.id),
    )
  }
  const recipients = async (from: number) =>
    (await world.rows('outbox_mails'))
      .slice(from)
      .filter((letter) => letter.template === 'renewal-reminder')
      .map((letter) => [letter.recipient, JSON.parse(letter.data).product])
      .sort()

  test('a month ahead: due soon, and nothing else', async () => {
    expect(await age()).toEqual({ expiring: 0, suspended: 0, ended: 0 })
    world.turnTo('2026-11-24')
    expect(await age()).toEqual({ expiring: 2, suspended: 0, ended: 0 })
    expect(await age()).toEqual({ expiring: 0, suspended: 0, ended: 0 })
    world.turnTo('2026-12-09')
    expect(await renew()).toEqual({ renewed: 0, paid: 0 })
    // Who pays hears of what renews itself, a month ahead and once.
    expect(await remind()).toEqual({ reminded: 2 })
    expect(await remind()).toEqual({ reminded: 0 })
  })

  test('two weeks ahead: renewed once, each billed to the payer stored on the product', async () => {
    world.turnTo('2026-12-10')
    const before = { mail: await renewalsOf(mail), website: await renewalsOf(website) }
    const movements = (await world.rows('movements')).length
    expect(await renew()).toEqual({ renewed: 2, paid: 1 })
    expect(await renew()).toEqual({ renewed: 0, paid: 0 })
    const own = (await renewalsOf(mail)).slice(before.mail.length)
    const partners = (await renewalsOf(website)).slice(before.website.length)
    const lakeside = keyOf(idOf('organisation/lakeside'))
    const kontrast = keyOf(idOf('organisation/kontrast'))
    expect(own).toMatchObject([
      { payer_id: lakeside, total: 54_00, placed_by_id: null, organisation_id: lakeside },
    ])
    expect(partners).toMatchObject([
      { payer_id: kontrast, total: 7999_20, placed_by_id: null, organisation_id: lakeside },
    ])
    expect(await world.invoiceOf(`Order:${partners[0].id}`)).toMatchObject({
      billed_organisation_id: kontrast,
      due_on: '2026-12-24',
      status: 'OPEN',
    })
    // Lakeside's account held enough for its own, VAT included.
    expect((await world.rows('movements')).slice(movements)).toMatchObject([
      { kind: 'PAYMENT', amount: -58_37 },
      {},
    ])
    expect(await stored(mail)).toMatchObject({ expires_on: '2027-12-24', status: 'ACTIVE' })
    expect(await stored(website)).toMatchObject({ expires_on: '2026-12-24', status: 'EXPIRING' })
  })

  test('reminders go to who is billed and nobody else, fourteen, seven days and one day ahead, once each', async () => {
    const kontrast = [
      ['karin.baumann@kontrast.example', 'Hotel website'],
      ['simon.vogel@kontrast.example', 'Hotel website'],
      ['stefan.wyss@kontrast.example', 'Hotel website'],
    ]
    for (const [day, reminded] of [
      ['2026-12-10', 1],
      ['2026-12-11', 0],
      ['2026-12-17', 1],
      ['2026-12-18', 0],
      ['2026-12-23', 1],
      ['2026-12-24', 0],
    ] as const) {
      world.turnTo(day)
      const before = (await world.rows('outbox_mails')).length
      expect([day, await remind()]).toEqual([day, { reminded }])
      expect(await remind()).toEqual({ reminded: 0 })
      expect(await recipients(before)).toEqual(reminded === 1 ? kontrast : [])
    }
  })

  test('a run that comes late sends the nearest reminder only', async () => {
    world.turnTo('2026-12-23')
    await world.change('UPDATE products SET reminded_days_before = NULL WHERE id = ?', [keyOf(website)])
    expect(await remind()).toEqual({ reminded: 1 })
    expect(await remind()).toEqual({ reminded: 0 })
  })

  test('what the prepaid account could not pay is paid as soon as it can, and not once automatic renewal is off', async () => {
    world.turnTo('2026-12-23')
    await world.topUp('kontrast', 9000_00)
    await world.change('UPDATE products SET auto_renew = 0 WHERE id = ?', [keyOf(website)])
    expect(await renew()).toEqual({ renewed: 0, paid: 0 })
    await world.change('UPDATE products SET auto_renew = 1 WHERE id = ?', [keyOf(website)])
    expect(await renew()).toEqual({ renewed: 0, paid: 1 })
    expect(await stored(website)).toMatchObject({ expires_on: '2027-12-24', status: 'ACTIVE' })
    expect((await renewalsOf(website)).at(-1)).toMatchObject({ status: 'COMPLETED' })
  })

  test('unpaid past the due date: stopped, and the client sees that payment is pending with the Partner', async () => {
    await world.change("UPDATE products SET expires_on = '2027-02-01', status = 'ACTIVE' WHERE id = ?", [
      keyOf(website),
    ])
    world.turnTo('2027-01-20')
    const { order } = await world.renew('partner-switched', website)
    expect(order.total.amount).toBe('7999.20')
    world.turnTo('2027-02-01')
    expect(await age()).toMatchObject({ suspended: 0 })
    expect(await age()).toMatchObject({ suspended: 0 })
    world.turnTo('2027-02-02')
    expect(await age()).toMatchObject({ suspended: 1, ended: 0 })
    const seen = await world.product('client-owner', website)
    expect(seen).toMatchObject({
      status: 'SUSPENDED',
      paymentPending: true,
      publicPrice: null,
      resellerPrice: null,
    })
    expect(seen.payer).toEqual({ id: idOf('organisation/kontrast') })
    expect(await world.product('partner-switched', website)).toMatchObject({ paymentPending: true })
    expect(await world.product('client-collaborator', website)).toMatchObject({ paymentPending: null })
  })

  test('thirty days later it ends, and nothing is owed for it', async () => {
    world.turnTo('2027-03-03')
    expect(await age()).toEqual({ expiring: 0, suspended: 0, ended: 0 })
    world.turnTo('2027-03-04')
    expect(await age()).toEqual({ expiring: 0, suspended: 0, ended: 1 })
    expect(await stored(website)).toMatchObject({ status: 'ENDED' })
    const order = (await renewalsOf(website)).at(-1)
    expect(order).toMatchObject({ status: 'CANCELLED' })
    expect(await world.invoiceOf(`Order:${order.id}`)).toMatchObject({ status: 'CANCELLED' })
    expect(await renew()).toEqual({ renewed: 0, paid: 0 })
  })
})
