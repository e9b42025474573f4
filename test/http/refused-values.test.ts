import { type DataSource } from 'typeorm'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { gatewayWithLog, type LoggedGateway } from '../support/gateway-with-log'
import { withoutBudget } from '../support/without-budget'

const SECRET = 'hunter2-is-my-secret'

/** Places where a value is refused that is a secret, and how: as variables, and within the document. */
const asVariables: readonly (readonly [string, string, unknown])[] = [
  [
    'a password that is no text',
    'mutation ($v: SignInInput!) { signIn(input: $v) { sessionToken } }',
    { email: 'a@b.example', password: { is: SECRET } },
  ],
  [
    'a password in a list',
    'mutation ($v: SignInInput!) { signIn(input: $v) { sessionToken } }',
    { email: 'a@b.example', password: [SECRET] },
  ],
  [
    'a password beside a field too many',
    'mutation ($v: SignInInput!) { signIn(input: $v) { sessionToken } }',
    { email: 'a@b.example', password: SECRET, more: 1 },
  ],
  [
    'a password beside a field too few',
    'mutation ($v: SignInInput!) { signIn(input: $v) { sessionToken } }',
    { password: SECRET },
  ],
  ['an input that is none', 'mutation ($v: SignInInput!) { signIn(input: $v) { sessionToken } }', SECRET],
  [
    'a report',
    'mutation ($v: ReportIrregularityInput!) { reportIrregularity(input: $v) { receipt } }',
    { text: [SECRET] },
  ],
  [
    'an enum',
    'query ($v: ProductFilter) { products(filter: $v) { totalCount } }',
    { status: { eq: SECRET } },
  ],
  [
    'a day',
    'query ($v: ProductFilter) { products(filter: $v) { totalCount } }',
    { expiresOn: { eq: SECRET } },
  ],
  [
    'an instant',
    'query ($v: OrderFilter) { orders(filter: $v) { totalCount } }',
    { placedAt: { eq: SECRET } },
  ],
  [
    'an amount',
    'query ($v: InvoiceFilter) { invoices(filter: $v) { totalCount } }',
    { gross: { gt: SECRET } },
  ],
  [
    'an amount with too many places',
    'query ($v: InvoiceFilter) { invoices(filter: $v) { totalCount } }',
    { gross: { gt: '1234.56789' } },
  ],
  ['a number', 'query ($v: Int) { products(first: $v) { totalCount } }', SECRET],
  ['a flag', 'query ($v: Boolean!) { products @include(if: $v) { totalCount } }', SECRET],
  ['a cursor', 'query ($v: String) { products(after: $v) { totalCount } }', SECRET],
]

const inDocuments: readonly (readonly [string, string])[] = [
  [
    'a password that is no text',
    `mutation { signIn(input: { email: "a@b.example", password: { is: "${SECRET}" } }) { sessionToken } }`,
  ],
  [
    'a password in a list',
    `mutation { signIn(input: { email: "a@b.example", password: ["${SECRET}"] }) { sessionToken } }`,
  ],
  ['an enum', `{ products(filter: { status: { eq: "${SECRET}" } }) { totalCount } }`],
  ['a day', `{ products(filter: { expiresOn: { eq: "${SECRET}" } }) { totalCount } }`],
  ['an amount', `{ invoices(filter: { gross: { gt: "${SECRET}" } }) { totalCount } }`],
  ['a number', `{ products(first: "${SECRET}") { totalCount } }`],
  ['an input that is none', `mutation { signIn(input: "${SECRET}") { sessionToken } }`],
  ['the default of a variable', `query ($n: Int = "${SECRET}") { products(first: $n) { totalCount } }`],
  [
    'a text that does not end',
    `mutation { signIn(input: { password: "x"${SECRET.replaceAll('-', '_')}" }) { sessionToken } }`,
  ],
  ['a text where none may be', `mutation { signIn("${SECRET}") { sessionToken } }`],
]

const echo = /hunter2|1234\.56789/

