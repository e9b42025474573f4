import { eachDatabase } from '../support/databases'
import { type OrderingWorld, orderingWorld } from './ordering-world'

const REVERSE = 'Reverse charge: VAT to be accounted for by the recipient, Art. 196 Directive 2006/112/EC'
const OUTSIDE = 'No VAT: the service is supplied where the recipient is established.'

/** A year of hosting, 347.20, for an Organisation as it is on the day of issue. */
const cases = [
  [
    'a Swiss company',
    { kind: 'COMPANY', country: 'CH', vat_status: 'NOT_APPLICABLE' },
    '0.081',
    '28.12',
    null,
  ],
  [
    'a Swiss private person',
    { kind: 'PRIVATE', country: 'CH', vat_status: 'NOT_APPLICABLE' },
    '0.081',
    '28.12',
    null,
  ],
  [
    'a Swiss company with a number that should not count',
    { kind: 'COMPANY', country: 'CH', vat_status: 'VALID' },
    '0.081',
    '28.12',
    null,
  ],
  [
    'Liechtenstein, Swiss VAT territory',
    { kind: 'COMPANY', country: 'LI', vat_status: 'NOT_APPLICABLE' },
    '0.081',
    '28.12',
    null,
  ],
  [
    'an EU company, number valid',
    { kind: 'COMPANY', country: 'DE', vat_status: 'VALID' },
    '0',
    '0.00',
    REVERSE,
  ],
  [
    'an EU association, number valid',
    { kind: 'ASSOCIATION', country: 'IT', vat_status: 'VALID' },
    '0',
    '0.00',
    REVERSE,
  ],
  [
    'an EU company, number unverified',
    { kind: 'COMPANY', country: 'DE', vat_status: 'UNVERIFIED' },
    '0.19',
    '65.97',
    null,
  ],
  [
    'an EU company, number invalid',
    { kind: 'COMPANY', country: 'FR', vat_status: 'INVALID' },
    '0.2',
    '69.44',
    null,
  ],
  [
    'an EU company without a number',
    { kind: 'COMPANY', country: 'IT', vat_status: 'NOT_APPLICABLE' },
    '0.22',
    '76.38',
    null,
  ],
  [
    'an EU private person',
    { kind: 'PRIVATE', country: 'AT', vat_status: 'NOT_APPLICABLE' },
    '0.2',
    '69.44',
    null,
  ],
  [
    'an EU private person, whatever the status',
    { kind: 'PRIVATE', country: 'AT', vat_status: 'VALID' },
    '0.2',
    '69.44',
    null,
  ],
  [
    'a company in Norway',
    { kind: 'COMPANY', country: 'NO', vat_status: 'NOT_APPLICABLE' },
    '0',
    '0.00',
    OUTSIDE,
  ],
  [
    'a private person in Japan',
    { kind: 'PRIVATE', country: 'JP', vat_status: 'NOT_APPLICABLE' },
    '0',
    '0.00',
    OUTSIDE,
  ],
] as const

eachDatabase((_name, open) => {
  let world: OrderingWorld

  beforeAll(async () => {
    world = await orderingWorld(await open())
  })

  afterAll(() => world.close())

  const become = (organisation: string, facts: Readonly<Record<string, string>>) =>
    world.change(
      `UPDATE organisations SET ${Object.keys(facts)
        .map((column) => `${column} = ?`)
        .join(', ')} WHERE name = ?`,
      [...Object.values(facts), organisation],
    )

  test.each(cases)('%s', async (_what, facts, vatRate, vat, vatMention) => {
    await become('Jurawanderer', facts)
    const { order } = await world.place('client-owner-inviting', 'jura', [{ category: 'WEB_HOSTING' }])
    const { id } = await world.invoiceOf(order.id)
    const invoice = await world.invoice('client-owner-inviting', `Invoice:${id}`)
    expect(invoice).toMatchObject({ net: { amount: '347.20' }, vatRate, vat: { amount: vat }, vatMention })
    expect(invoice.gross.amount).toBe((347.2 + Number(vat)).toFixed(2))
    expect(invoice.billedVatNumber).toBeNull()
  })

  test('it is that of who is billed, not of the client: a German client of a Swiss Partner that pays', async () => {
    await become('Cordier Horlogerie', { country: 'DE', vat_status: 'VALID', vat_number: 'DE136695976' })
    const line = [{ category: 'WEB_HOSTING' }]
    const byPartner = await world.place('partner-full-partner-pays', 'cordier', line)
    const byClient = await world.place('client-owner-partner-pays', 'cordier', line)
    expect(await world.invoiceOf(byPartner.order.id)).toMatchObject({
      net: 208_32,
      vat: 16_87,
      vat_rate: 810,
      vat_mention: null,
      billed_vat_number: null,
    })
    expect(await world.invoiceOf(byClient.order.id)).toMatchObject({
      net: 347_20,
      vat: 0,
      gross: 347_20,
      vat_mention: REVERSE,
      billed_vat_number: 'DE136695976',
      billed_address_city: 'La Chaux-de-Fonds',
    })
  })

  test('the rate is that of the day of issue, rounded once for all lines', async () => {
    await become('Jurawanderer', { kind: 'COMPANY', country: 'CH', vat_status: 'NOT_APPLICABLE' })
    world.turnTo('2027-01-01')
    await world.change("UPDATE vat_rates SET valid_to = '2026-12-31' WHERE country = 'CH' AND rate = 810", [])
    await world.change(
      "INSERT INTO vat_rates (country, rate, valid_from) VALUES ('CH', 850, '2027-01-01')",
      [],
    )
    const lines = [{ category: 'DOMAIN' }, { category: 'DOMAIN' }, { category: 'DOMAIN' }]
    const { order } = await world.place('client-owner-inviting', 'jura', lines)
    // 56.70 × 8.5 % = 4.8195; three times 18.90 × 8.5 % would be 4.83.
    expect(await world.invoiceOf(order.id)).toMatchObject({ net: 56_70, vat: 4_82, issued_on: '2027-01-01' })
  })
})
