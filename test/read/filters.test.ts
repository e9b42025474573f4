import { execute, getOperationAST, parse } from 'graphql'
import { type DataSource, type QueryRunner } from 'typeorm'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { mandateOn } from '../../src/app/mandate-on'
import { type Principal } from '../../src/policy/principal'
import { QueryEngine } from '../../src/read/engine'
import { resolveField } from '../../src/read/schema/annotations'
import { actingAs } from '../support/acting-as'
import { eachDatabase } from '../support/databases'
import { gatewayOn, type RunningGateway } from '../support/gateway-on'
import { NOON } from '../support/real-engine'

/** The setting's own default. */
const MAX_COST = 50_000

type Filter = Readonly<Record<string, unknown>>

const times = <T>(count: number, item: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => item(at))
const name = (eq: string): Filter => ({ name: { eq } })
const through = (quantifier: string, inner: Filter, ...lists: readonly string[]): Filter =>
  lists.reduceRight<Filter>((filter, list) => ({ [list]: { [quantifier]: filter } }), inner)
const chain = (levels: number, ...fields: readonly string[]): readonly string[] =>
  times(levels, (at) => fields[at % fields.length] ?? '')
const toOne = (levels: number, inner: Filter): Filter =>
  levels === 0 ? inner : { [levels % 2 === 0 ? 'organisation' : 'payer']: toOne(levels - 1, inner) }

const LINE: Filter = { description: { eq: 'x' } }
const SIX_LEVELS = through(
  'some',
  { product: through('some', LINE, 'orders', 'lines') },
  'products',
  'orders',
  'lines',
)

/** What was seen to stop everybody, and its siblings: all of it is refused before any SQL. */
const refusedFilters: readonly (readonly [string, string, Filter])[] = [
  ['three nested every', 'organisations', through('every', LINE, 'products', 'orders', 'lines')],
  ['three nested none', 'organisations', through('none', LINE, 'products', 'orders', 'lines')],
  [
    'or of 300 nested some',
    'organisations',
    { or: times(300, (at) => through('some', name(`x${at}`), 'products')) },
  ],
  ['or of 40 of six levels', 'organisations', { or: times(40, () => SIX_LEVELS) }],
  ['six levels', 'organisations', SIX_LEVELS],
  ['or of 41 relations', 'products', { or: times(41, (at) => ({ payer: name(`x${at}`) })) }],
  ['or of 998', 'products', { or: times(998, (at) => name(`x${at}`)) }],
  ['and of 998', 'products', { and: times(998, (at) => name(`x${at}`)) }],
  ['or of 5000 of nothing', 'products', { or: times(5000, () => ({})) }],
  [
    '66 times in of 500',
    'products',
    { or: times(66, (at) => ({ name: { in: times(500, (n) => `${at} ${n}`) } })) },
  ],
  ['in of 501', 'products', { name: { in: times(501, String) } }],
  ['in of 501 ids', 'products', { id: { in: times(501, (at) => `Product:${at}`) } }],
  ['not, 30 times', 'products', times(30, () => 0).reduce<Filter>((inner) => ({ not: inner }), name('x'))],
  [
    'every operator of every field, 30 times',
    'products',
    { or: times(30, () => ({ name: { eq: 'a', ne: 'b', contains: 'c', startsWith: 'd' } })) },
  ],
]

/** As large as a filter may be, in every direction: never too much for a database. */
const largestFilters: readonly (readonly [string, string, Filter])[] = [
  ['or of 100', 'products', { or: times(100, (at) => ({ publicPrice: { gt: `${at}.00` } })) }],
  ['and of 100 withheld fields', 'invoices', { and: times(100, (at) => ({ gross: { gt: `${at}.00` } })) }],
  [
    'or of 40 relations',
    'products',
    { or: times(20, (at) => ({ payer: name(`x${at}`), organisation: name(`y${at}`) })) },
  ],
  ['or of 40 lists', 'organisations', { or: times(40, (at) => through('some', name(`x${at}`), 'products')) }],
  [
    '1000 values',
    'products',
    { and: [{ name: { in: times(500, String) } }, { id: { in: times(500, (at) => `Product:${at}`) } }] },
  ],
  [
    '19 levels of relations',
    'products',
    toOne(1, {
      products: {
        some: toOne(1, { products: { some: toOne(1, { products: { some: toOne(1, name('x')) } }) } }),
      },
    }),
  ],
  ['19 levels of not', 'products', times(18, () => 0).reduce<Filter>((inner) => ({ not: inner }), name('x'))],
  [
    'two levels of lists',
    'organisations',
    through('some', { id: { eq: 'Order:1' } }, ...chain(2, 'products', 'orders')),
  ],
  [
    'everything at once',
    'products',
    {
      or: times(13, () => ({
        payer: { products: { every: { publicPrice: { gt: '1.00' }, not: { autoRenew: { eq: true } } } } },
        organisation: name('z'),
      })),
    },
  ],
]

