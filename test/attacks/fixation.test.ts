import { oneTimeCode } from '../../src/platform/crypto/one-time-codes'
import { type AccountWorld, accountWorldOn, documents, GOOD, type Headers } from '../accounts/account-world'
import { eachDatabase } from '../support/databases'

const SWITCH = `mutation ($input: RememberedUserInput!) {
  switchUser(input: $input) { sessionToken userErrors { code } viewer { user { id } } } }`

eachDatabase((_name, open) => {
  let world: AccountWorld
  beforeAll(async () => {
    world = await accountWorldOn(await open())
  })
  afterAll(() => world.close())

  const userOf = async (headers: Headers): Promise<string | null> =>
    (await world.call(documents.viewer, {}, headers)).user?.id ?? null

  it('a session planted in a browser is not the one that is opened, and ends', async () => {
    const attacker = await world.headersFor(await world.newAccount('attacker@new.example'))
    const victim = await world.newAccount('victim@new.example')
    const cookie = `mandate_session=${attacker['authorization']?.slice(7)}; mandate_device=${attacker['x-device']}`
    const { sessionToken, deviceToken } = await world.signIn(victim, undefined, { cookie })
    expect(attacker['authorization']).not.toContain(sessionToken)
    expect(deviceToken).not.toBe(attacker['x-device'])
    expect(await userOf({ authorization: attacker['authorization'] ?? '' })).toBeNull()
  })

  it('nor is it where no device came along: it ends all the same', async () => {
    const attacker = await world.headersFor(await world.newAccount('bare@new.example'))
    const authorization = attacker['authorization'] ?? ''
    const victim = await world.newAccount('bare-victim@new.example')
    await world.signIn(victim, undefined, { cookie: `mandate_session=${authorization.slice(7)}` })
    expect(await userOf({ authorization })).toBeNull()
  })

  it('a device planted in a browser does not lead to whoever signs in there', async () => {
    const attacker = await world.headersFor(await world.newAccount('planter@new.example'))
    const victim = await world.newAccount('planted@new.example')
    const cookie = `mandate_device=${attacker['x-device']}`
    const { viewer } = await world.signIn(victim, undefined, { cookie })
    const answer = await world.call(
      SWITCH,
      { userId: viewer.user.id },
      { 'x-device': attacker['x-device'] ?? '' },
    )
    expect(answer).toMatchObject({ sessionToken: null, userErrors: [{ code: 'NOT_FOUND' }] })
  })

  it('a token that was copied is worth nothing after a change of password or second step', async () => {
    const account = await world.newAccount('copied@new.example')
    const first = await world.headersFor(account)
    const changed = await world.call(
      documents.change,
      { currentPassword: GOOD, newPassword: 'the second of the phrases' },
      first,
    )
    const second = { authorization: `Bearer ${changed.sessionToken}` }
    const { secret } = await world.call(documents.begin, { password: 'the second of the phrases' }, second)
    const code = oneTimeCode(secret, world.clock.at)
    const confirmed = await world.call(documents.confirmCode, { code }, second)
    const third = { authorization: `Bearer ${confirmed.sessionToken}` }
    expect([await userOf(first), await userOf(second)]).toEqual([null, null])
    expect(await userOf(third)).not.toBeNull()
  })
})