eachDatabase((_name, open) => {
  let database: DataSource
  let gateway: LoggedGateway
  let owner: Readonly<Record<string, string>>
  beforeAll(async () => {
    database = await open()
    await fillDemoWorld(database)
    gateway = await gatewayWithLog(database, { LOG_LEVEL: 'trace' })
    owner = await gateway.headersOf('client-owner')
  })
  afterAll(() => gateway.close())

  test.each(asVariables)('in a variable, %s is refused and not repeated', async (_what, query, v) => {
    const { body, text } = await gateway.post({ query, variables: { v } }, owner)
    expect(body.errors.length).toBeGreaterThan(0)
    expect(['BAD_USER_INPUT', 'INVALID_CURSOR']).toContain(body.errors[0].extensions.code)
    expect(text).not.toMatch(echo)
    expect(gateway.log.join('')).not.toMatch(echo)
  })

  test.each(inDocuments)('in a document, %s is refused and not repeated', async (_what, query) => {
    const { body, text } = await gateway.post({ query }, owner)
    expect(body.errors.length).toBeGreaterThan(0)
    expect(text).not.toMatch(echo)
    expect(gateway.log.join('')).not.toMatch(echo)
  })

  describe('in the reduced schema', () => {
    /** As a collaborator without accounting, what nobody of that class reads, and names of the same length that nobody has. */
    const hidden: readonly (readonly [string, string, (name: string) => unknown, string, string])[] = [
      [
        'a filter',
        'query ($v: ProductFilter) { products(filter: $v) { totalCount } }',
        (name) => ({ [name]: { isNull: true } }),
        'publicPrice',
        'publicPricx',
      ],
      [
        'a filter in a filter',
        'query ($v: ProductFilter) { products(filter: $v) { totalCount } }',
        (name) => ({ not: { or: [{ [name]: { isNull: true } }] } }),
        'publicPrice',
        'publicPricx',
      ],
      [
        'a filter behind a relation',
        'query ($v: ProductFilter) { products(filter: $v) { totalCount } }',
        (name) => ({ organisation: { [name]: { isNull: true } } }),
        'vatNumber',
        'vatNumbex',
      ],
      [
        'an ordering',
        'query ($v: [ProductOrder!]) { products(orderBy: $v) { totalCount } }',
        (name) => [{ field: name }],
        'PUBLIC_PRICE',
        'PUBLIC_PRICX',
      ],
    ]

    test.each(hidden)(
      '%s by a hidden name is answered like one by a name that nobody has',
      async (_what, query, value, name, none) => {
        const collaborator = { ...(await gateway.headersOf('client-collaborator')), 'x-schema': 'reduced' }
        const said = async (by: string) => {
          const response = await fetch(`${gateway.url}/graphql`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...collaborator },
            body: JSON.stringify({ query, variables: { v: value(by) } }),
          })
          return [response.status, withoutBudget(await response.text()).replaceAll(by, 'NAME')]
        }
        const [first, other] = [await said(name), await said(none)]
        expect(first[1]).toContain('BAD_USER_INPUT')
        expect(first).toEqual(other)
        // And the full schema holds the one and not the other.
        const { body } = await gateway.post({ query, variables: { v: value(name) } }, owner)
        expect(body.errors).toBeUndefined()
      },
    )
  })

  describe('one wrong argument', () => {
    const wrong = '(first: 1000) { totalCount }'

    test('does not take the rest of the page with it, where a field may be null', async () => {
      const query = `{ viewer { role } organisation(id: "Organisation:1") { products${wrong} } product(id: "Product:1") { __typename } }`
      const { body } = await gateway.post({ query }, owner)
      expect(body.data).toMatchObject({ viewer: { role: 'OWNER' }, organisation: null })
      expect(body.errors).toMatchObject([{ path: ['organisation'], extensions: { code: 'BAD_USER_INPUT' } }])
    })

    test('refuses the whole before any SQL where its field is never null, and where nothing else is asked', async () => {
      for (const query of [
        `{ viewer { role } products${wrong} }`,
        `{ organisation(id: "Organisation:1") { products${wrong} } }`,
      ]) {
        const { body } = await gateway.post({ query }, owner)
        expect(body.data).toBeUndefined()
        expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
        expect(body.extensions.cost.actual).toBe(0)
      }
    })
  })

  test('a subscription is refused in words, and is no line of the log', async () => {
    gateway.log.length = 0
    const { body } = await gateway.post({ query: 'subscription { products { totalCount } }' })
    expect(body.errors).toMatchObject([
      {
        message: 'This server has no subscriptions. Ask again with a query.',
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ])
    expect(gateway.log).toEqual([])
  })
})
