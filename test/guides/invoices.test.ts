import { systemTransaction } from '../../src/write/outside'
import { creditInvoice } from '../../schema/invoice/credit-invoice'
import { freezeOldInvoices } from '../../schema/invoice/freeze-invoice'
import { idOf } from '../../schema/world/demo/demo-world'
import { textOf } from '../downloads/read-pdf'
import { eachDatabase } from '../support/databases'
import { keyOf } from '../ordering/ordering-world'
import { type GuideWorld, guideWorld, organisation, product } from './guide-world'

eachDatabase((_name, open) => {
  let world: GuideWorld
  let invoice: number
  let order: string
  let issued: Buffer
  beforeAll(async () => {
    world = await guideWorld(await open())
    order = (await world.renew('client-owner', product('lakeside-mail'))).order.id
    invoice = (await world.invoiceOf(order)).id
    issued = await print()
  })
  afterAll(() => world.close())

  const print = (persona = 'client-owner') => world.download(persona, `/downloads/invoices/${invoice}.pdf`)
  const update = (input: object) =>
    world.mutate('client-owner', 'updateOrganisation', {
      organisationId: organisation('lakeside'),
      ...input,
    })
  const address = { street: 'Neuer Weg 9', postalCode: '6003', city: 'Luzern', country: 'CH' }

  test('An invoice is made out to the default billing address of the day, in the language of those billed.', async () => {
    const said = await textOf(issued)
    const [chosen] = await world.database.query<{ recipient: string; address_street: string }[]>(
      'SELECT recipient, address_street FROM billing_addresses WHERE organisation_id = 1 AND is_default = 1',
    )
    expect(said).toContain(chosen?.recipient)
    expect(said).toContain(chosen?.address_street)
    expect(said).toContain('Lakeside Hotel AG')
    const papers = (await world.rows('invoice_papers')).filter(({ invoice_id }) => invoice_id === invoice)
    expect(papers.map(({ digest }) => digest.length)).toEqual(papers.map(() => 64))
    expect(papers.filter(({ is_default }) => Number(is_default) === 1)).toHaveLength(1)
  })

  // Each of them touches something that is printed on the invoice, or might have been.
  test.each<[string, () => Promise<{ readonly userErrors: readonly unknown[] }>]>([
    [
      'the legal name, name and telephone',
      () => update({ legalName: 'Anders AG', name: 'Anders', phone: '+41 41 555 00 99' }),
    ],
    ['the postal address', () => update({ postalAddress: address })],
    [
      'the billing addresses, and which is the default',
      () =>
        update({
          billingAddresses: [{ label: 'Neu', recipient: 'Rechnungswesen', address, isDefault: true }],
          termsAccepted: true,
        }),
    ],
    ['the kind of the Organisation', () => update({ kind: 'ASSOCIATION' })],
    [
      'the holder of the product',
      () =>
        world.mutate('client-owner', 'changeHolder', {
          productId: product('lakeside-mail'),
          holder: { name: 'Neu AG', kind: 'COMPANY', email: 'neu@neu.example', address },
        }),
    ],
    ['the payment mode', () => world.switchTo('client-owner', 'lakeside-kontrast', 'CLIENT_PAYS')],
    [
      'the limits of the mandate',
      () =>
        world.mutate('client-owner', 'setOrderLimits', {
          partnershipId: idOf('partnership/lakeside-kontrast'),
          perOrder: '10.00',
        }),
    ],
    [
      'the automatic renewal',
      () =>
        world.mutate('client-owner', 'updateProduct', {
          productId: product('lakeside-mail'),
          autoRenew: false,
        }),
    ],
    [
      'a partial credit note',
      async () => {
        await systemTransaction(world.dependencies, world.now(), (tx) =>
          creditInvoice(tx, { invoice, of: { of: 'NET', net: 1000 }, reason: 'A reduction' }),
        )
        return { userErrors: [] }
      },
    ],
    [
      'its payment',
      async () => {
        await world.topUp('lakeside', 500_00)
        return world.mutate('client-owner', 'payInvoice', { invoiceId: `Invoice:${invoice}` })
      },
    ],
    ['another order', () => world.place('client-owner', 'lakeside', [{ category: 'MAIL' }])],
  ])('An issued invoice is the same bytes after a change of %s.', async (_what, change) => {
    expect((await change()).userErrors).toEqual([])
    expect((await print()).equals(issued)).toBe(true)
  })

  test('It is the same bytes for whoever reads it, whatever language they read.', async () => {
    await world.change(
      "UPDATE users SET locale = 'fr' WHERE email = 'nina.keller@lakeside-hotel.example'",
      [],
    )
    expect((await print()).equals(issued)).toBe(true)
    expect((await print('client-administrator')).equals(issued)).toBe(true)
  })

  test('A change behind the gateway is noticed: the database refuses it.', async () => {
    await expect(
      world.change('UPDATE invoice_papers SET document = ? WHERE invoice_id = ?', ['{}', invoice]),
    ).rejects.toThrow(/never changes/)
    await expect(world.change('DELETE FROM invoice_papers WHERE invoice_id = ?', [invoice])).rejects.toThrow(
      /never changes/,
    )
  })

  test('A VAT number that is cleared stays on the invoice that was issued with it.', async () => {
    const placed = await world.place('stranger', 'hafenkontor', [{ category: 'MAIL' }])
    const { id } = await world.invoiceOf(placed.order.id)
    const before = await world.download('stranger', `/downloads/invoices/${id}.pdf?lang=en`)
    expect(await textOf(before)).toContain('Customer’s VAT number DE')
    const cleared = await world.mutate('stranger', 'updateOrganisation', {
      organisationId: organisation('hafenkontor'),
      vatNumber: null,
      termsAccepted: true,
    })
    expect(cleared.userErrors).toEqual([])
    const after = await world.download('stranger', `/downloads/invoices/${id}.pdf?lang=en`)
    expect(after.equals(before)).toBe(true)
  })

  test('What was issued before papers were kept is frozen by a job, once.', async () => {
    const old = keyOf(idOf('invoice/lakeside-refunded'))
    const partly = keyOf(idOf('invoice/hafenkontor-own'))
    const papers = async () =>
      (await world.rows('invoice_papers')).filter(({ invoice_id }) => invoice_id === partly)
    for (const [language, isDefault] of [
      ['en', 0],
      ['fr', 1],
    ] as const) {
      await world.change(
        'INSERT INTO invoice_papers (invoice_id, language, is_default, document, digest) VALUES (?, ?, ?, ?, ?)',
        [partly, language, isDefault, '{}', 'd'.repeat(64)],
      )
    }
    const before = await papers()
    expect((await freezeOldInvoices(world.dependencies, world.now()))['frozen']).toBeGreaterThan(10)
    // What was frozen in some languages gets the others, and keeps what it has and its default.
    const after = await papers()
    expect(after.slice(0, 2)).toEqual(before)
    expect(after.slice(2).map((row) => [row.language, Number(row.is_default)])).toEqual([
      ['de', 0],
      ['it', 0],
    ])
    expect(await freezeOldInvoices(world.dependencies, world.now())).toEqual({ frozen: 0 })
    const path = `/downloads/invoices/${old}.pdf`
    const printed = await world.download('client-owner', path)
    expect((await update({ legalName: 'Noch einmal AG' })).userErrors).toEqual([])
    expect((await world.download('client-owner', path)).equals(printed)).toBe(true)
  })
})
