import { type GraphQLEnumType } from 'graphql'
import { type DataSource } from 'typeorm'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { mandateOn } from '../../src/app/mandate-on'
import { mutationsOn } from '../../src/read/schema/allowed-mutations'
import { eachDatabase } from '../support/databases'
import { gatewayOn, type RunningGateway } from '../support/gateway-on'

/** What clients get in words of the schema. */
eachDatabase((_name, open) => {
  let database: DataSource
  let gateway: RunningGateway
  beforeAll(async () => {
    database = await open()
    await fillDemoWorld(database)
    gateway = await gatewayOn(database)
  })
  afterAll(() => gateway.close())

  const ask = async (persona: string, query: string) => {
    const { body } = await gateway.post(
      { query },
      persona === 'nobody' ? {} : await gateway.headersOf(persona),
    )
    expect(body.errors).toBeUndefined()
    return body.data
  }

  it('what can be done is an enum of the mutations there are, by their own names', async () => {
    const { schema } = mandateOn(database, { secret: Buffer.alloc(32, 7), maximumCost: 1 })
    const allowed = schema.getType('AllowedMutation') as GraphQLEnumType
    const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {})
    for (const { name } of allowed.getValues()) expect(mutations).toContain(name)
    const { viewer } = await ask('client-owner', '{ viewer { organisation { access { can } } } }')
    const own = (mutationsOn(schema, 'Organisation') ?? []).map(({ name }) => name)
    expect(viewer.organisation.access.can).toContain('updateOrganisation')
    for (const name of viewer.organisation.access.can) expect(own).toContain(name)
    expect(viewer.organisation.access.can).not.toContain('managePaymentMeans')
  })

  it('the reduced schema names no mutation that its principal can never ask for', async () => {
    const query =
      '{ __type(name: "AllowedMutation") { enumValues { name } } __schema { mutationType { fields { name } } } }'
    const headers = { ...(await gateway.headersOf('client-collaborator')), 'x-schema': 'reduced' }
    const { data } = (await gateway.post({ query }, headers)).body
    const mutations = data.__schema.mutationType.fields.map(({ name }: { name: string }) => name)
    for (const { name } of data.__type?.enumValues ?? []) expect(mutations).toContain(name)
  })

  it('why cells are withheld is an enum of the schema', async () => {
    const { __type } = await ask('nobody', '{ __type(name: "RedactionReason") { enumValues { name } } }')
    expect(__type.enumValues.map(({ name }: { name: string }) => name)).toEqual([
      'NOT_FOR_YOUR_ROLE',
      'NOT_FOR_THIS_ROW',
    ])
  })

  it.each([
    ['client-owner', true],
    ['client-administrator', true],
    ['client-accountant', true],
    ['client-collaborator', false],
    ['client-external', false],
    ['nobody', false],
  ])('whether %s may see the billing is told as it is', async (persona, accounting) => {
    expect(await ask(persona, '{ viewer { accounting } }')).toEqual({ viewer: { accounting } })
  })

  it('the states of orders and cashback are enums beside the older strings', async () => {
    const { orders } = await ask('client-owner', '{ orders(first: 50) { nodes { status state } } }')
    expect(orders.nodes.length).toBeGreaterThan(0)
    for (const { status, state } of orders.nodes) expect(state).toBe(status)
    const confirmed = await ask(
      'client-owner',
      '{ orders(filter: { state: { eq: CONFIRMED } }) { nodes { status } } }',
    )
    for (const { status } of confirmed.orders.nodes) expect(status).toBe('CONFIRMED')
    const { cashbackEntries } = await ask(
      'partner-switched',
      '{ cashbackEntries(first: 50) { nodes { status state } } }',
    )
    for (const { status, state } of cashbackEntries.nodes) expect(state).toBe(status)
  })

  it('what is owed is summed after payments and credit notes', async () => {
    const query = `{ invoices(first: 100, filter: { status: { in: [OPEN, OVERDUE] } }) {
      totals { currency gross { amount } amountDue { amount } } nodes { amountDue { amount currency } } } }`
    const [paid] = await database.query<{ id: number; gross: number }[]>(
      "SELECT id, gross FROM invoices WHERE status IN ('OPEN', 'OVERDUE') AND billed_organisation_id = (SELECT organisation_id FROM memberships m JOIN users u ON u.id = m.user_id WHERE u.email = 'nina.keller@lakeside-hotel.example' LIMIT 1) LIMIT 1",
    )
    expect(paid).toBeDefined()
    const before = (await ask('client-owner', query)).invoices
    for (const { currency, amountDue } of before.totals) {
      const due = before.nodes.filter(
        (node: { amountDue: { currency: string } }) => node.amountDue.currency === currency,
      )
      const sum = due.reduce(
        (total: number, node: { amountDue: { amount: string } }) => total + Number(node.amountDue.amount),
        0,
      )
      expect(Number(amountDue.amount)).toBeCloseTo(sum, 2)
    }
  })

  it('the products that a mandate covers are those that have not ended', async () => {
    const query =
      '{ partnerships(first: 50, filter: { status: { eq: ACTIVE }, partnerAccess: { eq: FULL } }) { nodes { productCount client { id products { totalCount } } } } }'
    const alive = '{ products(first: 1, filter: { status: { ne: ENDED } }) { totalCount } }'
    const before = (await ask('partner-switched', query)).partnerships.nodes[0]
    const [, client] = before.client.id.split(':')
    const [one] = await database.query<{ id: number }[]>(
      "SELECT id FROM products WHERE organisation_id = ? AND status <> 'ENDED' LIMIT 1",
      [Number(client)],
    )
    await database.query("UPDATE products SET status = 'ENDED' WHERE id = ?", [one?.id])
    const after = (await ask('partner-switched', query)).partnerships.nodes[0]
    await database.query("UPDATE products SET status = 'ACTIVE' WHERE id = ?", [one?.id])
    expect(after.productCount).toBe(before.productCount - 1)
    expect(after.client.products.totalCount).toBe(before.client.products.totalCount)
    expect(await ask('client-owner', alive)).toBeDefined()
  })
})
