import { type Connection, createConnection } from 'mysql2/promise'
import { type DataSource } from 'typeorm'
import { openDatabaseAt } from '../../ormconfig'
import { declaredSchema } from '../../schema/declared'
import { type ExampleWorld } from '../../schema/noun-proofs'
import { demoPassword } from '../../schema/world/demo-password'
import { idOf, names } from '../../schema/world/demo/demo-world'
import { mandateOn } from '../../src/app/mandate-on'
import { namedRows } from '../../src/write/acting-transaction'
import { mutations } from '../contract/writes/mutations'
import { type Row } from '../contract/writes/stage'
import { documentFor, inputOf, mutationsOf, placesOf } from '../contract/writes/written-schema'
import { eachDatabase } from '../support/databases'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'
import { onMariadb } from '../support/on-mariadb'
import { watchStatements } from '../support/watch-statements'

const schema = declaredSchema()

/** The owner of Hafenkontor, who has nothing to do with Birkenhof. */
const STRANGER = 'stranger'
const OWN = idOf('organisation/hafenkontor')

/** Rows that the stranger may not know of, by type. */
const foreign: Readonly<Record<string, string>> = {
  Organisation: idOf('organisation/birkenhof'),
  Product: idOf('product/birkenhof-website'),
  Partnership: idOf('partnership/birkenhof-alpenrand'),
  Membership: first('membership/gartenbau-owner'),
  MemberInvitation: 'MemberInvitation:1',
  AccessRequest: 'AccessRequest:1',
  Invoice: idOf('invoice/birkenhof-overdue'),
  PrepaidAccount: 'PrepaidAccount:1',
  ApiToken: 'ApiToken:1',
  ApplicationPassword: 'ApplicationPassword:1',
  Session: 'Session:1',
  SupportVisit: 'SupportVisit:1',
  IrregularityReport: 'IrregularityReport:1',
  Webhook: idOf('webhook/lakeside-books'),
  WebhookDelivery: idOf('webhook-delivery/lakeside-books'),
}

function first(name: string): string {
  return names.get(name) ?? 'Membership:1'
}

interface Case {
  readonly mutation: string
  readonly path: string
  readonly type: string
  readonly input: object
}

/** What is not in the table of mutations on rows of an Organisation. */
const others: readonly Case[] = [
  on('revokeApiToken', 'ApiToken', 'apiTokenId', (apiTokenId) => ({ apiTokenId })),
  on('revokeApplicationPasswords', 'ApplicationPassword', 'applicationPasswordIds', (id) => ({
    applicationPasswordIds: [id],
  })),
  on('revokeSession', 'Session', 'sessionId', (sessionId) => ({ sessionId })),
  on('closeSupportVisit', 'SupportVisit', 'supportVisitId', (supportVisitId) => ({ supportVisitId })),
  on('answerIrregularity', 'IrregularityReport', 'irregularityReportId', (irregularityReportId) => ({
    irregularityReportId,
    text: 'Thank you.',
  })),
  on('removeWebhook', 'Webhook', 'webhookId', (webhookId) => ({ webhookId })),
  on('resumeWebhook', 'Webhook', 'webhookId', (webhookId) => ({ webhookId })),
  on('resendWebhookDelivery', 'WebhookDelivery', 'webhookDeliveryId', (webhookDeliveryId) => ({
    webhookDeliveryId,
  })),
  on('transferProduct', 'Product', 'productId', (productId) => ({ productId, organisationId: OWN })),
  on('openSupportVisit', 'Organisation', 'visitedOrganisation', (visitedOrganisation) => ({
    visitedOrganisation,
    reason: 'I would like to look around here.',
  })),
  on('sendBreachNotice', 'Organisation', 'concernedOrganisations', (id) => ({
    concernedOrganisations: [id],
    subject: 'Breach',
    message: 'There was one.',
  })),
  on('switchOrganisation', 'Organisation', 'organisationId', (organisationId) => ({ organisationId })),
]

function on(mutation: string, type: string, path: string, input: (id: string) => object): Case {
  return { mutation, path, type, input: input(foreign[type] ?? '') }
}

