import { isInputObjectType, isObjectType } from 'graphql'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { bindPolicy } from '../../src/policy/compile/class-policy'
import { actingAs, askersOn } from '../support/acting-as'
import { eachDatabase } from '../support/databases'
import { gatewayOn, type RunningGateway } from '../support/gateway-on'
import { NOON, realEngine, type RealEngine } from '../support/real-engine'

const reduced = { 'x-schema': 'reduced' }

/** In the reduced mode what a principal never sees does not exist, however one asks. */
eachDatabase((database, open) => {
  let engine: RealEngine
  let gateway: RunningGateway

  beforeAll(async () => {
    const dataSource = await open()
    await fillDemoWorld(dataSource)
    engine = realEngine(dataSource)
    gateway = await gatewayOn(dataSource)
  })

  afterAll(() => gateway.close())

  const headersOf = async (key: string) => (key === 'nobody' ? {} : gateway.headersOf(key))

  async function post(key: string, query: string, extra: Readonly<Record<string, string>> = reduced) {
    return gateway.post({ query }, { ...(await gateway.headersOf(key)), ...extra })
  }

  it.each([
    ['client-owner', ['invitePartner', 'placeOrder', 'payInvoice', 'transferProduct'], []],
    [
      'client-administrator',
      ['placeOrder', 'payInvoice'],
      ['invitePartner', 'endPartnership', 'requestPartnership'],
    ],
    ['client-external', ['signOut', 'confirmHolderChange'], ['placeOrder', 'updateProduct', 'payInvoice']],
    ['partner-collaborator-granted', ['signOut'], ['updateProduct', 'placeOrder', 'requestPartnership']],
    ['nobody', ['signIn', 'refuseHolderChange'], ['placeOrder', 'acceptInvitation']],
  ])('%s: mutations that can be done are there, others are not', async (key, there, absent) => {
    const names = '{ __schema { mutationType { fields { name } } } }'
    const { body } = await gateway.post({ query: names }, { ...(await headersOf(key)), ...reduced })
    const found = body.data.__schema.mutationType.fields.map((field: { name: string }) => field.name)
    expect(found).toEqual(expect.arrayContaining(there))
    expect(found.filter((name: string) => absent.includes(name))).toEqual([])
  })

  it.each([
    ['an output', '{ products { nodes { publicPrice { amount } } } }', 'publicPrice'],
    ['a filter', '{ products(filter: { publicPrice: { gt: "1" } }) { totalCount } }', 'publicPrice'],
    ['an ordering', '{ products(orderBy: [{ field: PUBLIC_PRICE }]) { totalCount } }', 'PUBLIC_PRICE'],
    ['a type', '{ invoices { totalCount } }', 'invoices'],
  ])('%s is unknown, and told exactly like a word nobody ever heard', async (_what, query, word) => {
    const other = word.toUpperCase() === word ? 'ZZZZZZ_ZZZZZ' : 'zzzzzzZzzzz'
    const { body } = await post('client-collaborator', query)
    const nonsense = await post('client-collaborator', query.replace(word, other))
    expect(body.data).toBeUndefined()
    expect(body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
    expect(JSON.stringify(body.errors)).not.toContain('Did you mean')
    const strip = (errors: unknown, used: string): string =>
      JSON.stringify(errors)
        .replaceAll(used, 'WORD')
        .replace(/"locations":\[.*?\]/g, '')
    expect(strip(body.errors, word)).toBe(strip(nonsense.body.errors, other))
  })

  it('a near miss gets no hint of a hidden field', async () => {
    const { text } = await post(
      'client-collaborator',
      '{ products { nodes { publicPric { amount } resellerPric } } }',
    )
    expect(text).not.toMatch(/publicPrice|resellerPrice|Did you mean/)
  })

  it.each([
    ['__type', '{ __type(name: "Product") { fields { name } } }'],
    ['__schema', '{ __schema { types { name fields { name } inputFields { name } enumValues { name } } } }'],
    [
      'a fragment on __Schema',
      'query { __schema { ...all } } fragment all on __Schema { types { ...one } } fragment one on __Type { name fields { name } inputFields { name } enumValues { name } }',
    ],
    [
      'an alias',
      '{ harmless: __schema { types { f: fields { n: name } v: enumValues { n: name } i: inputFields { n: name } } } }',
    ],
  ])('introspection by %s shows nothing of it', async (_what, query) => {
    const { text, body } = await post('client-collaborator', query)
    expect(body.errors).toBeUndefined()
    expect(text).toContain('rightsCheck')
    expect(text).not.toMatch(/publicPrice|PUBLIC_PRICE|resellerPrice|autoRenew|InvoiceFilter|CashbackEntry/)
  })

  it('without the header the schema is the whole one, for everybody', async () => {
    const { text } = await post('client-collaborator', '{ __type(name: "Product") { fields { name } } }', {})
    expect(text).toContain('publicPrice')
  })

  it.each(askersOn(database))('has exactly what %s may ever read', async (key) => {
    const as = await actingAs(engine.dataSource, key)
    const { schema, model, policies } = engine.mandate
    const { classPolicy } = bindPolicy(policies, as, NOON)
    const small = engine.engine.reducedSchemaFor(as)
    for (const type of model.types.values()) {
      const object = small.getType(type.name)
      const shown = isObjectType(object) ? Object.keys(object.getFields()) : []
      const readable = [...type.answers.keys()].filter(
        (name) => classPolicy.type(type.name).field(name).kind !== 'never',
      )
      const extra = shown.filter((name) => name !== 'id' && name !== 'access' && !readable.includes(name))
      expect([type.name, extra]).toEqual([type.name, []])
      if (classPolicy.type(type.name).row.op === 'false') expect(object).toBeUndefined()
      const filter = small.getType(`${type.name}Filter`)
      const inputs = isInputObjectType(filter) ? Object.keys(filter.getFields()) : []
      const unread = inputs.filter((name) => !['and', 'or', 'not', 'id', ...shown].includes(name))
      expect([type.name, unread]).toEqual([type.name, []])
    }
    expect(Object.keys(small.getTypeMap()).length).toBeLessThanOrEqual(
      Object.keys(schema.getTypeMap()).length,
    )
  })
})
