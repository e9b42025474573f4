import { readFileSync } from 'node:fs'
import { ErrorCode } from '../../schema/user-error/user-error'
import { errorsReference, settingsReference } from '../../src/cli/reference-pages'
import { errorCatalogue, graphqlCodes } from '../../src/http/error-catalogue'
import { codes, post, type Running, startProbe } from './start-probe'

const closedSet = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'FIELD_FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'INVALID_CURSOR',
  'CONFLICT',
  'COST_EXCEEDED',
  'RATE_LIMITED',
  'DOCUMENT_NOT_TRUSTED',
  'INTERNAL',
]

describe('the catalogue', () => {
  test('is the closed set of the contract', () => {
    expect(Object.keys(errorCatalogue)).toEqual(closedSet)
    expect(Object.keys(graphqlCodes)).toEqual(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED'])
  })

  test('is the enum of the schema', () => {
    expect(Object.values(ErrorCode)).toEqual(closedSet)
  })

  test('gives each code a sentence and a way out', () => {
    for (const { sentence, wayOut } of Object.values(errorCatalogue)) {
      expect(sentence).toMatch(/^[A-Z].+\.$/)
      expect(wayOut).toMatch(/^[A-Z].+\.$/)
    }
  })

  test.each([
    ['errors.md', errorsReference()],
    ['settings.md', settingsReference()],
  ])('docs/reference/%s is what it says', (file, text) => {
    expect(readFileSync(`docs/reference/${file}`, 'utf8')).toBe(text)
  })
})

describe('what goes wrong unexpectedly', () => {
  let running: Running
  beforeAll(async () => {
    running = await startProbe()
  })

  test.each(['error', 'graphql error', 'no error'])(
    'a resolver that throws (%s) tells only a correlation id',
    async (how) => {
      const answer = await post(running.graphql, { query: `{ broken(how: "${how}") }` })
      const [error] = answer.body.errors ?? []
      expect(error).toEqual({
        message: errorCatalogue.INTERNAL.sentence,
        path: ['broken'],
        extensions: {
          code: 'INTERNAL',
          wayOut: errorCatalogue.INTERNAL.wayOut,
          correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        },
      })
      expect(answer.text).not.toMatch(/SELECT|srv|stack|password/)
      const line = running
        .log()
        .find((entry) => entry['correlationId'] === error?.extensions['correlationId'])
      expect(JSON.stringify(line)).toContain(how === 'no error' ? 'unexpected error' : 'SELECT password_hash')
    },
  )

  test('a value that does not fit its type is not shown', async () => {
    const answer = await post(running.graphql, { query: '{ misfit }' })
    expect(codes(answer)).toEqual(['INTERNAL'])
    expect(answer.text).not.toContain('password_hash')
  })

  test('a bug in the planner is masked too', async () => {
    const answer = await post(running.graphql, { query: 'query Buggy { probe { name } }' })
    expect(answer.status).toBe(500)
    expect(codes(answer)).toEqual(['INTERNAL'])
    expect(answer.text).not.toContain('SELECT')
    expect(running.logText()).toContain('SELECT a bug in the planner')
  })

  test('a database that fails while the principal is found is masked too', async () => {
    const query = () => Promise.reject(new Error('ER_ACCESS_DENIED for root@db.internal'))
    const { graphql, logText } = await startProbe({ database: { query } })
    const answer = await post(graphql, { query: '{ __typename }' }, { authorization: 'Bearer x' })
    expect([answer.status, codes(answer)]).toEqual([500, ['INTERNAL']])
    expect(answer.text).not.toContain('db.internal')
    expect(logText()).toContain('ER_ACCESS_DENIED')
  })
})

describe('what is wrong with a document', () => {
  let running: Running
  beforeAll(async () => {
    running = await startProbe()
  })

  test.each([
    ['an unknown field', { query: '{ prob { name } }' }],
    ['an unknown type', { query: 'query ($x: Strin) { echo(text: $x) }' }],
    ['an unknown argument', { query: '{ echo(tex: "x") }' }],
    [
      'a wrong enum value in a variable',
      { query: 'query ($r: Role!) { __typename @include(if: $r) }', variables: { r: 'OWNERS' } },
    ],
  ])('%s gives no hint of what there is', async (_name, body) => {
    const answer = await post(running.graphql, body)
    expect(codes(answer)).toContain('GRAPHQL_VALIDATION_FAILED')
    expect(answer.text).not.toMatch(/did you mean/i)
  })

  test('a variable that does not fit is the caller’s to mend', async () => {
    const body = { query: 'query ($n: Int!) { countdown(from: $n) }', variables: { n: 'soon' } }
    expect(codes(await post(running.graphql, body))).toEqual(['BAD_USER_INPUT'])
  })

  test('a misspelt input field gives no hint either', async () => {
    const query = 'mutation ($i: SignInInput!) { signIn(input: $i) { sessionToken } }'
    const answer = await post(running.graphql, { query, variables: { i: { email: 'a', passwor: 'b' } } })
    expect(codes(answer)).toEqual(expect.arrayContaining(['BAD_USER_INPUT']))
    expect(answer.text).not.toMatch(/did you mean/i)
  })

  test('an operation that is not there', async () => {
    const answer = await post(running.graphql, { query: 'query A { __typename }', operationName: 'B' })
    expect(codes(answer)).toEqual(['BAD_USER_INPUT'])
  })

  test('the engine’s refusal keeps its sentence, before anything is read', async () => {
    const answer = await post(running.graphql, { query: 'query Unplannable { probe { name } }' })
    expect(codes(answer)).toEqual(['BAD_USER_INPUT'])
    expect(answer.body.errors?.[0]).toEqual({
      message: 'This cannot be planned.',
      extensions: { code: 'BAD_USER_INPUT', wayOut: errorCatalogue.BAD_USER_INPUT.wayOut },
    })
    expect(answer.body.data).toBeUndefined()
  })
})