/** A wrong id for each place of an input that takes one. */
function cases(row: (id: string) => Row): readonly Case[] {
  const world: ExampleWorld = { rows: () => [], idOf, password: demoPassword }
  return [
    ...Object.entries(mutations).flatMap(([mutation, facts]): Case[] => {
      const id = foreign[facts.target] ?? ''
      const other =
        facts.field === null
          ? []
          : [{ mutation, path: facts.field, type: facts.target, input: facts.minimal(row(id), world) }]
      const own = facts.target === 'Organisation' ? facts.minimal({ ...row(OWN) }, world) : undefined
      const references = Object.entries(facts.references ?? {}).flatMap(([path, { type, put }]): Case[] => {
        const wrong = foreign[type]
        if (own === undefined || wrong === undefined) return []
        return [{ mutation, path, type, input: put(own, wrong, { row: row(OWN), world }) }]
      })
      return [...other, ...references]
    }),
    ...others,
  ].map((one) =>
    one.mutation === 'endPartnership' ? { ...one, input: { ...one.input, password: demoPassword } } : one,
  )
}

/** Ids whose row nobody ever locks, and why. */
const without: Readonly<Record<string, string>> = {
  'acceptInvitation.productIds':
    'looked for once the partnership is the caller’s own; the same helper as invitePartner',
  'refuseInvitation.productIds': 'refused before anything is looked for',
  'changePartnershipAccess.productIds':
    'looked for once the partnership is the caller’s own; the same helper',
  'updateMembership.productIds':
    'looked for once the membership is the caller’s own; the same helper as inviteMember',
  'updateMembership.clientIds': 'the same helper as inviteMember',
  'invitePartner.partnerId': 'the directory is everybody’s',
  'updatePartnerEntry.publishedMemberIds': 'only looked for among the Organisation’s own members',
  'updateOrganisation.billingAddresses.id': 'only compared with the Organisation’s own',
  'transferProduct.organisationId': 'decided by the caller’s own membership there',
  'switchUser.userId': 'decided by the sessions of the same browser',
  'forgetUser.userId': 'decided by the sessions of the same browser',
}

test('every id that a mutation takes is tried or said to hold nothing', () => {
  const tried = new Set(
    cases((id) => ({ id: Number(id.split(':')[1]) })).map(({ mutation, path }) => `${mutation}.${path}`),
  )
  const places = mutationsOf(schema).flatMap((mutation) => {
    const input = inputOf(mutation)
    return input === undefined
      ? []
      : placesOf(input)
          .filter(({ type }) => type === 'ID')
          .map(({ path }) => `${mutation.name}.${path}`)
  })
  expect(places.length).toBeGreaterThan(25)
  expect(places.filter((place) => !tried.has(place) && without[place] === undefined)).toEqual([])
})

