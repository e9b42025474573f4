import { recordPayment } from '../../schema/invoice/billing-admin'
import { creditInvoice } from '../../schema/invoice/credit-invoice'
import { topUp } from '../../schema/prepaid-account/move-prepaid'
import { idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { assertBooksAgree } from './books-agree'
import { keyOf, type MoneyWorld, moneyWorld, transfer } from './money-world'

const hosting = { product: 'lakeside-website', price: 347_20, rate: 20_00, earner: 'kontrast' }

eachDatabase((_name, open) => {
  let world: MoneyWorld
  let since = 0

  beforeAll(async () => {
    world = await moneyWorld(await open())
    since = (await world.rows('invoices')).at(-1).id
  })

  afterEach(() => assertBooksAgree(world.database, since))

  afterAll(() => world.close())

  const seen = async (persona: string, field: string, selection: string) => {
    const { body } = await world.post(
      { query: `{ it: ${field} { ${selection} } }` },
      await world.headersOf(persona),
    )
    expect(body.errors).toBeUndefined()
    return body.data.it
  }

  test('347.20 with VAT is paid, 69.44 credited once; given back, it is taken back once', async () => {
    const [client, partner] = [await world.balance('lakeside'), await world.balance('kontrast')]
    const { id, invoice, order, gross, number } = await world.sell('lakeside', [hosting])
    expect(gross).toBe(375_32)
    expect(await world.cashback(order)).toMatchObject([
      { status: 'PENDING', amount: 69_44, credited_on: null, client_name: 'Lakeside Hotel' },
    ])

    expect(await world.pay('client-owner', id)).toEqual({
      invoice: { id, status: 'PAID', paidOn: '2026-11-23' },
      userErrors: [],
    })
    expect(await world.balance('lakeside')).toBe(client - 375_32)
    expect(await world.balance('kontrast')).toBe(partner + 69_44)
    expect(await world.order(order)).toMatchObject({ status: 'COMPLETED' })
    const [entry] = await world.cashback(order)
    expect(entry).toMatchObject({ status: 'CREDITED', credited_on: '2026-11-23', still_owed: 0 })

    const again = await world.pay('client-administrator', id)
    expect(again).toMatchObject({ invoice: null, userErrors: [{ code: 'CONFLICT', reason: 'ALREADY_PAID' }] })
    expect(await world.balance('lakeside')).toBe(client - 375_32)

    // Who sees what of it.
    const cashback = `cashbackEntry(id: "CashbackEntry:${entry.id}")`
    const money = 'status amount { amount currency } stillOwed { amount }'
    for (const persona of ['partner-switched', 'partner-accountant']) {
      expect(await seen(persona, cashback, money)).toEqual({
        status: 'CREDITED',
        amount: { amount: '69.44', currency: 'CHF' },
        stillOwed: { amount: '0.00' },
      })
      expect(await seen(persona, `invoice(id: "${id}")`, 'number')).toBeNull()
    }
    for (const persona of ['client-owner', 'partner-collaborator-granted', 'partner-limited', 'stranger']) {
      expect(await seen(persona, cashback, money)).toBeNull()
    }
    expect(await seen('client-accountant', `invoice(id: "${id}")`, 'status')).toEqual({ status: 'PAID' })
    for (const persona of ['client-collaborator', 'partner-full-client-pays', 'stranger']) {
      expect(await seen(persona, `invoice(id: "${id}")`, 'status')).toBeNull()
    }
    const ledger = await seen(
      'partner-switched',
      `prepaidAccount(id: "${idOf('prepaid-account/kontrast')}")`,
      'movements(last: 1) { edges { node { text amount { amount } } } }',
    )
    expect(ledger.movements.edges[0].node).toEqual({
      text: 'Cashback: lakeside-website, 1 year',
      amount: { amount: '69.44' },
    })
    // The invoice is not the Partner's to know of: not by its number either.
    const texts = (await world.rows('movements')).map(({ text }) => text)
    expect(texts).toContain(`Invoice ${number}`)
    expect(texts.filter((text) => text.startsWith('Cashback') && text.includes(number))).toEqual([])

    const note = await world.office((tx) =>
      creditInvoice(tx, { invoice, of: { of: 'REST' }, reason: 'Moved' }),
    )
    expect(note.amount).toBe(375_32)
    expect(await world.invoice(invoice)).toMatchObject({ status: 'REFUNDED' })
    expect(await world.balance('lakeside')).toBe(client)
    expect(await world.balance('kontrast')).toBe(partner)
    expect(await world.cashback(order)).toMatchObject([{ status: 'REVERSED', still_owed: 0 }])
    expect(await world.order(order)).toMatchObject({ status: 'COMPLETED' })
    const twice = world.office((tx) => creditInvoice(tx, { invoice, of: { of: 'REST' }, reason: 'Moved' }))
    await expect(twice).rejects.toThrow('NOTHING_TO_CREDIT')
    expect(await world.balance('kontrast')).toBe(partner)
    expect(await world.pay('client-owner', id)).toMatchObject({ userErrors: [{ reason: 'NOTHING_OWED' }] })
    expect(
      await seen('client-owner', `invoice(id: "${id}")`, 'creditNotes { number reason amount { amount } }'),
    ).toEqual({
      creditNotes: [{ number: note.number, reason: 'Moved', amount: { amount: '375.32' } }],
    })
  })

  test('too little: refused with both amounts in the language of the account, and nothing is written', async () => {
    const { id, invoice, order } = await world.sell('lakeside', [{ ...hosting, price: 2000_00 }])
    const before = await Promise.all(['movements', 'payments', 'audit_entries', 'orders'].map(world.rows))
    const { userErrors } = await world.pay('client-owner', id)
    expect(userErrors).toMatchObject([{ code: 'CONFLICT', reason: 'INSUFFICIENT_BALANCE', field: null }])
    expect(userErrors[0].message).toContain('CHF 396.22')
    expect(userErrors[0].message).toContain('CHF 2162.00')
    expect(await Promise.all(['movements', 'payments', 'audit_entries', 'orders'].map(world.rows))).toEqual(
      before,
    )

    await world.office((tx) => topUp(tx, keyOf('organisation/lakeside'), transfer(2000_00)))
    expect(await world.pay('client-administrator', id)).toMatchObject({ userErrors: [] })
    expect(await world.balance('lakeside')).toBe(396_22 + 2000_00 - 2162_00)
    expect(await world.cashback(order)).toMatchObject([{ status: 'CREDITED', amount: 400_00 }])
    expect(await world.invoice(invoice)).toMatchObject({ status: 'PAID', paid_on: '2026-11-23' })
  })

  test.each([
    ['a collaborator with accounting, who sees it', 'client-accountant', 'FORBIDDEN', 'NOT_ALLOWED'],
    ['a collaborator', 'client-collaborator', 'NOT_FOUND', 'NOTHING_HERE'],
    ['an external user', 'client-external', 'NOT_FOUND', 'NOTHING_HERE'],
    ['the full Partner', 'partner-switched', 'NOT_FOUND', 'NOTHING_HERE'],
    ['the limited Partner', 'partner-limited', 'NOT_FOUND', 'NOTHING_HERE'],
    ['a Partner whose mandate has ended', 'partner-ended', 'NOT_FOUND', 'NOTHING_HERE'],
    ['a stranger', 'stranger', 'NOT_FOUND', 'NOTHING_HERE'],
    ['the signed-out', 'nobody', 'UNAUTHENTICATED', 'SIGNED_OUT'],
  ])('not paid by %s', async (_who, persona, code, reason) => {
    const { id, invoice } = await world.sell('lakeside', [{ ...hosting, price: 1_00 }])
    const before = await Promise.all(['movements', 'payments', 'audit_entries'].map(world.rows))
    expect(await world.pay(persona, id)).toMatchObject({ invoice: null, userErrors: [{ code, reason }] })
    expect(await world.invoice(invoice)).toMatchObject({ status: 'OPEN' })
    expect(await Promise.all(['movements', 'payments', 'audit_entries'].map(world.rows))).toEqual(before)
  })

  test('in parts and beyond: open until the last part, paid on its day, the rest kept for later', async () => {
    const { id, invoice, order, ...sold } = await world.sell('birkenhof', [
      { product: 'birkenhof-website', price: 347_20, rate: 20_00, earner: 'alpenrand' },
    ])
    const gross = sold.gross - 1_08
    const partner = await world.balance('alpenrand')
    const pay = (amount: number, day: string) =>
      world.office((tx) =>
        recordPayment(tx, invoice, transfer(amount, { receivedAt: new Date(`${day}T08:00:00Z`) })),
      )
    expect(await pay(100_00, '2026-11-20')).toEqual({ kind: 'BOOKED', toInvoice: 100_00, beyond: 0 })
    expect(await world.invoice(invoice)).toMatchObject({ status: 'OPEN', paid_on: null })
    expect(await pay(200_00, '2026-11-21')).toMatchObject({ toInvoice: 200_00 })
    const due = () =>
      seen('client-owner-client-pays', `invoice(id: "${id}")`, 'amountDue { amount currency }')
    expect(await due()).toEqual({ amountDue: { amount: '75.32', currency: 'CHF' } })
    await world.office((tx) =>
      creditInvoice(tx, { invoice, of: { of: 'NET', net: 1_00 }, reason: 'A trifle' }),
    )
    expect(await due()).toEqual({ amountDue: { amount: '74.24', currency: 'CHF' } })
    expect(await world.cashback(order)).toMatchObject([{ status: 'PENDING' }])
    expect(await world.balance('alpenrand')).toBe(partner)
    const account = await world.balance('birkenhof')
    expect(await pay(100_00, '2026-11-22')).toEqual({
      kind: 'BOOKED',
      toInvoice: gross - 300_00,
      beyond: 400_00 - gross,
    })
    expect(await world.invoice(invoice)).toMatchObject({ status: 'PAID', paid_on: '2026-11-22' })
    expect(await due()).toEqual({ amountDue: { amount: '0.00', currency: 'CHF' } })
    expect(await world.balance('birkenhof')).toBe(account + 400_00 - gross)
    expect(await world.balance('alpenrand')).toBe(partner + 69_44)
    expect(await pay(5_00, '2026-11-23')).toEqual({ kind: 'BOOKED', toInvoice: 0, beyond: 5_00 })
    expect(await world.balance('birkenhof')).toBe(account + 405_00 - gross)
    expect(await world.balance('alpenrand')).toBe(partner + 69_44)
  })

  test('what is left after a part is paid from the account', async () => {
    const { id, invoice } = await world.sell('lakeside', [{ ...hosting, price: 100_00, rate: 0 }])
    await world.office((tx) => recordPayment(tx, invoice, transfer(60_00)))
    const before = await world.balance('lakeside')
    expect(await world.pay('client-owner', id)).toMatchObject({ invoice: { status: 'PAID' } })
    expect(await world.balance('lakeside')).toBe(before - 48_10)
  })

  test('a report that is repeated books nothing; its reference stands for nothing else', async () => {
    const { invoice } = await world.sell('lakeside', [{ ...hosting, price: 50_00 }])
    const other = await world.sell('lakeside', [{ ...hosting, price: 50_00 }])
    const money = transfer(70_00)
    const booked = await world.office((tx) => recordPayment(tx, invoice, money))
    const before = await Promise.all(['movements', 'payments', 'receipts', 'audit_entries'].map(world.rows))
    const repeated = await world.office((tx) => recordPayment(tx, invoice, money))
    expect(repeated).toEqual({ ...booked, kind: 'KNOWN' })
    const refused = async (work: Promise<unknown>, reason: string) => expect(work).rejects.toThrow(reason)
    const { invoice: another } = other
    const used = 'REFERENCE_OF_OTHER_MONEY'
    await refused(
      world.office((tx) => recordPayment(tx, another, money)),
      used,
    )
    await refused(
      world.office((tx) => recordPayment(tx, invoice, { ...money, amount: 70_01 })),
      used,
    )
    await refused(
      world.office((tx) => topUp(tx, keyOf('organisation/lakeside'), money)),
      used,
    )
    const tomorrow = new Date(world.now().getTime() + 86_400_000)
    const soon = transfer(1_00, { receivedAt: tomorrow })
    await refused(
      world.office((tx) => recordPayment(tx, invoice, soon)),
      'NOT_RECEIVED_YET',
    )
    for (const amount of [0, -1_00, 0.5]) {
      await refused(
        world.office((tx) => recordPayment(tx, invoice, transfer(amount))),
        'NOT_AN_AMOUNT',
      )
    }
    await refused(
      world.office((tx) => recordPayment(tx, invoice, transfer(1_00, { reference: ' ' }))),
      'EMPTY',
    )
    expect(await Promise.all(['movements', 'payments', 'receipts', 'audit_entries'].map(world.rows))).toEqual(
      before,
    )
  })

  test('money beyond what is due opens an account where there was none', async () => {
    const cordier = keyOf('organisation/cordier')
    const has = async () =>
      (await world.rows('prepaid_accounts')).some(({ organisation_id }) => organisation_id === cordier)
    expect(await has()).toBe(false)
    const { id, invoice, gross } = await world.sell('cordier', [{ product: 'cordier-mail', price: 10_00 }])
    expect(await world.pay('client-owner-partner-pays', id)).toMatchObject({
      userErrors: [{ reason: 'INSUFFICIENT_BALANCE' }],
    })
    expect(await has()).toBe(false)
    await world.office((tx) => recordPayment(tx, invoice, transfer(gross + 7)))
    expect(await world.balance('cordier')).toBe(7)
  })
})
