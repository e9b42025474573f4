import { oneTimeCode } from '../../src/platform/crypto/one-time-codes'
import { eachDatabase } from '../support/databases'
import {
  type Account,
  type AccountWorld,
  accountWorldOn,
  documents,
  GOOD,
  type Headers,
} from './account-world'

const TOKEN = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) {
  secret apiToken { id } userErrors { code reason field } } }`
const PASSWORD = `mutation ($input: CreateApplicationPasswordInput!) { createApplicationPassword(input: $input) {
  secret applicationPassword { id expiresAt } userErrors { code reason field } } }`
const ERASE =
  'mutation ($input: EraseMeInput!) { eraseMe(input: $input) { userErrors { code reason field } } }'
const OUT = `mutation ($all: Boolean) { signOutEverywhere(revokeCredentials: $all) {
  signedOut revokedApiTokens revokedApplicationPasswords userErrors { code } } }`
const RESET = `mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) {
  done revokedApiTokens revokedApplicationPasswords userErrors { code reason } } }`

const token = { application: 'Books', scopes: ['products:read'], password: GOOD }
const calendar = { name: 'Calendar', password: GOOD }
const organisation = {
  ...{ kind: 'COMPANY', country: 'FR', legalName: 'Asked SARL' },
  postalAddress: { street: 'Rue 1', postalCode: '75001', city: 'Paris', country: 'FR' },
}

/** Whatever makes, changes or ends what somebody signs in with asks who it is once more. */
eachDatabase((_name, open) => {
  let world: AccountWorld
  let count = 0
  beforeAll(async () => {
    world = await accountWorldOn(await open())
  })
  afterAll(() => world.close())

  async function somebody(): Promise<{ account: Account; headers: Headers }> {
    const account = await world.newAccount(`asked-${(count += 1)}@new.example`)
    const headers = await world.headersFor(account)
    await world.call(documents.create, { organisation, termsAccepted: true }, headers)
    return { account, headers }
  }
  async function guarded() {
    const { account, headers } = await somebody()
    const { secret } = await world.call(documents.begin, { password: GOOD }, headers)
    const code = oneTimeCode(secret, world.clock.at)
    const { sessionToken } = await world.call(documents.confirmCode, { code }, headers)
    world.clock.at = new Date(world.clock.at.getTime() + 60_000)
    const next = (): string => oneTimeCode(secret, world.clock.at)
    return { account, next, headers: { authorization: `Bearer ${sessionToken}` } as Headers }
  }
  const reasons = ({ userErrors }: { userErrors: { reason: string }[] }) =>
    userErrors.map(({ reason }) => reason)

  test.each([
    ['an API token', TOKEN, token],
    ['an application password', PASSWORD, calendar],
    ['another password', documents.change, { currentPassword: GOOD, newPassword: 'a thief would set this' }],
    ['recovery codes', documents.regenerate, { password: GOOD }],
    ['erasure', ERASE, { password: GOOD }],
  ])('%s takes the second step too, where it is on', async (_what, document, input) => {
    const { headers, next } = await guarded()
    expect(reasons(await world.call(document, input, headers))).toEqual(['CODE_NEEDED'])
    expect(reasons(await world.call(document, { ...input, code: '000000' }, headers))).toEqual(['WRONG_CODE'])
    const expected = document === ERASE ? ['SOLE_OWNER'] : []
    expect(reasons(await world.call(document, { ...input, code: next() }, headers))).toEqual(expected)
  })

  test('an application password takes the account password, ends when it should, and there are not many', async () => {
    const { account, headers } = await somebody()
    expect(reasons(await world.call(PASSWORD, { name: 'Stolen' }, headers))).toEqual(['WRONG_PASSWORD'])
    expect(reasons(await world.call(PASSWORD, { ...calendar, password: 'x' }, headers))).toEqual([
      'WRONG_PASSWORD',
    ])
    const expiresAt = new Date(world.clock.at.getTime() + 60_000).toISOString()
    const made = await world.call(PASSWORD, { ...calendar, expiresAt }, headers)
    expect(made.applicationPassword.expiresAt).toBe(expiresAt)
    const basic = Buffer.from(`${account.email}:${made.secret}`).toString('base64')
    const calendarStatus = async () =>
      (await fetch(`${world.url}/calendar/renewals.ics`, { headers: { authorization: `Basic ${basic}` } }))
        .status
    expect(await calendarStatus()).toBe(200)
    world.clock.at = new Date(world.clock.at.getTime() + 60_000)
    expect(await calendarStatus()).toBe(401)
    await world.database.query(
      `INSERT INTO application_passwords (user_id, name, name_key, prefix, secret_hash, created_at)
       SELECT p.user_id, p.name, p.name_key, p.prefix, p.secret_hash, p.created_at
       FROM application_passwords p JOIN (SELECT a.id FROM (SELECT id FROM users LIMIT 10) a, (SELECT id FROM users LIMIT 5) b) n
       WHERE p.id = ?`,
      [Number(made.applicationPassword.id.split(':')[1])],
    )
    expect(reasons(await world.call(PASSWORD, calendar, headers))).toEqual(['TOO_MANY_CREDENTIALS'])
  })

  test.each([
    ['an API token', TOKEN, token],
    ['an application password', PASSWORD, calendar],
  ])('a repeated request for %s proves the password again', async (_what, document, input) => {
    const { headers } = await somebody()
    const keyed = { ...input, idempotencyKey: 'once' }
    expect(reasons(await world.call(document, keyed, headers))).toEqual([])
    expect(reasons(await world.call(document, { ...keyed, password: 'a wrong one' }, headers))).toEqual([
      'WRONG_PASSWORD',
    ])
    const again = await world.call(document, keyed, headers)
    expect([reasons(again), again.secret]).toEqual([[], null])
  })

  test('a password reset revokes what programs act with, unless it is kept on purpose', async () => {
    const reset = async (more: object) => {
      const { account, headers } = await somebody()
      const { secret } = await world.call(TOKEN, token, headers)
      await world.call(PASSWORD, calendar, headers)
      await world.call(documents.request, { email: account.email })
      const link = await world.linkTo(account.email)
      const answer = await world.call(RESET, {
        token: link,
        newPassword: 'a phrase of my own choosing',
        ...more,
      })
      const { status } = await world.post(
        { query: '{ viewer { role } }' },
        { authorization: `Bearer ${secret}` },
      )
      return [answer.revokedApiTokens, answer.revokedApplicationPasswords, status]
    }
    expect(await reset({})).toEqual([1, 1, 401])
    expect(await reset({ keepCredentials: true })).toEqual([0, 0, 200])
  })

  test('signing out everywhere revokes them where that is asked for', async () => {
    const out = async (all: boolean | undefined) => {
      const { headers } = await somebody()
      const { secret } = await world.call(TOKEN, token, headers)
      const { body } = await world.post({ query: OUT, variables: { all } }, headers)
      const { status } = await world.post(
        { query: '{ viewer { role } }' },
        { authorization: `Bearer ${secret}` },
      )
      return [body.data.signOutEverywhere.revokedApiTokens, status]
    }
    expect(await out(undefined)).toEqual([0, 200])
    expect(await out(true)).toEqual([1, 401])
  })
})
