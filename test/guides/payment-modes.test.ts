import { remindOfRenewals } from '../../schema/product/renewal-jobs'
import { idOf } from '../../schema/world/demo/demo-world'
import { demoPassword } from '../../schema/world/demo-password'
import { eachDatabase } from '../support/databases'
import { keyOf } from '../ordering/ordering-world'
import { type GuideWorld, guideWorld, organisation, product } from './guide-world'

const CLIENT = 'client-owner-partner-pays'
const PARTNER = 'partner-full-partner-pays'

eachDatabase((_name, open) => {
  let world: GuideWorld
  beforeAll(async () => {
    world = await guideWorld(await open())
  })
  afterAll(() => world.close())

  const cashbackOf = async (order: string) => {
    const lines = (await world.rows('order_lines')).filter((line) => line.order_id === keyOf(order))
    const ids = lines.map(({ id }) => id)
    return (await world.rows('cashback_entries'))
      .filter((entry) => ids.includes(entry.order_line_id))
      .map(({ partner_id, amount, status }) => [`Organisation:${partner_id}`, amount, status])
  }

  test('What the client’s people renew under partner-pays, the client pays at the public price, and the Partner earns cashback.', async () => {
    const { order, userErrors } = await world.renew(CLIENT, product('cordier-website'), { years: 10 })
    expect(userErrors).toEqual([])
    expect(order).toMatchObject({
      payer: { id: organisation('cordier') },
      total: { amount: '3472.00', currency: 'CHF' },
    })
    expect(await world.invoiceOf(order.id)).toMatchObject({
      billed_organisation_id: keyOf(organisation('cordier')),
      gross: 375_323,
    })
    expect(await cashbackOf(order.id)).toEqual([[organisation('ondebleue'), 138_880, 'PENDING']])
  })

  test('What the client’s people order under partner-pays, the client pays as well.', async () => {
    const { order } = await world.place(CLIENT, 'cordier', [{ category: 'MAIL' }])
    expect(order).toMatchObject({ payer: { id: organisation('cordier') }, total: { amount: '54.00' } })
  })

  test('What the Partner orders under partner-pays, it pays at its reseller price, without cashback.', async () => {
    const { order } = await world.place(PARTNER, 'cordier', [{ category: 'WEB_HOSTING' }])
    expect(order).toMatchObject({ payer: { id: organisation('ondebleue') }, total: { amount: '208.32' } })
    expect(await cashbackOf(order.id)).toEqual([])
    expect(await world.order(CLIENT, order.id)).toMatchObject({
      payer: { id: organisation('ondebleue') },
      total: null,
      invoice: null,
    })
  })

  test('After a switch to client-pays the Partner is told which products still renew at its cost, without any amount.', async () => {
    const before = await world.letterCount()
    expect((await world.switchTo(CLIENT, 'cordier-ondebleue', 'CLIENT_PAYS')).userErrors).toEqual([])
    const letters = (await world.lettersSince(before)).filter(
      ({ template }) => template === 'still-your-renewals',
    )
    expect(letters.length).toBeGreaterThan(0)
    for (const { data } of letters) {
      expect(data['products']?.split('\n')).toEqual(
        expect.arrayContaining(['cordier-horlogerie.example', 'montres-cordier.example']),
      )
      // The client renewed this one itself, so it renews at the client's cost.
      expect(data['products']).not.toContain('Online shop')
      expect(JSON.stringify(data)).not.toMatch(/CHF|\d\.\d\d/)
    }
  })

  test('The Partner hands the role of payer back; nothing changes before the client accepts.', async () => {
    const id = product('cordier-domain')
    const before = await world.letterCount()
    expect((await world.mutate(PARTNER, 'offerPayer', { productId: id })).userErrors).toEqual([])
    expect((await world.lettersSince(before)).map(({ to, template }) => [to, template])).toEqual([
      ['claire@cordier-horlogerie.example', 'payer-offered'],
    ])
    expect(await world.product(CLIENT, id)).toMatchObject({ payer: { id: organisation('ondebleue') } })
    const answer = await world.mutate(CLIENT, 'answerPayerOffer', { productId: id, accept: true })
    expect(answer.userErrors).toEqual([])
    expect(await world.product(CLIENT, id)).toMatchObject({
      payer: { id: organisation('cordier') },
      publicPrice: { amount: '18.90', currency: 'CHF' },
    })
    const again = await world.mutate(CLIENT, 'answerPayerOffer', { productId: id, accept: true })
    expect(again.userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('Where the client refuses, the Partner stays the payer and may let the product run out.', async () => {
    const id = product('cordier-collectors-domain')
    await world.mutate(PARTNER, 'offerPayer', { productId: id })
    expect(
      (await world.mutate(CLIENT, 'answerPayerOffer', { productId: id, accept: false })).userErrors,
    ).toEqual([])
    expect(await world.product(CLIENT, id)).toMatchObject({ payer: { id: organisation('ondebleue') } })
    await world.change('UPDATE products SET auto_renew = 1 WHERE id = ?', [keyOf(id)])
    expect(
      (await world.mutate(PARTNER, 'updateProduct', { productId: id, autoRenew: false })).userErrors,
    ).toEqual([])
  })

  test('Nobody but the payer offers its role, and nobody but the client takes it.', async () => {
    const offer = (persona: string, name: string) =>
      world.mutate(persona, 'offerPayer', { productId: product(name) })
    expect((await offer('partner-switched', 'lakeside-mail')).userErrors).toMatchObject([
      { code: 'FORBIDDEN' },
    ])
    expect((await offer('client-owner', 'lakeside-website')).userErrors).toMatchObject([
      { code: 'FORBIDDEN' },
    ])
    expect((await offer('stranger', 'lakeside-website')).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    const take = { productId: product('lakeside-website'), accept: true }
    expect((await world.mutate('client-owner', 'answerPayerOffer', take)).userErrors).toMatchObject([
      { code: 'FORBIDDEN' },
    ])
  })

  test('While the mandate lasts, an unpaid renewal of the Partner makes way where the client says so.', async () => {
    const id = product('lakeside-booking')
    expect((await world.renew('partner-switched', id)).userErrors).toEqual([])
    expect((await world.renew('client-owner', id)).userErrors).toMatchObject([
      {
        reason: 'PARTNER_RENEWAL_OPEN',
        message: expect.stringMatching(/own cost|eigene Kosten/),
      },
    ])
    expect((await world.renew('client-owner', id, { atOwnCost: true })).userErrors).toEqual([])
  })

  test('Who pays hears of an automatic renewal a month before, and nobody else.', async () => {
    await world.change("UPDATE products SET expires_on = '2030-01-01'", [])
    await world.change("UPDATE products SET expires_on = '2026-12-20', auto_renew = 1 WHERE id = ?", [
      keyOf(product('lakeside-website')),
    ])
    const before = await world.letterCount()
    expect(await remindOfRenewals(world.dependencies, world.now())).toEqual({ reminded: 1 })
    const people = (await world.lettersSince(before)).map(({ to }) => to)
    expect(people).toContain('simon.vogel@kontrast.example')
    expect(people.every((to) => to.endsWith('@kontrast.example'))).toBe(true)
  })

  test('After the mandate, an unpaid renewal of the former Partner never blocks the client.', async () => {
    const id = product('lakeside-website')
    const open = await world.renew('partner-switched', id)
    expect(open.order).toMatchObject({ payer: { id: organisation('kontrast') } })
    const ended = await world.mutate('client-owner', 'endPartnership', {
      partnershipId: idOf('partnership/lakeside-kontrast'),
      password: demoPassword,
    })
    expect(ended.userErrors).toEqual([])
    const own = await world.renew('client-owner', id)
    expect(own.userErrors).toEqual([])
    expect(own.order).toMatchObject({ payer: { id: organisation('lakeside') }, total: { amount: '347.20' } })
    expect(await world.invoiceOf(open.order.id)).toMatchObject({ status: 'CANCELLED' })
    expect((await world.rows('credit_notes')).at(-1).reason).toBe(
      'The mandate has ended, and the client renews this service itself.',
    )
  })
})
