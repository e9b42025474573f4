import {
  getNamedType,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql'
import { declaredSchema } from '../../schema/declared'
import { demoTokenOf } from '../../schema/world/demo/demo-token'
import { mandateWithoutData } from '../../src/app/mandate-on'
import { type PolicySet } from '../../src/policy/policy-set'
import { type AsksExtension } from '../../src/read/schema/annotations'
import { eachDatabase } from '../support/databases'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'

const schema = declaredSchema()
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {})
const lists = Object.values(schema.getQueryType()?.getFields() ?? {}).filter((field) =>
  getNamedType(field.type).name.endsWith('Connection'),
)

/** The sweep is over the schema, so what is added tomorrow is tried tomorrow. */
eachDatabase((_name, open) => {
  let gateway: DemoGateway
  let policies: PolicySet

  beforeAll(async () => {
    gateway = await mutationsOn(await open())
    policies = (await mandateWithoutData()).policies
  })
  afterAll(() => gateway.close())

  const scopesFor = (field: GraphQLField<unknown, unknown>): readonly string[] => {
    const { asks } = field.extensions as Partial<AsksExtension> // mutations carry it
    if (asks === undefined) return []
    return policies.scopes
      .filter(({ covers }) => covers.get(asks.type)?.includes(asks.action) === true)
      .map(({ name }) => name)
  }
  const asToken = (name: string, body: object) =>
    gateway.post(body, { authorization: `Bearer ${demoTokenOf(name)}` })
  const count = async () => {
    const [row] = await gateway.database.query<{ n: number }[]>('SELECT COUNT(*) AS n FROM audit_entries')
    return Number(row?.n)
  }

  test('the schema has mutations for tokens, and some for people alone', () => {
    expect(mutations.length).toBeGreaterThan(30)
    expect(mutations.filter((field) => scopesFor(field).length > 0).length).toBeGreaterThan(10)
    expect(mutations.filter((field) => scopesFor(field).length === 0).length).toBeGreaterThan(10)
  })

  test.each(mutations.map((field) => [field.name, field] as const))(
    '%s: refused before anything is done to a token without its scope',
    async (_mutation, field) => {
      const before = await count()
      for (const text of documentsFor(field)) {
        const { status, body } = await asToken('gartenbau-stock', text)
        expect([status, body.data ?? null, body.errors[0].extensions.code]).toEqual([403, null, 'FORBIDDEN'])
      }
      expect(await count()).toBe(before)
    },
  )

  test.each(mutations.map((field) => [field.name, field] as const))(
    '%s: with every scope there is, only what a scope covers is let through',
    async (_mutation, field) => {
      const [text] = documentsFor(field)
      const { body } = await asToken('gartenbau-everything', text ?? {})
      const refused = body.errors?.[0]?.extensions.code === 'FORBIDDEN' && body.data === undefined
      expect(refused).toBe(scopesFor(field).length === 0)
    },
  )

  test.each(lists.map(({ name }) => [name] as const))(
    '%s: nothing but what the scope covers is listed',
    async (name) => {
      const { body } = await asToken('gartenbau-stock', { query: `{ ${name} { totalCount } }` })
      const open = ['products', 'prices'].includes(name)
      expect(body.data[name].totalCount > 0).toBe(open)
    },
  )

  test('what no policy decides is for people: a token with every scope is answered null', async () => {
    const query =
      '{ cookieChoice policies { version } irregularityThread(irregularityReportId: "x") { __typename } }'
    await gateway.database.query("UPDATE users SET cookie_choice = 'ALL'")
    await gateway.database.query("UPDATE users SET staff_role = 'POLICY_REVIEWER'")
    const person = await gateway.post({ query: '{ cookieChoice }' }, await gateway.headersOf('members-owner'))
    expect(person.body.data.cookieChoice).toBe('ALL')
    const { body } = await asToken('gartenbau-everything', { query })
    expect(body.data).toEqual({ cookieChoice: null, policies: null, irregularityThread: null })
    for (const [headers, status] of [
      [await gateway.headersOf('members-owner'), 200],
      [{ authorization: `Bearer ${demoTokenOf('gartenbau-everything')}` }, 403],
    ] as const) {
      const response = await fetch(`${gateway.url}/personal-data.zip`, { headers })
      await response.arrayBuffer()
      expect(response.status).toBe(status)
    }
  })

  test('nor is it reached by id, by a relation, or by filtering', async () => {
    const { body } = await asToken('gartenbau-stock', {
      query: `{ viewer { user { id } organisation { id } memberships { id } }
        nodes(ids: ["Organisation:1", "User:1", "Invoice:1"]) { id }
        products { nodes { organisation { id } orders { totalCount } } } }`,
    })
    expect(body.data.viewer).toEqual({ user: null, organisation: null, memberships: [] })
    expect(body.data.nodes).toEqual([null, null, null])
    for (const node of body.data.products.nodes)
      expect(node).toEqual({ organisation: null, orders: { totalCount: 0 } })
    const filtered = await asToken('gartenbau-stock', {
      query: '{ products(filter: { organisation: { name: { eq: "Gartenbau Arnold" } } }) { totalCount } }',
    })
    expect(filtered.body.data?.products.totalCount ?? 0).toBe(0)
  })
})

/** With an input that fits, by name and behind an alias in a fragment. */
function documentsFor(
  field: GraphQLField<unknown, unknown>,
): readonly { query: string; variables?: object }[] {
  const [argument] = field.args
  const type = argument === undefined ? undefined : getNamedType(argument.type)
  const sub = field.type.toString().replace(/[![\]]/g, '') === 'Boolean' ? '' : '{ __typename }'
  if (argument === undefined || !isInputObjectType(type))
    return [{ query: `mutation { ${field.name} ${sub} }` }]
  const variables = { input: filled(type) }
  const call = `${field.name}(${argument.name}: $input) ${sub}`
  return [
    { query: `mutation ($input: ${type.name}!) { ${call} }`, variables },
    { query: `mutation ($input: ${type.name}!) { ...F } fragment F on Mutation { x: ${call} }`, variables },
  ]
}

/** The least that the shape asks for. */
function filled(type: GraphQLInputObjectType): object {
  return Object.fromEntries(
    Object.values(type.getFields())
      .filter((field) => isNonNullType(field.type) && field.defaultValue === undefined)
      .map((field) => [field.name, valueOf(field.type)]),
  )
}

const samples: Readonly<Record<string, unknown>> = {
  Boolean: true,
  Int: 1,
  Decimal: '1.00',
  Date: '2026-01-01',
  DateTime: '2026-01-01T00:00:00Z',
  ID: 'Organisation:1',
}

function valueOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType)
  if (isListType(type)) return []
  if (isInputObjectType(type)) return filled(type)
  if (isEnumType(type)) return type.getValues()[0]?.name
  return samples[type.name] ?? 'x'
}
