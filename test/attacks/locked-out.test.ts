import { oneTimeCode } from '../../src/platform/crypto/one-time-codes'
import { type AccountWorld, accountWorldOn, documents, GOOD } from '../accounts/account-world'
import { eachDatabase } from '../support/databases'

/** What anybody can do to an account by its address alone, five times each. */
async function fifteenRequests(world: AccountWorld, email: string, headers = {}): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    await world.signIn({ email, password: `a guess of many, ${round}` }, undefined, headers)
    await world.signIn({ email, password: `another guess, ${round}` }, '123456', headers)
    await world.call(documents.request, { email }, headers)
  }
}

eachDatabase((_name, open) => {
  let world: AccountWorld
  beforeAll(async () => {
    world = await accountWorldOn(await open(), {
      TRUST_PROXY: 'true',
      SIGN_IN_ATTEMPTS_PER_ACCOUNT: '3',
      SIGN_IN_ATTEMPTS_PER_ADDRESS: '100',
      ACCOUNT_MAILS_PER_ACCOUNT: '5',
      LINK_ATTEMPTS_PER_ADDRESS: '5',
    })
  })
  afterAll(() => world.close())

  const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': address })
  const said = (answer: unknown): string => JSON.stringify(answer)

  it('anonymous requests keep nobody out: not on a known device, not elsewhere, not in a live session', async () => {
    const account = await world.newAccount('victim@new.example')
    const { sessionToken, deviceToken } = await world.signIn(account)
    // The attacker has the very address of the owner, and uses its budget up.
    await fifteenRequests(world, account.email)
    await fifteenRequests(world, account.email)
    expect(said(await world.signIn(account))).toContain('RATE_LIMITED')

    const session = { authorization: `Bearer ${sessionToken}` }
    const wrong = { currentPassword: 'not this one', newPassword: 'what a thief would set' }
    expect(said(await world.call(documents.change, wrong, session))).toContain('WRONG_PASSWORD')
    expect((await world.call(documents.begin, { password: GOOD }, session)).userErrors).toEqual([])
    const known = await world.signIn(account, undefined, { 'x-device': deviceToken })
    expect(known.userErrors).toEqual([])
    expect((await world.signIn(account, undefined, from('192.0.2.77'))).userErrors).toEqual([])
  })

  it('a device stays known after it signed out', async () => {
    const account = await world.newAccount('signed-out@new.example')
    const { sessionToken, deviceToken } = await world.signIn(account, undefined, from('192.0.2.78'))
    const hand = { authorization: `Bearer ${sessionToken}`, 'x-device': deviceToken }
    await world.call('mutation { signOut { userErrors { code } } }', {}, hand)
    await fifteenRequests(world, account.email)
    const back = await world.signIn(account, undefined, { 'x-device': deviceToken })
    expect(back.userErrors).toEqual([])
    // It opens nothing by itself, and its own guesses are slowed as anybody's.
    const device = { 'x-device': String(back.deviceToken) }
    const guesses: string[] = []
    for (let guess = 0; guess < 4; guess += 1)
      guesses.push(said(await world.signIn({ ...account, password: 'wrong' }, undefined, device)))
    expect(guesses.filter((one) => one.includes('RATE_LIMITED'))).toHaveLength(1)
  })

  it('under attack from many addresses, the right password is taken at the first attempt from a new one', async () => {
    const account = await world.newAccount('many@new.example')
    for (let one = 0; one < 32; one += 1)
      await world.signIn({ ...account, password: 'wrong' }, undefined, from(`198.51.100.${one}`))
    const place = from('203.0.113.9')
    expect((await world.signIn(account, undefined, place)).userErrors).toEqual([])
    // Whoever guesses has one attempt from there, then waits.
    const guess = () => world.signIn({ ...account, password: 'wrong' }, undefined, from('203.0.113.10'))
    expect(said(await guess())).toContain('UNAUTHENTICATED')
    const refused = await guess()
    expect(said(refused)).toContain('RATE_LIMITED')
    expect(refused.errors[0].extensions.retryAfterSeconds).toBeLessThanOrEqual(15)
  })

  it('IPv6 addresses count by their first 64 bits', async () => {
    const account = await world.newAccount('six@new.example')
    const answers: string[] = []
    for (let one = 1; one <= 4; one += 1)
      answers.push(
        said(await world.signIn({ ...account, password: 'x' }, undefined, from(`2001:db8:1:2::${one}`))),
      )
    expect(answers.filter((one) => one.includes('RATE_LIMITED')).length).toBeGreaterThan(0)
    expect((await world.signIn(account, undefined, from('2001:db8:1:3::1'))).userErrors).toEqual([])
  })

  it('requests for a lost password neither use mails up nor void the link that is on its way', async () => {
    const account = await world.newAccount('lost@new.example')
    const { deviceToken } = await world.signIn(account, undefined, from('192.0.2.80'))
    for (let one = 0; one < 8; one += 1)
      expect(
        (await world.call(documents.request, { email: account.email }, from(`192.0.2.${one}`))).accepted,
      ).toBe(true)
    const mails = async () =>
      (await world.mailsTo(account.email)).filter(({ template }) => template === 'password-reset')
    expect(await mails()).toHaveLength(5)
    // The one in the last mail is good still, and who is known there is sent another.
    await world.call(documents.request, { email: account.email }, { 'x-device': deviceToken })
    expect(await mails()).toHaveLength(6)
    await world.call(documents.request, { email: account.email }, from('192.0.2.99'))
    expect(await mails()).toHaveLength(6)
    const token = await world.linkTo(account.email)
    const newPassword = 'another phrase nobody guesses'
    expect((await world.call(documents.reset, { token, newPassword })).done).toBe(true)
  })

  it('links of others that do not work do not keep the right one out', async () => {
    const email = 'linked@new.example'
    await world.call(documents.signUp, {
      ...{ email, password: GOOD, name: 'Me', locale: 'en', termsAccepted: true },
    })
    const void1 = { token: 'x'.repeat(43), password: GOOD }
    let answer = ''
    for (let one = 0; one < 6; one += 1) answer = said(await world.call(documents.confirm, void1))
    expect(answer).toContain('RATE_LIMITED')
    const token = await world.linkTo(email)
    expect((await world.call(documents.confirm, { token, password: GOOD })).done).toBe(true)
  })

  it('wrong codes after the right password are bounded for the whole account, from wherever they come', async () => {
    const account = await world.newAccount('coded@new.example')
    const headers = await world.headersFor(account)
    const { secret } = await world.call(documents.begin, { password: GOOD }, headers)
    await world.call(documents.confirmCode, { code: oneTimeCode(secret, world.clock.at) }, headers)
    let looked = 0
    for (let one = 0; one < 20; one += 1) {
      const answer = await world.signIn(account, '000000', from(`10.9.${one}.1`))
      if (!said(answer).includes('RATE_LIMITED')) looked += 1
    }
    expect(looked).toBe(15)
  })
})