/** What pages ask every day. */
const ordinaryFilters: readonly (readonly [string, string, Filter])[] = [
  ['by status', 'products', { status: { in: ['ACTIVE', 'EXPIRING'] } }],
  ['by day', 'products', { expiresOn: { gte: '2026-01-01', lt: '2027-01-01' } }],
  [
    'by name or payer',
    'products',
    { or: [{ name: { contains: 'shop' } }, { payer: { name: { startsWith: 'A' } } }] },
  ],
  [
    'what is owed',
    'invoices',
    { status: { in: ['OPEN', 'OVERDUE'] }, billedOrganisation: { id: { eq: 'Organisation:1' } } },
  ],
  [
    'clients with a service that ends',
    'organisations',
    through('some', { status: { eq: 'EXPIRING' } }, 'products'),
  ],
  ['clients without orders', 'organisations', through('none', {}, 'orders')],
  [
    'clients whose services were all ordered',
    'organisations',
    through('every', { orders: { some: {} } }, 'products'),
  ],
]

const textOf = (list: string): string => {
  const type = `${list.charAt(0).toUpperCase()}${list.slice(1, -1)}`
  return `query ($filter: ${type}Filter) { ${list}(first: 20, filter: $filter) { totalCount nodes { id } } }`
}

eachDatabase((kind, open) => {
  let database: DataSource
  let gateway: RunningGateway
  let owner: Readonly<Record<string, string>>
  beforeAll(async () => {
    database = await open()
    await fillDemoWorld(database)
    gateway = await gatewayOn(database, { MAX_COST: String(MAX_COST) })
    owner = await gateway.headersOf('partner-switched')
  })
  afterAll(() => gateway.close())

  const ask = (list: string, filter: Filter) =>
    gateway.post({ query: textOf(list), variables: { filter } }, owner)

  test.each(refusedFilters)('%s is refused in words, before any SQL', async (_what, list, filter) => {
    const { body } = await ask(list, filter)
    expect(['COST_EXCEEDED', 'BAD_USER_INPUT']).toContain(body.errors?.[0].extensions.code)
    // It is the size that is refused: every filter here is one of the schema.
    expect(body.errors[0].message).not.toMatch(/^Variable "/)
    expect(body.extensions.cost.actual).toBe(0)
  })

  test.each(ordinaryFilters)('%s costs a tenth of what an operation may', async (_what, list, filter) => {
    const { body } = await ask(list, filter)
    expect(body.errors).toBeUndefined()
    expect(body.extensions.cost.estimated).toBeLessThan(MAX_COST / (list === 'organisations' ? 2 : 10))
  })

  test('a filter costs more, the more rows each level multiplies', async () => {
    const estimates: number[] = []
    for (const lists of [[], ['products'], ['products', 'orders'], ['products', 'orders', 'lines']]) {
      const inner = lists.at(-1) === 'lines' ? { description: { eq: 'x' } } : { id: { eq: 'Product:1' } }
      const { body } = await ask('organisations', through('some', inner, ...lists))
      estimates.push(body.extensions.cost.estimated)
    }
    estimates
      .slice(1)
      .forEach((estimate, at) => expect(estimate).toBeGreaterThan(5 * (estimates[at] ?? Infinity)))
  })

  describe('with all the money in the world', () => {
    let runner: QueryRunner
    let statements: { readonly text: string; readonly values: number }[]
    let engine: QueryEngine
    let everybody: readonly Principal[]
    beforeAll(async () => {
      const { schema, model, policies } = mandateOn(database, {
        secret: Buffer.alloc(32, 7),
        maximumCost: 1e12,
      })
      runner = database.createQueryRunner()
      engine = new QueryEngine({
        schema,
        model,
        policies,
        database: {
          query: (text, parameters) => {
            statements.push({ text, values: parameters.length })
            return runner.query(text, [...parameters])
          },
        },
        secret: Buffer.alloc(32, 7),
        maximumCost: 1e12,
      })
      everybody = await Promise.all(
        ['partner-switched', 'client-owner'].map((key) => actingAs(database, key)),
      )
    })
    afterAll(() => runner.release())

    const run = async (list: string, filter: Filter, principal: Principal) => {
      statements = []
      const document = parse(textOf(list))
      const operation = getOperationAST(document)
      if (operation === null || operation === undefined) throw new Error('No operation')
      const variables = { filter }
      const prepared = engine.prepare({
        document,
        operation,
        variables,
        principal,
        accessMode: 'redact',
        now: NOON,
      })
      const { errors } = await execute({
        schema: engine.schema,
        document,
        variableValues: variables,
        contextValue: prepared,
        fieldResolver: resolveField,
      })
      return { errors, estimated: prepared.estimatedCost }
    }

    test.each(largestFilters)('%s is understood by the database', async (_what, list, filter) => {
      for (const principal of everybody) {
        expect((await run(list, filter, principal)).errors).toBeUndefined()
        // SQLite binds 32,766 values.
        for (const { values } of statements) expect(values).toBeLessThan(20_000)
      }
    })

    // SQLite does not say how many rows it walked; the statements are the same.
    if (kind === 'MariaDB') {
      test.each([...ordinaryFilters, ...largestFilters])(
        '%s walks no more rows than were paid for',
        async (_what, list, filter) => {
          for (const principal of everybody) {
            const before = await rowsWalked(runner)
            const { estimated } = await run(list, filter, principal)
            const walked = (await rowsWalked(runner)) - before
            // A row that is walked takes a twentieth of an object that is answered.
            expect(walked).toBeLessThan(20 * estimated)
          }
        },
      )
    }
  })
})

async function rowsWalked(runner: QueryRunner): Promise<number> {
  const rows = (await runner.query("SHOW SESSION STATUS LIKE 'Handler_read%'")) as { Value: string }[]
  return rows.reduce((sum, { Value }) => sum + Number(Value), 0)
}
