import { type ClientRequest, request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { eachDatabase } from '../support/databases'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'

const LIMIT = 20_000

const halfALetter = new Uint8Array(Buffer.from('{"query":"{ __typename } # \xc3("}', 'latin1'))

eachDatabase((_name, open) => {
  let gateway: DemoGateway

  beforeAll(async () => {
    gateway = await mutationsOn(await open(), { MAX_BODY_BYTES: String(LIMIT) })
  })
  afterAll(() => gateway.close())

  const post = async (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: AbortSignal.timeout(20_000),
    }).catch(() => undefined)
    const text = (await response?.text().catch(() => '')) ?? ''
    return { status: response?.status, text }
  }
  /** The status that a request comes to which is sent by hand. */
  const sent = (send: (request: ClientRequest) => void, headers: Readonly<Record<string, string>>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const asked = request(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        timeout: 20_000,
      })
      asked.on('response', ({ statusCode }) => {
        asked.destroy()
        resolve(statusCode)
      })
      asked.on('timeout', () => asked.destroy(new Error('not answered')))
      asked.on('error', reject)
      send(asked)
    })
  const alive = async () => (await post('{"query":"{ __typename }"}')).status

  test.each([
    ['longer than may be', JSON.stringify({ query: `{ __typename } #${'x'.repeat(LIMIT)}` }), 413],
    ['no JSON', '{"query": "{ __typename }"', 400],
    ['half a letter, in what is valid otherwise', halfALetter, 400],
    ['nothing', '', 400],
    ['a number', '42', 400],
    ['null', 'null', 400],
    ['a batch', '[{"query":"{ __typename }"},{"query":"{ __typename }"}]', 400],
    ['brackets without end', '['.repeat(LIMIT - 10), 400],
    [
      'nesting without end',
      `{"query":"{ __typename }","variables":${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}}`,
      200,
    ],
    ['a query that is none', '{"query":{"$ne":null}}', 400],
    ['variables that are none', '{"query":"{ __typename }","variables":"x"}', 400],
  ])('refused, calmly and soon: %s', async (_what, body, status) => {
    const answer = await post(body)
    // In plain application/json, wrong variables are reported with status 200.
    expect([answer.status, answer.text.includes('"errors"')]).toEqual([status, true])
    expect(answer.text).not.toMatch(/at \w+ \(|node_modules|SyntaxError/)
    expect(await alive()).toBe(200)
  })

  test('longer than may be, and it does not say so: cut off while reading', async () => {
    const long = Buffer.from(JSON.stringify({ query: `{ __typename } #${'x'.repeat(LIMIT)}` }))
    expect(await sent((request) => request.end(long), { 'transfer-encoding': 'chunked' })).toBe(413)
  })

  test('longer than may be, and it says so: refused before any of it comes', async () => {
    expect(await sent((request) => request.flushHeaders(), { 'content-length': String(LIMIT + 1) })).toBe(413)
  })

  test('a small file that unpacks into a large one is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000, ' '))
    expect(bomb.length).toBeLessThan(LIMIT)
    expect((await post(bomb, { 'content-encoding': 'gzip' })).status).toBe(415)
  })

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
  ])('refused, whatever it holds: %s', async (type) =>
    expect((await post('{"query":"{ __typename }"}', { 'content-type': type })).status).toBe(415),
  )

  test('nobody’s prototype is touched by keys of JSON', async () => {
    const evil = '{"polluted":"yes","isAdmin":true,"staff":"SUPPORT","toString":null}'
    const query = JSON.stringify(
      'query ($filter: ProductFilter, $input: UpdateOrganisationInput) { products(filter: $filter) { totalCount } }',
    )
    for (const variables of [
      `{"__proto__":${evil}}`,
      `{"constructor":{"prototype":${evil}}}`,
      `{"filter":{"__proto__":${evil}}}`,
      `{"filter":{"name":{"__proto__":${evil},"eq":"x"}}}`,
      `{"filter":{"and":[{"constructor":{"prototype":${evil}}}]}}`,
    ]) {
      for (const body of [
        `{"query":${query},"variables":${variables}}`,
        `{"__proto__":${evil},"query":${query},"variables":${variables}}`,
      ]) {
        const { status, text } = await post(body)
        expect([variables, status === 200 || status === 400]).toEqual([variables, true])
        expect(text).not.toContain('INTERNAL')
      }
      const bare: Readonly<Record<string, unknown>> = {}
      expect([bare['polluted'], bare['isAdmin'], bare['staff'], typeof bare.toString]).toEqual([
        undefined,
        undefined,
        undefined,
        'function',
      ])
    }
    const mutation = JSON.stringify(
      'mutation ($input: UpdateOrganisationInput!) { updateOrganisation(input: $input) { userErrors { code } } }',
    )
    const { text } = await post(
      `{"query":${mutation},"variables":{"input":{"organisationId":"Organisation:1","__proto__":{"name":"Polluted"}}}}`,
      await gateway.headersOf('client-owner'),
    )
    expect(text).not.toContain('INTERNAL')
    const [row] = await gateway.database.query<{ name: string }[]>(
      'SELECT name FROM organisations WHERE id = 1',
    )
    expect(row?.name).not.toBe('Polluted')
  })
})
