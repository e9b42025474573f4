import { oneTimeCode } from '../../src/platform/crypto/one-time-codes'
import { type AccountWorld, accountWorldOn, documents, GOOD, type Headers } from '../accounts/account-world'
import { eachDatabase } from '../support/databases'

const LIMIT = 4

/** How many attempts were looked at before one was refused for being too many; none: it never was. */
async function lookedAt(attempt: () => Promise<unknown>): Promise<number | 'never refused'> {
  for (let count = 0; count < 4 * LIMIT; count += 1) {
    if (JSON.stringify(await attempt()).includes('RATE_LIMITED')) return count
  }
  return 'never refused'
}

eachDatabase((_name, open) => {
  let world: AccountWorld
  let who = 0

  beforeAll(async () => {
    world = await accountWorldOn(await open(), {
      SIGN_IN_ATTEMPTS_PER_ACCOUNT: String(LIMIT),
      LINK_ATTEMPTS_PER_ADDRESS: String(LIMIT),
      ACCOUNT_MAILS_PER_ACCOUNT: String(LIMIT),
    })
  })
  afterAll(() => world.close())

  async function guarded() {
    who += 1
    const account = await world.newAccount(`guarded-${who}@new.example`)
    const headers = await world.headersFor(account)
    const { secret } = await world.call(documents.begin, { password: GOOD }, headers)
    const code = oneTimeCode(secret, world.clock.at)
    const { sessionToken } = await world.call(documents.confirmCode, { code }, headers)
    return {
      account,
      headers: { authorization: `Bearer ${sessionToken}` } as Headers,
      secret: String(secret),
    }
  }
  const wrong = '000000'

  it('codes of the second step are tried as often as passwords, and the right one no more after that', async () => {
    const { account, secret } = await guarded()
    expect(await lookedAt(() => world.signIn(account, wrong))).toBe(LIMIT)
    const later = oneTimeCode(secret, new Date(world.clock.at.getTime() + 30_000))
    expect(JSON.stringify(await world.signIn(account, later))).toContain('RATE_LIMITED')
  })

  it('many sent at once do not slip through', async () => {
    const { account } = await guarded()
    const answers = await Promise.all(Array.from({ length: 4 * LIMIT }, () => world.signIn(account, wrong)))
    const looked = answers.filter((answer) => !JSON.stringify(answer).includes('RATE_LIMITED'))
    expect(looked).toHaveLength(LIMIT)
  })

  it('recovery codes too', async () => {
    const { account } = await guarded()
    expect(await lookedAt(() => world.signIn(account, 'aaaa-bbbb-cccc-dddd'))).toBe(LIMIT)
  })

  it('codes to turn the second step on or off, from a stolen session', async () => {
    const { headers } = await guarded()
    // Each spends one for the password, which is right and given back, and one for the code.
    const off = () => world.call(documents.disable, { password: GOOD, code: wrong }, headers)
    expect(await lookedAt(off)).toBe(LIMIT)
    const account = await world.newAccount('begun@new.example')
    const session = await world.headersFor(account)
    await world.call(documents.begin, { password: GOOD }, session)
    expect(await lookedAt(() => world.call(documents.confirmCode, { code: wrong }, session))).toBe(LIMIT)
  })

  it('the password, asked again of a stolen session', async () => {
    const headers = await world.headersFor(await world.newAccount('stolen@new.example'))
    const guess = { currentPassword: 'a guess of twelve', newPassword: 'what a thief would set' }
    expect(await lookedAt(() => world.call(documents.change, guess, headers))).toBe(LIMIT)
  })

  it('the secrets of links, from one address', async () => {
    const token = 'x'.repeat(43)
    expect(await lookedAt(() => world.call(documents.reset, { token, newPassword: GOOD }))).toBe(LIMIT)
    // The budget is one for all kinds of links.
    expect(await lookedAt(() => world.call(documents.confirm, { token, password: GOOD }))).toBe(0)
  })

  it('mails to an address that somebody else names, whose earlier links stay good', async () => {
    const email = 'flooded@elsewhere.example'
    expect(await lookedAt(() => world.call(documents.request, { email }))).toBe('never refused')
    expect(await world.mailsTo(email)).toHaveLength(LIMIT)
  })
})
