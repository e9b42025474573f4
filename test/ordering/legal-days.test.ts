import { eachDatabase } from '../support/databases'
import { keyOf, type OrderingWorld, orderingWorld } from './ordering-world'

/** Whatever is dated is dated by the legal day: at 00:40 on New Year's Day in Zürich it is still last year in UTC. */
eachDatabase((_name, open) => {
  let world: OrderingWorld

  beforeAll(async () => {
    world = await orderingWorld(await open())
    await world.database.query(
      "UPDATE vat_rates SET valid_to = '2026-12-31' WHERE country = 'CH' AND valid_to IS NULL",
    )
    await world.database.query(
      "INSERT INTO vat_rates (country, rate, valid_from) VALUES ('CH', 850, '2027-01-01')",
    )
  })

  afterAll(() => world.close())

  async function ordered(moment: string) {
    world.turnTo(moment)
    const { order, userErrors } = await world.place('client-owner', 'lakeside', [{ category: 'MAIL' }])
    expect(userErrors).toEqual([])
    const invoice = await world.invoiceOf(order.id)
    const [product] = (await world.rows('products')).slice(-1)
    return { order, invoice, product }
  }

  test('an order just before and just after midnight on New Year’s Eve', async () => {
    expect(await ordered('2026-12-31T22:50:00.000Z')).toMatchObject({
      invoice: { issued_on: '2026-12-31', due_on: '2027-01-30', vat_rate: 810 },
      product: { expires_on: '2027-12-31' },
    })
    expect(await ordered('2026-12-31T23:40:00.000Z')).toMatchObject({
      invoice: { issued_on: '2027-01-01', due_on: '2027-01-31', vat_rate: 850 },
      product: { expires_on: '2028-01-01' },
    })
  })

  test('nights on which the clock changes', async () => {
    expect((await ordered('2027-03-27T23:30:00.000Z')).invoice).toMatchObject({ issued_on: '2027-03-28' })
    expect((await ordered('2027-03-28T21:59:00.000Z')).invoice).toMatchObject({ issued_on: '2027-03-28' })
    expect((await ordered('2027-10-31T22:59:00.000Z')).invoice).toMatchObject({ issued_on: '2027-10-31' })
    expect((await ordered('2027-10-31T23:00:00.000Z')).invoice).toMatchObject({ issued_on: '2027-11-01' })
  })

  test('what began on the 29th of February comes back to it in the next leap year', async () => {
    await world.database.query("UPDATE sessions SET expires_at = '2031-01-01 00:00:00.000'")
    const { product } = await ordered('2028-02-29T12:00:00.000Z')
    expect(product).toMatchObject({ expires_on: '2029-02-28' })
    world.turnTo('2028-12-01')
    const renewed = async (years: number) => {
      const { order, userErrors } = await world.renew('client-owner', `Product:${product.id}`, { years })
      expect(userErrors).toEqual([])
      await world.receive(order.id)
      return (await world.rows('products')).find(({ id }) => id === keyOf(`Product:${product.id}`))
        ?.expires_on
    }
    expect(await renewed(1)).toBe('2030-02-28')
    expect(await renewed(2)).toBe('2032-02-29')
    expect(await renewed(1)).toBe('2033-02-28')
  })
})
