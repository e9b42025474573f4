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

interface Guarded {
  readonly account: Account
  readonly headers: Headers
  readonly secret: string
  readonly recoveryCodes: readonly string[]
}

eachDatabase((_name, open) => {
  let world: AccountWorld
  beforeAll(async () => {
    world = await accountWorldOn(await open())
  })
  afterAll(() => world.close())
  // Codes count once: each test has a time of its own.
  beforeEach(() => {
    world.clock.at = new Date(world.clock.at.getTime() + 300_000)
  })

  const later = (seconds: number): Date => new Date(world.clock.at.getTime() + seconds * 1000)
  const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` })

  async function guarded(email: string): Promise<Guarded> {
    const account = await world.newAccount(email)
    const first = await world.headersFor(account)
    const { secret } = await world.call(documents.begin, { password: GOOD }, first)
    const code = oneTimeCode(secret, later(-30))
    const { recoveryCodes, sessionToken } = await world.call(documents.confirmCode, { code }, first)
    return { account, headers: bearer(sessionToken), secret, recoveryCodes }
  }

  it('is turned on with the password and a code, under a new token, and ends other sessions', async () => {
    const account = await world.newAccount('on@new.example')
    const [here, elsewhere] = [await world.headersFor(account), await world.headersFor(account)]
    expect((await world.call(documents.begin, { password: 'wrong' }, here)).userErrors).toMatchObject([
      { reason: 'WRONG_PASSWORD' },
    ])
    const { secret, uri } = await world.call(documents.begin, { password: GOOD }, here)
    expect(uri).toContain(`secret=${secret}`)
    // Begun is not on: the password alone still lets in.
    expect((await world.signIn(account)).userErrors).toEqual([])
    expect((await world.call(documents.confirmCode, { code: '000000' }, here)).userErrors).toMatchObject([
      { reason: 'WRONG_CODE' },
    ])
    const code = oneTimeCode(secret, world.clock.at)
    const on = await world.call(documents.confirmCode, { code }, here)
    expect(new Set(on.recoveryCodes).size).toBe(10)
    for (const headers of [here, elsewhere]) {
      expect((await world.call(documents.viewer, {}, headers)).errors).toMatchObject([
        { extensions: { code: 'UNAUTHENTICATED' } },
      ])
    }
    expect((await world.call(documents.viewer, {}, bearer(on.sessionToken))).user.twoFactor).toBe(true)
    expect((await world.mailsTo(account.email))[0]?.template).toBe('two-factor-on')
  })

  it('lets in with the code of now, the one before and the one after, each once', async () => {
    const { account, secret } = await guarded('steps@new.example')
    const tries = [-60, 0, 0, 30, 30, 60]
    const answers = []
    for (const seconds of tries) {
      answers.push(await world.signIn(account, oneTimeCode(secret, later(seconds))))
    }
    expect(answers.map(({ sessionToken }) => sessionToken !== null)).toEqual([
      ...[false, true, false, true, false, false],
    ])
  })

  it('lets one of several in that bring the same code at once', async () => {
    const { account, secret, recoveryCodes } = await guarded('race@new.example')
    for (const code of [oneTimeCode(secret, world.clock.at), recoveryCodes[0]]) {
      const answers = await Promise.all(Array.from({ length: 5 }, () => world.signIn(account, code)))
      expect(answers.filter(({ sessionToken }) => sessionToken !== null)).toHaveLength(1)
    }
  })

  it('lets in with each recovery code once, however it is typed, and never somebody else', async () => {
    const { account, recoveryCodes } = await guarded('recovery@new.example')
    const other = await guarded('other@new.example')
    const [one = '', two = ''] = recoveryCodes
    expect((await world.signIn(other.account, one)).sessionToken).toBeNull()
    expect((await world.signIn(account, one.toUpperCase().replace(/-/g, ' '))).userErrors).toEqual([])
    expect((await world.signIn(account, one)).userErrors).toMatchObject([{ field: 'code' }])
    expect((await world.signIn(account, two)).userErrors).toEqual([])
  })

  it('gives other recovery codes for password and code together; the former ones are void', async () => {
    const { account, headers, secret, recoveryCodes } = await guarded('renew@new.example')
    const code = oneTimeCode(secret, world.clock.at)
    for (const input of [{ password: 'x', code }, { password: GOOD }, { password: GOOD, code: '000000' }]) {
      expect((await world.call(documents.regenerate, input, headers)).recoveryCodes).toBeNull()
    }
    const renewed = await world.call(documents.regenerate, { password: GOOD, code }, headers)
    expect(new Set([...renewed.recoveryCodes, ...recoveryCodes]).size).toBe(20)
    expect((await world.signIn(account, recoveryCodes[0])).sessionToken).toBeNull()
    expect((await world.signIn(account, renewed.recoveryCodes[0])).userErrors).toEqual([])
  })

  it('is turned off with password and code together, not with one of them', async () => {
    const { account, headers, secret } = await guarded('off@new.example')
    const code = oneTimeCode(secret, world.clock.at)
    for (const input of [
      { password: 'x', code },
      { password: GOOD, code: '000000' },
    ]) {
      expect((await world.call(documents.disable, input, headers)).sessionToken).toBeNull()
    }
    const off = await world.call(documents.disable, { password: GOOD, code }, headers)
    expect((await world.call(documents.viewer, {}, bearer(off.sessionToken))).user.twoFactor).toBe(false)
    expect((await world.signIn(account)).userErrors).toEqual([])
    const [left] = await world.database.query<{ n: number }[]>(
      `SELECT COUNT(*) AS n FROM recovery_codes c JOIN users u ON u.id = c.user_id WHERE u.email = ?`,
      [account.email],
    )
    expect(Number(left?.n)).toBe(0)
  })

  it('stays on when the password comes back by mail', async () => {
    const { account } = await guarded('mail@new.example')
    await world.call(documents.request, { email: account.email })
    const password = 'what the mailbox can set'
    await world.call(documents.reset, { token: await world.linkTo(account.email), newPassword: password })
    expect((await world.signIn({ ...account, password })).userErrors).toMatchObject([{ field: 'code' }])
  })

  it('keeps the secret sealed, for this user alone, and codes as digests', async () => {
    const { account, secret, recoveryCodes } = await guarded('sealed@new.example')
    const other = await guarded('swapped@new.example')
    const rows = await Promise.all(
      ['users', 'recovery_codes', 'used_codes', 'audit_entries', 'outbox_mails'].map((table) =>
        world.database.query(`SELECT * FROM ${table}`),
      ),
    )
    for (const text of [secret, ...recoveryCodes]) expect(JSON.stringify(rows)).not.toContain(text)
    // Whoever can write the table cannot give one account the secret of another.
    await world.database.query(
      'UPDATE users SET totp_secret = (SELECT x.totp_secret FROM (SELECT totp_secret FROM users WHERE email = ?) x) WHERE email = ?',
      [other.account.email, account.email],
    )
    const code = oneTimeCode(other.secret, world.clock.at)
    expect((await world.signIn(account, code)).sessionToken).toBeNull()
    expect((await world.signIn(other.account, code)).userErrors).toEqual([])
  })

  it('says what is wrong where nothing was begun, or it is on already', async () => {
    const { headers } = await guarded('again@new.example')
    const fresh = await world.headersFor(await world.newAccount('fresh@new.example'))
    const reasons = await Promise.all([
      world.call(documents.begin, { password: GOOD }, headers),
      world.call(documents.confirmCode, { code: '000000' }, fresh),
      world.call(documents.disable, { password: GOOD, code: '000000' }, fresh),
      world.call(documents.regenerate, { password: GOOD }, fresh),
      world.call(documents.begin, { password: GOOD }, {}),
    ])
    expect(reasons.map(({ userErrors }) => userErrors[0].reason)).toEqual([
      ...['TWO_FACTOR_ON', 'TWO_FACTOR_NOT_BEGUN', 'TWO_FACTOR_OFF', 'TWO_FACTOR_OFF', 'SIGNED_OUT'],
    ])
  })
})
