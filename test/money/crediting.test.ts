import { recordPayment } from '../../schema/invoice/billing-admin'
import { type Credited, creditInvoice } from '../../schema/invoice/credit-invoice'
import { topUp } from '../../schema/prepaid-account/move-prepaid'
import { idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { assertBooksAgree } from './books-agree'
import { keyOf, type MoneyWorld, moneyWorld, type SoldLine, transfer } from './money-world'

const website: SoldLine = { product: 'lakeside-website', price: 33_33, rate: 20_00, earner: 'kontrast' }
const mail: SoldLine = { product: 'lakeside-mail', price: 11_11, rate: 25_00, earner: 'kontrast' }
const drive: SoldLine = { product: 'lakeside-drive', price: 7_77, rate: 10_00, earner: 'pixelwerk' }

eachDatabase((_name, open) => {
  let world: MoneyWorld
  let since = 0

  beforeAll(async () => {
    world = await moneyWorld(await open())
    since = (await world.rows('invoices')).at(-1).id
    await world.office((tx) => topUp(tx, keyOf('organisation/lakeside'), transfer(10_000_00)))
  })

  afterEach(() => assertBooksAgree(world.database, since))

  afterAll(() => world.close())

  const credit = (invoice: number, of: Credited) =>
    world.office((tx) => creditInvoice(tx, { invoice, of, reason: 'Goodwill' }))
  const lineIds = async (invoice: number): Promise<number[]> =>
    (await world.rows('invoice_lines')).filter((line) => line.invoice_id === invoice).map(({ id }) => id)
  const statuses = async (order: number) => (await world.cashback(order)).map(({ status }) => status)

  test('line by line: portions sum exactly, and each line takes back its own cashback', async () => {
    const [client, kontrast, pixelwerk] = await Promise.all(
      ['lakeside', 'kontrast', 'pixelwerk'].map(world.balance),
    )
    const { id, invoice, order, gross } = await world.sell('lakeside', [website, mail, drive])
    expect(gross).toBe(52_21 + 4_23)
    await world.pay('client-owner', id)
    expect(await statuses(order)).toEqual(['CREDITED', 'CREDITED', 'CREDITED'])
    const [one = 0, two = 0, three = 0] = await lineIds(invoice)

    const first = await credit(invoice, { of: 'LINES', lines: [two] })
    expect(await world.invoice(invoice)).toMatchObject({ status: 'PARTIALLY_REFUNDED' })
    expect(await statuses(order)).toEqual(['CREDITED', 'REVERSED', 'CREDITED'])
    await expect(credit(invoice, { of: 'LINES', lines: [two] })).rejects.toThrow('NOT_ITS_LINES')
    await expect(credit(invoice, { of: 'LINES', lines: [] })).rejects.toThrow('NOT_ITS_LINES')
    await expect(credit(invoice, { of: 'LINES', lines: [1, three] })).rejects.toThrow('NOT_ITS_LINES')

    const second = await credit(invoice, { of: 'LINES', lines: [one] })
    expect(await statuses(order)).toEqual(['REVERSED', 'REVERSED', 'CREDITED'])
    const third = await credit(invoice, { of: 'LINES', lines: [three] })
    expect([first, second, third].map(({ amount }) => amount)).toEqual([12_01, 36_03, 8_40])
    expect(first.amount + second.amount + third.amount).toBe(gross)
    expect(await world.invoice(invoice)).toMatchObject({ status: 'REFUNDED' })
    expect(await statuses(order)).toEqual(['REVERSED', 'REVERSED', 'REVERSED'])
    expect(await Promise.all(['lakeside', 'kontrast', 'pixelwerk'].map(world.balance))).toEqual([
      client,
      kontrast,
      pixelwerk,
    ])
  })

  test('a price reduction leaves cashback alone until nothing is left', async () => {
    const { id, invoice, order, gross } = await world.sell('lakeside', [website])
    await world.pay('client-owner', id)
    const partner = await world.balance('kontrast')
    const notes = [
      await credit(invoice, { of: 'NET', net: 10_00 }),
      await credit(invoice, { of: 'NET', net: 3_33 }),
    ]
    expect(await statuses(order)).toEqual(['CREDITED'])
    expect(await world.balance('kontrast')).toBe(partner)
    await expect(credit(invoice, { of: 'NET', net: 20_01 })).rejects.toThrow('MORE_THAN_IS_LEFT')
    await expect(credit(invoice, { of: 'NET', net: 0 })).rejects.toThrow('NOT_AN_AMOUNT')
    notes.push(await credit(invoice, { of: 'NET', net: 20_00 }))
    expect(notes.reduce((sum, { amount }) => sum + amount, 0)).toBe(gross)
    expect(await statuses(order)).toEqual(['REVERSED'])
    expect(await world.balance('kontrast')).toBe(partner - 6_67)
  })

  test('credited before it is paid: less is due, the order goes on, the line earns nothing', async () => {
    const { id, invoice, order } = await world.sell('lakeside', [website, drive])
    const [, second = 0] = await lineIds(invoice)
    const before = await world.balance('lakeside')
    await credit(invoice, { of: 'LINES', lines: [second] })
    expect(await world.invoice(invoice)).toMatchObject({ status: 'OPEN' })
    expect(await statuses(order)).toEqual(['PENDING', 'REVERSED'])
    expect(await world.pay('client-owner', id)).toMatchObject({ invoice: { status: 'PAID' } })
    expect(await world.balance('lakeside')).toBe(before - 36_03)
    expect(await statuses(order)).toEqual(['CREDITED', 'REVERSED'])
  })

  test('all of it credited before it is paid: cancelled, with its order; nothing was ever earned', async () => {
    const { id, invoice, order } = await world.sell('lakeside', [website, drive])
    const before = await Promise.all(['lakeside', 'kontrast', 'pixelwerk'].map(world.balance))
    await credit(invoice, { of: 'REST' })
    expect(await world.invoice(invoice)).toMatchObject({ status: 'CANCELLED', paid_on: null })
    expect(await world.order(order)).toMatchObject({ status: 'CANCELLED' })
    expect(await statuses(order)).toEqual(['REVERSED', 'REVERSED'])
    expect(await world.pay('client-owner', id)).toMatchObject({ userErrors: [{ reason: 'NOTHING_OWED' }] })
    // Money that comes in all the same is the client's.
    await world.office((tx) => recordPayment(tx, invoice, transfer(5_00)))
    expect(await Promise.all(['lakeside', 'kontrast', 'pixelwerk'].map(world.balance))).toEqual([
      Number(before[0]) + 5_00,
      before[1],
      before[2],
    ])
  })

  test('a part was paid, and as much is left as that: paid on the day of that part', async () => {
    const { invoice, order, gross } = await world.sell('lakeside', [website])
    const receivedAt = new Date('2026-11-20T09:00:00Z')
    await world.office((tx) => recordPayment(tx, invoice, transfer(gross - 10_81, { receivedAt })))
    expect(await world.invoice(invoice)).toMatchObject({ status: 'OPEN' })
    const before = await world.balance('lakeside')
    await credit(invoice, { of: 'NET', net: 10_00 })
    expect(await world.invoice(invoice)).toMatchObject({ status: 'PAID', paid_on: '2026-11-20' })
    expect(await world.order(order)).toMatchObject({ status: 'COMPLETED' })
    expect(await statuses(order)).toEqual(['CREDITED'])
    expect(await world.balance('lakeside')).toBe(before)
  })

  test('a part was paid, and less than that is left: the difference goes back', async () => {
    const { invoice, gross } = await world.sell('lakeside', [website])
    await world.office((tx) => recordPayment(tx, invoice, transfer(gross - 5_00)))
    const before = await world.balance('lakeside')
    await credit(invoice, { of: 'NET', net: 10_00 })
    expect(await world.invoice(invoice)).toMatchObject({
      status: 'PARTIALLY_REFUNDED',
      paid_on: '2026-11-23',
    })
    expect(await world.balance('lakeside')).toBe(before + 5_81)
    await credit(invoice, { of: 'REST' })
    expect(await world.balance('lakeside')).toBe(before + gross - 5_00)
  })

  test('the Partner has taken its money out: what is there is taken, the rest kept from its next cashback', async () => {
    const big = { ...website, price: 500_00 }
    const sale = await world.sell('lakeside', [big])
    await world.pay('client-owner', sale.id)
    const held = await world.balance('kontrast')
    const account = idOf('prepaid-account/kontrast')
    const out = await world.withdraw('partner-switched', account, ((held - 30_00) / 100).toFixed(2))
    expect(out.userErrors).toEqual([])
    expect(await world.balance('kontrast')).toBe(30_00)

    await credit(sale.invoice, { of: 'REST' })
    expect(await world.cashback(sale.order)).toMatchObject([
      { status: 'REVERSED', amount: 100_00, still_owed: 70_00 },
    ])
    expect(await world.balance('kontrast')).toBe(0)

    const next = await world.sell('lakeside', [{ ...big, price: 200_00 }])
    await world.pay('client-owner', next.id)
    expect(await world.cashback(sale.order)).toMatchObject([{ still_owed: 30_00 }])
    expect(await world.balance('kontrast')).toBe(0)

    const last = await world.sell('lakeside', [{ ...big, price: 200_00 }])
    await world.pay('client-owner', last.id)
    expect(await world.cashback(sale.order)).toMatchObject([{ still_owed: 0 }])
    expect(await world.balance('kontrast')).toBe(10_00)
    const amounts = (await world.rows('movements')).slice(-4).map(({ amount, kind }) => [kind, amount])
    expect(amounts.slice(1)).toEqual([
      ['PAYMENT', -216_20],
      ['CASHBACK', 40_00],
      ['CASHBACK', -30_00],
    ])
  })

  test('cashback in a currency that the account does not hold is paid out, and kept from the next one', async () => {
    const before = await world.balance('rhone')
    const audits = async () =>
      (await world.rows('audit_entries'))
        .filter(({ action }) => action === 'to be paid out')
        .map(({ detail }) => JSON.parse(detail))
    const line = { ...website, price: 100_00, earner: 'rhone' }
    const first = await world.sell('lakeside', [line])
    await world.pay('client-owner', first.id)
    expect(await world.cashback(first.order)).toMatchObject([
      { status: 'CREDITED', currency: 'CHF', amount: 20_00 },
    ])
    expect(await audits()).toMatchObject([{ kind: 'CASHBACK', amount: 20_00, currency: 'CHF' }])

    await credit(first.invoice, { of: 'REST' })
    expect(await world.cashback(first.order)).toMatchObject([{ status: 'REVERSED', still_owed: 20_00 }])
    const second = await world.sell('lakeside', [{ ...line, price: 150_00 }])
    await world.pay('client-owner', second.id)
    expect(await world.cashback(first.order)).toMatchObject([{ still_owed: 0 }])
    expect((await audits()).slice(1)).toMatchObject([{ kind: 'CASHBACK', amount: 10_00, currency: 'CHF' }])
    expect(await world.balance('rhone')).toBe(before)
  })

  test('the mandate has ended since: the cashback is still the Partner’s who earned it, and nobody else sees it', async () => {
    await world.office((tx) => topUp(tx, keyOf('organisation/duval'), transfer(500_00)))
    const { id, order } = await world.sell('duval', [
      { product: 'duval-website', price: 100_00, rate: 30_00, earner: 'rhone' },
    ])
    const before = await world.balance('rhone')
    expect(await world.pay('client-owner-ended', id)).toMatchObject({ invoice: { status: 'PAID' } })
    expect(await world.balance('rhone')).toBe(before + 30_00)
    const [entry] = await world.cashback(order)
    const seen = async (persona: string) => {
      const query = `{ cashbackEntry(id: "CashbackEntry:${entry.id}") { status amount { amount } } invoice(id: "${id}") { number } }`
      const { body } = await world.post({ query }, await world.headersOf(persona))
      return body.data
    }
    expect(await seen('partner-ended')).toEqual({
      cashbackEntry: { status: 'CREDITED', amount: { amount: '30.00' } },
      invoice: null,
    })
    expect(await seen('client-owner-ended')).toMatchObject({
      cashbackEntry: null,
      invoice: { number: expect.stringMatching(/^INV-/) },
    })
    for (const persona of ['partner-switched', 'stranger', 'client-owner']) {
      expect(await seen(persona)).toEqual({ cashbackEntry: null, invoice: null })
    }
  })
})
