import { systemTransaction } from '../../src/write/outside'
import { creditInvoice } from '../../schema/invoice/credit-invoice'
import { readCsv } from '../platform/read-csv'
import { eachDatabase } from '../support/databases'
import { keyOf } from '../ordering/ordering-world'
import { type GuideWorld, guideWorld, organisation, product } from './guide-world'

const ALWAYS = 'from=2000-01-01&to=2100-12-31'
const cents = (text: string | undefined): number => Math.round(Number(text ?? 0) * 100)

eachDatabase((_name, open) => {
  let world: GuideWorld
  beforeAll(async () => {
    world = await guideWorld(await open())
  })
  beforeEach(() => world.turnTo('2026-11-23'))
  afterAll(() => world.close())

  const file = async (persona: string, query: string) =>
    (await world.download(persona, `/downloads/managed-clients.csv?${query}`)).toString()
  const rows = async (persona: string, query: string): Promise<readonly Record<string, string>[]> => {
    const [header = [], ...lines] = readCsv((await file(persona, `${query}&lang=en`)).replace(/^\ufeff/, ''))
    return lines.map((line) => Object.fromEntries(header.map((name, at) => [name, line[at] ?? ''])))
  }
  const sum = async (persona: string, query: string, column: string) =>
    (await rows(persona, query)).reduce((total, row) => total + cents(row[column]), 0)
  const credit = (invoice: number, net?: number) =>
    systemTransaction(world.dependencies, world.now(), (tx) =>
      creditInvoice(tx, {
        invoice,
        of: net === undefined ? { of: 'REST' } : { of: 'NET', net },
        reason: 'Not delivered',
      }),
    )

  test('Cashback that is taken back is a negative row of its own, on its day.', async () => {
    const { order } = await world.renew('client-owner', product('lakeside-campaign-site'))
    await world.receive(order.id)
    world.turnTo('2026-12-05')
    await credit((await world.invoiceOf(order.id)).id)
    const booked = (await rows('partner-switched', `history=CASHBACK&from=2026-11-23&to=2026-12-31`)).map(
      ({ bookedOn, kind, amount, status }) => [bookedOn, kind, amount, status],
    )
    expect(booked).toEqual([
      ['2026-11-23', 'CASHBACK', '69.44', 'REVERSED'],
      ['2026-12-05', 'TAKEN_BACK', '-69.44', 'REVERSED'],
    ])
    expect(await sum('partner-switched', 'history=CASHBACK&from=2026-12-01&to=2026-12-31', 'amount')).toBe(
      -6944,
    )
    expect(await sum('partner-switched', 'history=CASHBACK&from=2026-11-23&to=2026-12-31', 'amount')).toBe(0)
  })

  test('A credit note is a row of its own, on its day, with net and VAT; a cancelled invoice comes to nothing.', async () => {
    const { order } = await world.renew('partner-switched', product('lakeside-website'))
    const invoice = (await world.invoiceOf(order.id)).id
    const { number } = await world.invoiceOf(order.id)
    world.turnTo('2026-12-01')
    await credit(invoice, 100_00)
    world.turnTo('2026-12-02')
    await credit(invoice)
    const of = (await rows('partner-switched', `history=INVOICES&${ALWAYS}`)).filter(
      (row) => row['invoice'] === number,
    )
    expect(of.map(({ issuedOn, kind, net, vat, gross }) => [issuedOn, kind, net, vat, gross])).toEqual([
      ['2026-11-23', 'INVOICE', '277.76', '22.50', '300.26'],
      ['2026-12-01', 'CREDIT_NOTE', '-100.00', '-8.10', '-108.10'],
      ['2026-12-02', 'CREDIT_NOTE', '-177.76', '-14.40', '-192.16'],
    ])
    expect(of[0]).toMatchObject({
      status: 'CANCELLED',
      amountDue: '0.00',
      description: 'Renewal: Hotel website, 1 year',
      payer: organisation('kontrast'),
      clientName: 'Lakeside Hotel',
    })
    expect(of[1]).toMatchObject({ description: 'Not delivered' })
  })

  test.each([
    ['2026-11-01', '2026-11-30'],
    ['2026-12-01', '2026-12-01'],
    ['2026-01-01', '2026-12-31'],
    ['2000-01-01', '2100-12-31'],
  ])('The sum of a file is what the ledger of the period comes to: %s to %s.', async (from, to) => {
    const kontrast = keyOf(organisation('kontrast'))
    const [ledger] = await world.database.query<{ cashback: number; invoiced: number }[]>(
      `SELECT
        (SELECT COALESCE(SUM(e.amount), 0) FROM cashback_entries e
         WHERE e.partner_id = ? AND e.client_id <> ? AND e.credited_on BETWEEN ? AND ?)
        - (SELECT COALESCE(SUM(e.amount), 0) FROM cashback_entries e
           WHERE e.partner_id = ? AND e.client_id <> ? AND e.credited_on IS NOT NULL AND e.reversed_on BETWEEN ? AND ?) AS cashback,
        (SELECT COALESCE(SUM(i.gross), 0) FROM invoices i
         WHERE i.billed_organisation_id = ? AND i.client_id <> ? AND i.issued_on BETWEEN ? AND ?)
        - (SELECT COALESCE(SUM(n.amount), 0) FROM credit_notes n JOIN invoices i ON i.id = n.invoice_id
           WHERE i.billed_organisation_id = ? AND i.client_id <> ? AND n.issued_on BETWEEN ? AND ?) AS invoiced`,
      Array.from({ length: 4 }, () => [kontrast, kontrast, from, to]).flat(),
    )
    const period = `from=${from}&to=${to}`
    expect(await sum('partner-switched', `history=CASHBACK&${period}`, 'amount')).toBe(
      Number(ledger?.cashback),
    )
    expect(await sum('partner-switched', `history=INVOICES&${period}`, 'gross')).toBe(
      Number(ledger?.invoiced),
    )
    for (const row of await rows('partner-switched', `history=INVOICES&${period}`)) {
      expect(cents(row['net']) + cents(row['vat'])).toBe(cents(row['gross']))
    }
  })

  test('All cashback of all time is what the Partner’s entries still give it.', async () => {
    const [left] = await world.database.query<{ amount: number }[]>(
      `SELECT COALESCE(SUM(amount), 0) AS amount FROM cashback_entries WHERE partner_id = ? AND status = 'CREDITED' AND client_id <> partner_id`,
      [keyOf(organisation('kontrast'))],
    )
    expect(await sum('partner-switched', `history=CASHBACK&${ALWAYS}`, 'amount')).toBe(Number(left?.amount))
  })

  test.each([
    ['de', 'Ausgestellt am;Art;Nummer', ';300,26;'],
    ['de-CH', 'Ausgestellt am;Art;Nummer', ';300.26;'],
    ['fr', 'Émise le;Type;Numéro', ';300,26;'],
    ['it', 'Emessa il;Tipo;Numero', ';300,26;'],
    ['en', 'issuedOn,kind,number', ',300.26,'],
  ])(
    'Whoever reads %s gets columns, separators and decimal signs that their spreadsheet takes.',
    async (locale, header, amount) => {
      await world.change("UPDATE users SET locale = ? WHERE email = 'simon.vogel@kontrast.example'", [locale])
      const text = await file('partner-switched', `history=INVOICES&${ALWAYS}`)
      expect(text.replace(/^\ufeff/, '').startsWith(header)).toBe(true)
      expect(text).toContain(amount)
    },
  )

  test('The address chooses language, separator and decimal sign; what it does not know it says.', async () => {
    const text = await file(
      'partner-switched',
      `history=INVOICES&${ALWAYS}&lang=de&separator=tab&decimal=point`,
    )
    expect(text).toContain('Ausgestellt am\tArt\tNummer')
    expect(text).toContain('\t300.26\t')
    // A decimal comma between commas is quoted.
    expect(await file('partner-switched', `history=INVOICES&${ALWAYS}&lang=en&decimal=comma`)).toContain(
      ',"300,26",',
    )
    for (const wrong of ['lang=rm', 'separator=dot', 'decimal=none']) {
      const response = await fetch(
        `${world.url}/downloads/managed-clients.csv?history=INVOICES&${ALWAYS}&${wrong}`,
        {
          headers: await world.headersOf('partner-switched'),
        },
      )
      expect([wrong, response.status]).toEqual([wrong, 400])
    }
  })
})
