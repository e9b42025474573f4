import { getIntrospectionQuery } from 'graphql'
import { codes, post, startProbe, type Running } from './start-probe'

const deep = (levels: number) => `{ probe ${'{ inner '.repeat(levels)} { name } ${'}'.repeat(levels)} }`
const many = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join('\n')

describe('hostile documents', () => {
  let running: Running
  beforeAll(async () => {
    running = await startProbe()
  })

  test.each([
    ['forty levels', deep(40), 'levels of fields'],
    ['a thousand aliases', `{ ${many(1000, (i) => `a${i}: __typename`)} }`, 'aliases'],
    ['a thousand root fields', `{ ${'__typename '.repeat(1000)} }`, 'fields at its root'],
    ['a thousand directives', `{ __typename ${'@skip(if: false) '.repeat(400)} }`, 'directives'],
    ['ten thousand tokens', `{ ${'a '.repeat(10_000)} }`, 'tokens'],
    ['a hundred kilobytes', `{ __typename } # ${'x'.repeat(100_000)}`, 'bytes'],
    [
      'aliases doubled by each of twenty fragments',
      `{ ...f0 } ${many(20, (i) => `fragment f${i} on Query { a: probe { name } ...f${i + 1} b: probe { name } ...f${i + 1} }`)} fragment f20 on Query { c: __typename d: __typename }`,
      'aliases',
    ],
  ])('%s are refused before validation, with a code', async (_name, query, what) => {
    const answer = await post(running.graphql, { query })
    expect([answer.status, codes(answer)]).toEqual([400, ['COST_EXCEEDED']])
    expect(answer.body.errors?.[0]?.message).toMatch(
      new RegExp(`^The document has more than \\d+ ${what}\\.$`),
    )
    expect(running.engine.prepared).toEqual([])
  })

  test('a fragment that spreads itself is refused by validation', async () => {
    const query = '{ probe { ...f } } fragment f on Probe { inner { ...f } }'
    expect(codes(await post(running.graphql, { query }))).toEqual(['GRAPHQL_VALIDATION_FAILED'])
  })

  test('introspection that goes round in circles is refused by validation', async () => {
    const query =
      '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }'
    expect(codes(await post(running.graphql, { query }))).toEqual(['GRAPHQL_VALIDATION_FAILED'])
  })

  test('fields that overlap quadratically take no time to refuse', async () => {
    const query = `{ ${many(1500, () => 'probe { name }')} }`
    const before = performance.now()
    expect(codes(await post(running.graphql, { query }))).toEqual(['COST_EXCEEDED'])
    expect(performance.now() - before).toBeLessThan(1000)
  })

  test('the introspection every tool sends is not hostile', async () => {
    const answer = await post(running.graphql, { query: getIntrospectionQuery() })
    expect(answer.body.data.__schema.queryType).toMatchObject({ name: 'Query' })
  })

  test('introspection can be closed', async () => {
    const { graphql } = await startProbe({ environment: { INTROSPECTION: 'false' } })
    const open = await post(graphql, { query: '{ __schema { types { name } } }' })
    expect(new Set(codes(open))).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']))
    const hidden = 'query { ...s } fragment s on Query { schema: __schema { types { name } } }'
    expect(new Set(codes(await post(graphql, { query: hidden })))).toEqual(
      new Set(['GRAPHQL_VALIDATION_FAILED']),
    )
  })
})

/** The budget left, as every answer tells it. */
const left = {
  limit: expect.any(Number) as number,
  remaining: expect.any(Number) as number,
  resetAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
}

