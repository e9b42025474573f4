import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLInputObjectType,
  isInputObjectType,
  isObjectType,
} from 'graphql'
import { type DataSource } from 'typeorm'
import { declaredSchema } from '../../schema/declared'
import { idOf } from '../../schema/world/demo/demo-world'
import { mandateOn } from '../../src/app/mandate-on'
import { inputOf, mutationsOf } from '../contract/writes/written-schema'
import { eachDatabase } from '../support/databases'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'
import { hostileInput } from './hostile-input'

/** What breaks out of a quoted text, of one that is escaped by a backslash, of an identifier; and what no text may hold. */
const HOSTILE = [
  "'; DROP TABLE users; -- ",
  "' OR '1'='1",
  '\\\'; UPDATE users SET staff_role = "SUPPORT"; #',
  '`"); DELETE FROM sessions; /*\u0000 %s ${1} {{1}} \ud800',
]
/** A row that the owner of Lakeside Hotel sees: what is a little beside its id is no id. */
const OWN = idOf('product/lakeside-mail')
const LEAK = /sqlite|mariadb|sql syntax|\bER_[A-Z]+|SELECT |INSERT |UPDATE users|at \w+ \(|node_modules/

const mutations = mutationsOf(declaredSchema()).filter((one) => inputOf(one) !== undefined)

eachDatabase((_name, open) => {
  let gateway: DemoGateway
  let database: DataSource

  const asked = async (persona: string, query: string, variables: object = {}) => {
    const headers = persona === 'nobody' ? {} : await gateway.headersOf(persona)
    return gateway.post({ query, variables }, headers)
  }
  const tables = async () => {
    const counted: [string, number][] = []
    for (const { tableName } of database.entityMetadatas) {
      const [row] = await database.query<{ n: number }[]>(`SELECT COUNT(*) AS n FROM ${tableName}`)
      counted.push([tableName, Number(row?.n)])
    }
    return new Map(counted)
  }

  beforeAll(async () => {
    database = await open()
    const limits = ['ACCOUNT', 'ADDRESS'].map((of) => [`SIGN_IN_ATTEMPTS_PER_${of}`, '10000'])
    gateway = await mutationsOn(database, Object.fromEntries(limits) as Record<string, string>)
  })
  afterAll(() => gateway.close())

  test('every text of every filter finds nothing, and every search', async () => {
    const { engine } = mandateOn(database, { secret: Buffer.alloc(32), maximumCost: 0 })
    const fields = Object.values(engine.schema.getQueryType()?.getFields() ?? {})
    let tried = 0
    for (const field of fields) {
      const argument: GraphQLArgument | undefined = field.args.find(({ name }) => name === 'filter')
      const filter: unknown = argument === undefined ? undefined : getNamedType(argument.type)
      if (!isInputObjectType(filter)) continue
      const texts = Object.values(filter.getFields()).filter(
        (one) => getNamedType(one.type).name === 'StringFilter',
      )
      for (const text of HOSTILE) {
        const or = texts.flatMap(({ name }) =>
          ['eq', 'contains', 'startsWith'].map((operator) => ({ [name]: { [operator]: text } })),
        )
        const query = `query ($filter: ${filter.name}) { ${field.name}(filter: $filter) { totalCount } }`
        const filters =
          or.length === 0 ? [{ id: { eq: text } }] : [{ or: or.slice(0, 30) }, { id: { eq: text } }]
        for (const one of filters) {
          const { text: answer, body } = await asked('client-owner', query, { filter: one })
          tried += 1
          // Fields that this principal never reads are refused by name, before any statement.
          const codes = ((body.errors ?? []) as { extensions: { code: string } }[]).map(
            ({ extensions }) => extensions.code,
          )
          expect([
            field.name,
            text,
            codes.filter((code) => code !== 'BAD_USER_INPUT'),
            LEAK.test(answer),
          ]).toEqual([field.name, text, [], false])
          if (codes.length === 0)
            expect([field.name, body.data[field.name].totalCount]).toEqual([field.name, 0])
        }
      }
    }
    for (const text of HOSTILE) {
      const { body } = await asked(
        'client-owner',
        'query ($search: String) { partners(search: $search) { totalCount } }',
        { search: text },
      )
      expect(body.data).toEqual({ partners: { totalCount: 0 } })
    }
    expect(tried).toBeGreaterThan(60)
  })

  test('ids, cursors, headers and paths are no way in either', async () => {
    const own = await asked('client-owner', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: [OWN],
    })
    expect(own.body.data).toEqual({ nodes: [{ id: OWN }] })
    for (const text of HOSTILE) {
      const ids = [
        text,
        `Product:${text}`,
        `${OWN} ${text}`,
        `${OWN}e0`,
        `${OWN}.0`,
        `Product:0x${Number(OWN.split(':')[1]).toString(16)}`,
        'Product:-1',
        'Product:99999999999999999999',
      ]
      const { body } = await asked('client-owner', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
        ids,
      })
      expect(body.data).toEqual({ nodes: ids.map(() => null) })
      const cursor = await asked(
        'client-owner',
        'query ($c: String) { products(after: $c) { totalCount } }',
        { c: text },
      )
      expect(cursor.body.errors[0].extensions.code).toBe('INVALID_CURSOR')
      for (const path of [
        `/downloads/invoices/${encodeURIComponent(Buffer.from(text).toString())}.pdf`,
        `/downloads/organisations/${encodeURIComponent(Buffer.from(text).toString())}/processing-certificate.pdf`,
      ]) {
        const answer = await fetch(`${gateway.url}${path}`, {
          headers: await gateway.headersOf('client-owner'),
        })
        expect(answer.status).toBe(404)
        expect(await answer.text()).not.toMatch(LEAK)
      }
    }
    const { authorization = '' } = await gateway.headersOf('client-owner')
    const theirs = idOf('organisation/lakeside')
    for (const organisation of ["1' OR '1'='1", `${theirs} OR 1=1`, `${theirs};--`, `${theirs}.0`]) {
      const { body } = await gateway.post(
        { query: '{ viewer { role } }' },
        { authorization, 'x-organisation': organisation },
      )
      expect(body.errors[0].extensions.code).toBe('NOT_FOUND')
    }
  })

  // WHY last: what it writes would be found by the filters, rightly.
  test('every text of every mutation is a value and nothing else', async () => {
    const before = await tables()
    const wrong: string[] = []
    let tried = 0
    for (const mutation of mutations) {
      const input = inputOf(mutation) as GraphQLInputObjectType
      const payload = getNamedType(mutation.type)
      const tells = isObjectType(payload) && payload.getFields()['userErrors'] !== undefined
      const query = `mutation ($input: ${input.name}!) { ${mutation.name}(input: $input) { __typename ${tells ? 'userErrors { code }' : ''} } }`
      for (const text of HOSTILE) {
        const {
          status,
          text: answer,
          body,
        } = await asked('client-owner', query, { input: hostileInput(input, text) })
        tried += 1
        const codes = ((body.errors ?? []) as { extensions?: { code?: string } }[]).map(
          (one) => one.extensions?.code,
        )
        if (status >= 500 || codes.includes('INTERNAL') || LEAK.test(answer.replaceAll(text, ''))) {
          wrong.push(`${mutation.name} ${JSON.stringify(text)}: ${status} ${answer.slice(0, 200)}`)
        }
      }
    }
    expect(wrong).toEqual([])
    expect(tried).toBeGreaterThan(150)
    const after = await tables()
    for (const table of [
      'users',
      'memberships',
      'organisations',
      'products',
      'invoices',
      'orders',
      'sessions',
    ]) {
      expect([table, after.get(table) ?? 0]).toEqual([table, expect.any(Number) as number])
      expect(after.get(table) ?? 0).toBeGreaterThanOrEqual((before.get(table) ?? 0) - 1)
    }
    const staff = await database.query<object[]>("SELECT id FROM users WHERE staff_role = 'SUPPORT'")
    expect(staff).toHaveLength(2)
  })
})