onMariadb('rows of others are held by their owner, ', ({ create }) => {
  let gateway: DemoGateway
  let database: DataSource
  let drop: () => Promise<void>
  let owner: Connection
  const locking: string[] = []
  const rows = new Map<string, Row>()
  const types = new Map<string, string>()

  beforeAll(async () => {
    const empty = await create()
    drop = empty.drop
    database = await openDatabaseAt(empty.url, { connections: 4, statementTimeoutSeconds: 60 })
    gateway = await mutationsOn(database)
    const { model } = mandateOn(database, { secret: Buffer.alloc(32, 7), maximumCost: 1 })
    for (const [name, { table }] of model.types) types.set(name, table)
    for (const id of [...Object.values(foreign), OWN]) {
      const [type = '', key] = id.split(':')
      const [row] = await database.query<Row[]>(`SELECT * FROM ${types.get(type)} WHERE id = ?`, [key])
      rows.set(id, row ?? { id: Number(key) })
    }
    await gateway.headersOf(STRANGER)
    watchStatements(database, {
      sent: ({ text, values }) => {
        const table = /^SELECT id FROM (\w+) WHERE .* FOR UPDATE$/.exec(text)?.[1]
        if (table !== undefined) locking.push(...values.map((key) => `${table} ${String(key)}`))
      },
    })
    owner = await createConnection(empty.url)
    await owner.query('SET autocommit = 0')
    for (const id of Object.values(foreign)) {
      const [type = '', key] = id.split(':')
      await owner.query(`SELECT id FROM ${types.get(type)} WHERE id = ? FOR UPDATE`, [key])
    }
  })
  afterAll(async () => {
    await owner.end()
    await gateway.close()
    await database.destroy()
    await drop()
  })

  const table = cases((id) => rows.get(id) ?? { id: Number(id.split(':')[1]) })
  test.each(table.map(({ mutation, path }) => [`${mutation}.${path}`]))(
    '%s is not waited for',
    async (place) => {
      const one = cases((id) => rows.get(id) ?? {}).find(
        ({ mutation, path }) => `${mutation}.${path}` === place,
      )
      if (one === undefined) throw new Error(`Nothing is tried for ${place}`)
      const { mutation, input, type } = one
      locking.length = 0
      const start = performance.now()
      const answer = await gateway.ask(STRANGER, documentFor(schema, mutation), input)
      expect(answer.userErrors).toMatchObject([{ code: expect.stringMatching(/NOT_FOUND|FORBIDDEN/) }])
      const key = foreign[type]?.split(':')[1]
      expect(locking.filter((lock) => lock === `${types.get(type)} ${key}`)).toEqual([])
      // A lock would be waited for far longer.
      expect(performance.now() - start).toBeLessThan(4000)
    },
  )
})

eachDatabase((_name, open) => {
  let gateway: DemoGateway
  let statements = 0

  beforeAll(async () => {
    const database = await open('in processes')
    gateway = await mutationsOn(database)
    await gateway.headersOf(STRANGER)
    watchStatements(database, { sent: () => (statements += 1) })
  })
  afterAll(() => gateway.close())

  const INVITE = documentFor(schema, 'inviteMember')
  const invite = async (ids: object) => {
    statements = 0
    return gateway.ask(STRANGER, INVITE, { email: 'somebody@probe.example', role: 'COLLABORATOR', ...ids })
  }
  const many = (type: string, count: number) =>
    Array.from({ length: count }, (_none, at) => `${type}:${at + 900_000}`)

  test.each(['productIds', 'clientIds'])(
    '%s: a list is looked for by as many statements as one id',
    async (field) => {
      const type = field === 'productIds' ? 'Product' : 'Organisation'
      expect((await invite({ [field]: many(type, 1) })).userErrors).toMatchObject([
        { code: 'NOT_FOUND', field },
      ])
      const one = statements
      expect((await invite({ [field]: many(type, 100) })).userErrors).toMatchObject([
        { code: 'NOT_FOUND', field },
      ])
      expect(statements).toBe(one)
    },
  )

  test.each([
    [
      'inviteMember',
      'productIds',
      { email: 'a@b.example', role: 'EXTERNAL', productIds: many('Product', 101) },
    ],
    [
      'inviteMember',
      'clientIds',
      { email: 'a@b.example', role: 'COLLABORATOR', clientIds: many('Organisation', 101) },
    ],
    [
      'invitePartner',
      'productIds',
      { partnerId: idOf('partner/sommet'), access: 'LIMITED', productIds: many('Product', 101) },
    ],
    [
      'revokeApplicationPasswords',
      'applicationPasswordIds',
      { applicationPasswordIds: many('ApplicationPassword', 101) },
    ],
  ])('%s takes at most a hundred %s', async (mutation, field, input) => {
    const answer = await gateway.ask(STRANGER, documentFor(schema, mutation), input)
    expect(answer.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', reason: 'TOO_MANY', field }])
  })
})

test('a row that the caller named cannot be locked by mistake', () => {
  const model = { types: new Map([['Product', { table: 'products' }]]) } as never
  const named = namedRows(model, { lines: [{ productId: 'Product:7' }] })
  expect(() => named.refuseUnseen('products', [3])).not.toThrow()
  expect(() => named.refuseUnseen('products', [3, 7])).toThrow('before it is known to be visible')
  named.seen('Product', 7)
  expect(() => named.refuseUnseen('products', [3, 7])).not.toThrow()
})