describe('cost', () => {
  test('is stated with every answer, beside what was withheld', async () => {
    const { graphql } = await startProbe()
    const answer = await post(graphql, { query: 'query Cost7 { probe { name } }' })
    expect(answer.body.extensions).toEqual({
      access: { redacted: [] },
      cost: { estimated: 7, actual: 1, maximum: 50_000, ...left },
    })
  })

  test('above the maximum is refused, and stated', async () => {
    const { graphql } = await startProbe({ environment: { MAX_COST: '100' } })
    expect((await post(graphql, { query: 'query Cost100 { probe { name } }' })).status).toBe(200)
    const answer = await post(graphql, { query: 'query Cost101 { probe { name } }' }, graphqlResponse)
    expect([answer.status, codes(answer)]).toEqual([400, ['COST_EXCEEDED']])
    expect(answer.body.extensions).toEqual({ cost: { estimated: 101, actual: 0, maximum: 100, ...left } })
  })

  test('is a budget that runs out and says when it is back', async () => {
    const { graphql } = await startProbe({ environment: { COST_PER_MINUTE: '100' } })
    expect((await post(graphql, { query: 'query Cost60 { probe { name } }' })).status).toBe(200)
    const second = await post(graphql, { query: 'query Cost60 { probe { name } }' })
    expect([second.status, codes(second)]).toEqual([429, ['RATE_LIMITED']])
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test.each([
    ['no GraphQL', { query: '{ probe' }, {}],
    ['a document that does not fit', { query: '{ nothing }' }, {}],
    ['too large a document', { query: deep(40) }, {}],
    ['variables that do not fit', { query: 'query ($n: Int!) { countdown(from: $n) }' }, {}],
    ['an operation that is not there', { query: 'query A { __typename }', operationName: 'B' }, {}],
    ['a subscription', { query: 'subscription { probe { name } }' }, {}],
    ['no document', { variables: {} }, {}],
    ['a batch', [{ query: '{ __typename }' }], {}],
    ['no JSON', '{', {}],
    [
      'a hash that is not known',
      { extensions: { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } } },
      {},
    ],
    ['a token that does not hold', { query: '{ __typename }' }, { authorization: 'Bearer nobodys' }],
    ['a page that may not call', { query: '{ __typename }' }, { origin: 'https://evil.example' }],
    ['a failure of ours', { query: '{ broken(how: "error") }' }, {}],
    ['introspection', { query: '{ __schema { queryType { name } } }' }, {}],
    ['a mutation', { query: 'mutation { signOut { userErrors { code } } }' }, {}],
  ])('is stated and billed: %s', async (_what, body, headers: Record<string, string>) => {
    const { graphql } = await startProbe({ environment: { COST_PER_MINUTE: '5000' } })
    const answer = await post(graphql, body, headers)
    expect(answer.body.extensions).toMatchObject({
      cost: {
        estimated: expect.any(Number) as number,
        actual: expect.any(Number) as number,
        maximum: 50_000,
        ...left,
        limit: 5000,
      },
    })
    const { remaining } = answer.body.extensions?.['cost'] as { remaining: number }
    expect(remaining).toBeLessThan(5000)
    expect(answer.headers.get('ratelimit-policy')).toBe('"cost";q=5000;w=60')
    expect(answer.headers.get('ratelimit')).toMatch(new RegExp(`^"cost";r=${remaining};t=\\d+$`))
  })

  test('of documents that are refused is spent by who sends them, until nothing is read for them any more', async () => {
    const { graphql, engine } = await startProbe({
      environment: { COST_PER_MINUTE: '1000', TRUST_PROXY: 'true' },
    })
    const wrong = (at: number) => ({ query: `{ ${many(300, (i) => `nothing${at}x${i}`)} }` })
    const by = (address: string) => ({ 'x-forwarded-for': address })
    const seen = []
    for (let at = 0; at < 8; at += 1)
      seen.push(codes(await post(graphql, wrong(at), by('2001:db8:0:1::1')))[0])
    expect(seen.filter((code) => code === 'RATE_LIMITED').length).toBeGreaterThan(1)
    // The rest of the block of addresses is the same sender, and the next block another.
    expect(codes(await post(graphql, { query: '{ __typename }' }, by('2001:db8:0:1:ffff::2')))).toEqual([
      'RATE_LIMITED',
    ])
    expect(codes(await post(graphql, { query: '{ __typename }' }, by('2001:db8:0:2::1')))).toEqual([])
    expect(engine.prepared).toHaveLength(1)
  })

  test('of a reduced schema is paid once by whoever is the first to ask for it', async () => {
    const { graphql } = await startProbe({ environment: { COST_PER_MINUTE: '20000' } })
    const left = async () => {
      const { body } = await post(graphql, { query: '{ __typename }' }, { 'x-schema': 'reduced' })
      return (body.extensions?.['cost'] as { remaining: number }).remaining
    }
    const [first, second, third] = [await left(), await left(), await left()]
    expect(20_000 - first).toBeGreaterThan(5000)
    expect(first - second).toBeLessThan(10)
    expect(second - third).toBe(first - second)
  })

  test('all or nothing gives nothing where something was withheld', async () => {
    const { graphql } = await startProbe()
    const answer = await post(graphql, { query: 'query Rejected { probe { name } }' })
    expect(answer.body.data).toBeNull()
    expect(codes(answer)).toEqual(['FIELD_FORBIDDEN'])
    expect(answer.text).not.toContain('"name"')
  })
})

const graphqlResponse = { accept: 'application/graphql-response+json' }

describe('the schema of the caller', () => {
  const hidden = { query: '{ probe { name } }' }

  test('holds everything by default, and less where the caller asks for less', async () => {
    const { graphql } = await startProbe()
    expect((await post(graphql, hidden)).body.data).toEqual({ probe: { name: 'probe' } })
    const reduced = await post(graphql, hidden, { 'x-schema': 'reduced' })
    expect(codes(reduced)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    expect(reduced.body.errors?.[0]?.message).toBe('Cannot query field "probe" on type "Query".')
  })

  test('is the reduced one by setting, whatever the caller asks for', async () => {
    const { graphql } = await startProbe({ environment: { SCHEMA_MODE: 'reduced' } })
    expect(codes(await post(graphql, hidden, { 'x-schema': 'stable' }))).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
    ])
  })

  test('is what they introspect', async () => {
    const { graphql } = await startProbe()
    const query = '{ __schema { queryType { fields { name } } } }'
    const names = async (headers: Record<string, string>): Promise<string> =>
      (await post(graphql, { query }, headers)).text
    expect(await names({})).toContain('"probe"')
    expect(await names({ 'x-schema': 'reduced' })).not.toContain('"probe"')
  })

  test('a document that was valid for one is validated again for another', async () => {
    const { graphql } = await startProbe()
    for (let i = 0; i < 3; i += 1) {
      expect((await post(graphql, hidden)).status).toBe(200)
      expect(codes(await post(graphql, hidden, { 'x-schema': 'reduced' }))).toEqual([
        'GRAPHQL_VALIDATION_FAILED',
      ])
    }
  })
})
