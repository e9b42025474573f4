import { hashPassword, passwordMatches } from '../../src/auth/passwords'
import { inTransaction } from '../../src/platform/database/transaction'
import { eachDatabase } from '../support/databases'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'
import { watchStatements } from '../support/watch-statements'

const CHANGE = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { userErrors { code reason } } }`
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }`

// Here the time that a comparison takes matters: see test/runner/remembered-verify.cjs.
const anew = globalThis as { comparesAnew?: boolean }
beforeAll(() => (anew.comparesAnew = true))
afterAll(() => (anew.comparesAnew = false))

eachDatabase((_name, open) => {
  let gateway: DemoGateway
  let statements: string[] = []

  beforeAll(async () => {
    const database = await open('in processes')
    gateway = await mutationsOn(database, {
      SIGN_IN_ATTEMPTS_PER_ACCOUNT: '1000',
      SIGN_IN_ATTEMPTS_PER_ADDRESS: '1000',
    })
    await gateway.headersOf('stranger')
    watchStatements(database, { sent: ({ text }) => statements.push(text) })
  })
  beforeEach(() => (statements = []))
  afterAll(() => gateway.close())

  test('a hash within a transaction is refused: whoever writes one there is told at once', async () => {
    const { database } = gateway
    const within = (work: () => Promise<unknown>) => inTransaction(database, work)
    await expect(within(() => hashPassword('a password', 'me'))).rejects.toThrow('before the transaction')
    const shown = { password: 'a password', storedHash: undefined }
    await expect(within(() => passwordMatches(shown, 'me'))).rejects.toThrow('before the transaction')
    expect(await passwordMatches(shown, 'me')).toBe(false)
  })

  test.each<readonly [string, string, object]>([
    ['changePassword', CHANGE, { currentPassword: 'wrong', newPassword: 'Quite-another-1' }],
    ...['beginTwoFactor', 'regenerateRecoveryCodes', 'eraseMe'].map(
      (name) =>
        [
          name,
          `mutation { ${name}(input: { password: "wrong" }) { userErrors { code reason } } }`,
          {},
        ] as const,
    ),
    [
      'disableTwoFactor',
      `mutation { disableTwoFactor(input: { password: "wrong", code: "123456" }) { userErrors { code reason } } }`,
      {},
    ],
    [
      'createApiToken',
      `mutation { createApiToken(input: { password: "wrong", application: "A", scopes: ["read"] }) { userErrors { code reason } } }`,
      {},
    ],
  ])('%s: a wrong password holds no row and writes nothing', async (_mutation, document, input) => {
    const asked = document.replace('"read"', `"${await someScope()}"`)
    statements = []
    const answer = await gateway.ask('stranger', asked, input)
    expect(answer.userErrors).toMatchObject([{ reason: 'WRONG_PASSWORD' }])
    expect(statements.filter((text) => /FOR UPDATE|IN SHARE MODE|INSERT|UPDATE/i.test(text))).toEqual([])
  })

  test('thirty aliases: readers are answered meanwhile, before the mutation ends', async () => {
    const headers = await gateway.headersOf('stranger')
    const aliases = Array.from(
      { length: 30 },
      (_none, at) =>
        `a${at}: changePassword(input: { currentPassword: "wrong", newPassword: "Another-secret-${at}" }) { userErrors { code } }`,
    )
    const order: string[] = []
    const flood = gateway.post({ query: `mutation { ${aliases.join(' ')} }` }, headers).then((answer) => {
      order.push('flood')
      return answer
    })
    for (let read = 0; read < 5; read += 1) {
      await gateway.post({ query: '{ viewer { user { id } } }' }, headers)
      order.push('read')
    }
    const { body } = await flood
    expect(Object.values(body.data)).toHaveLength(30)
    expect(order).toEqual(['read', 'read', 'read', 'read', 'read', 'flood'])
  })

  test('too many at once from one place are refused with Retry-After, and others are let in', async () => {
    const input = { email: 'nobody@probe.example', password: 'wrong' }
    const attempts = await Promise.all(
      Array.from({ length: 100 }, () =>
        fetch(`${gateway.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: SIGN_IN, variables: { input } }),
        }),
      ),
    )
    const refused = attempts.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.every(({ headers }) => headers.get('retry-after') === '1')).toBe(true)
    expect(attempts.filter(({ status }) => status === 200).length).toBeGreaterThan(60)
  })

  async function someScope(): Promise<string> {
    const answer = await gateway.ask('stranger', '{ scopes { name } }')
    return String(answer[0].name)
  }
})
