import { type DataSource } from 'typeorm'
import { idOf } from '../../../schema/world/demo/demo-world'
import { actingAs } from '../../support/acting-as'
import { type ActingEngine, actingEngine } from '../../support/acting-engine'
import { eachDatabase } from '../../support/databases'
import { NOON } from '../../support/real-engine'
import { fillForWrites } from './demo-stage'
import { documentFor } from './written-schema'

type Case = readonly [what: string, persona: string, mutation: string, input: object, reported: string]

const key = { idempotencyKey: 'late' }
const lakeside = idOf('organisation/lakeside')
const address = { street: 'Gasse 1', postalCode: '3000', city: 'Bern', country: 'CH' }
const billing = (label: string, isDefault: boolean, id: string | null = null) => ({
  ...{ id, label, isDefault, address },
  recipient: 'Nele Probe',
})
const mine = idOf('product/lakeside-mail')
const foreign = idOf('product/birkenhof-domain')
const line = (category: string) => ({ category, name: 'Probe', years: 1 })

/** Refused at the last moment: behind everything that is right, and mostly behind something written. */
const cases: readonly Case[] = [
  [
    'the last product is not to be known',
    'client-owner',
    'invitePartner',
    { partnerId: idOf('partner/sentiero'), access: 'LIMITED', productIds: [mine, foreign], ...key },
    'NOT_FOUND productIds',
  ],
  [
    'the last product is not to be known',
    'client-owner',
    'changePartnershipAccess',
    {
      partnershipId: idOf('partnership/lakeside-pixelwerk'),
      access: 'LIMITED',
      productIds: [mine, foreign],
    },
    'NOT_FOUND productIds',
  ],
  [
    'the last product is not to be known',
    'client-owner-client-pays',
    'acceptInvitation',
    {
      partnershipId: idOf('partnership/birkenhof-pixelwerk'),
      access: 'LIMITED',
      productIds: [foreign, mine],
    },
    'NOT_FOUND productIds',
  ],
  [
    'the password is wrong',
    'client-owner',
    'endPartnership',
    { partnershipId: idOf('partnership/lakeside-kontrast'), password: 'mandate-dem0' },
    'BAD_USER_INPUT password',
  ],
  [
    'the balance does not suffice',
    'client-owner',
    'withdrawPrepaid',
    { accountId: idOf('prepaid-account/lakeside'), amount: '9999999.00', ...key },
    'CONFLICT null',
  ],
  [
    'the balance does not suffice',
    'partner-full-partner-pays',
    'payInvoice',
    { invoiceId: idOf('invoice/cordier-domain-renewal'), ...key },
    'CONFLICT null',
  ],
  [
    'the last billing address is of somebody else, the terms accepted before',
    'client-owner',
    'updateOrganisation',
    {
      organisationId: lakeside,
      name: 'Ganz neu',
      termsAccepted: true,
      billingAddresses: [billing('Eine', true), billing('Andere', false, 'BillingAddress:999')],
    },
    'NOT_FOUND billingAddresses.1.id',
  ],
  [
    'the VAT number cannot be one, the terms accepted before',
    'client-owner',
    'updateOrganisation',
    { organisationId: lakeside, name: 'Ganz neu', termsAccepted: true, vatNumber: 'DE123456789' },
    'BAD_USER_INPUT vatNumber',
  ],
  [
    'the last line is not sold',
    'client-owner',
    'placeOrder',
    { organisationId: lakeside, lines: [line('MAIL'), line('NEWSLETTER')], ...key },
    'BAD_USER_INPUT lines.1.category',
  ],
  [
    'the receiving side is not the own',
    'client-owner',
    'transferProduct',
    { productId: mine, organisationId: idOf('organisation/cordier'), ...key },
    'NOT_FOUND organisationId',
  ],
]

eachDatabase((_name, open) => {
  let database: DataSource
  let engine: ActingEngine

  const tables = async () => {
    const names = database.entityMetadatas.map(({ tableName }) => tableName)
    return Promise.all(
      names.map(async (name) => [name, JSON.stringify(await database.query(`SELECT * FROM ${name}`))]),
    )
  }

  beforeAll(async () => {
    database = await open()
    await fillForWrites(database)
    await database.query("DELETE FROM prices WHERE category = 'NEWSLETTER'")
    engine = actingEngine(database, { now: () => NOON })
  })

  test.each(cases)('%s (%s, %s)', async (_what, persona, mutation, input, reported) => {
    const before = await tables()
    const document = documentFor(engine.mandate.schema, mutation)
    const data = await engine.ask(await actingAs(database, persona), document, { input })
    const { userErrors, ...shown } = data[mutation]
    expect(userErrors.map(({ code, field }: ReportedError) => `${code} ${field}`)).toEqual([reported])
    expect(Object.values(shown).every((value) => value === null)).toBe(true)
    expect(await tables()).toEqual(before)
  })
})

interface ReportedError {
  readonly code: string
  readonly field: string | null
}
