import { type DataSource } from 'typeorm'
import { digestOf } from '../../src/platform/crypto/sealed-text'
import { eachDatabase } from '../support/databases'
import { attempt, demoWorldOn, persona, refused, type SessionWorld, startOn, viewer } from './session-world'
import { post } from '../http/start-probe'

const SWITCH = `mutation ($input: RememberedUserInput!) { switchUser(input: $input) {
  sessionToken deviceToken viewer { user { id } } userErrors { code field message } } }`
const FORGET = `mutation ($input: RememberedUserInput!) { forgetUser(input: $input) { userErrors { code } } }`
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { sessionToken deviceToken } }`

/** What somebody holds: a program in headers, a browser in cookies. */
interface Hand {
  readonly session: string
  readonly device: string
}

const headersOf = ({ session, device }: Hand) => ({
  authorization: `Bearer ${session}`,
  'x-device': device,
})
const userOf = (key: string): string => `User:${persona(key).ids.user}`

eachDatabase((_name, open) => {
  let database: DataSource
  let world: SessionWorld
  const clock = { at: new Date('2026-03-01T12:00:00.500Z'), now: () => clock.at }

  beforeAll(async () => {
    database = await demoWorldOn(open)
    world = await startOn(database, { clock })
  })

  async function signIn(key: string, before?: Hand): Promise<Hand> {
    const { email, password } = persona(key)
    const headers = before === undefined ? {} : headersOf(before)
    const answer = await post(
      world.graphql,
      { query: SIGN_IN, variables: { input: { email, password } } },
      headers,
    )
    const { sessionToken, deviceToken } = answer.body.data.signIn
    return { session: sessionToken, device: deviceToken }
  }

  async function switchTo(key: string, hand: Hand): Promise<Hand | undefined> {
    const query = { query: SWITCH, variables: { input: { userId: userOf(key) } } }
    const { switchUser } = (await post(world.graphql, query, headersOf(hand))).body.data
    if (switchUser.userErrors.length > 0) return undefined
    return { session: switchUser.sessionToken, device: switchUser.deviceToken }
  }

  const whoIs = (hand: Hand): Promise<unknown> => viewer(world, { authorization: `Bearer ${hand.session}` })
  const is = (key: string): object => ({ user: { id: userOf(key) } })

  it('a refusal is said in the language the request asks for', async () => {
    const { email } = persona('client-owner')
    const said = async (language: string): Promise<unknown> => {
      const wrong = { email, password: 'not this' }
      const { body } = await attempt(world, wrong, { 'accept-language': language })
      return body.data.signIn.userErrors
    }
    expect(await said('de-CH, en;q=0.8')).toMatchObject([
      { reason: 'WRONG_CREDENTIALS', message: 'Die E-Mail-Adresse oder das Passwort ist falsch.' },
    ])
    expect(await said('pt')).toMatchObject([{ message: 'The e-mail address or the password is wrong.' }])
  })

  it('comes back to a former user without the password, under tokens that are new', async () => {
    const one = await signIn('client-owner')
    const two = await signIn('partner-switched', one)
    const back = await switchTo('client-owner', two)
    expect(new Set([one, two, back].flatMap((hand) => [hand?.session, hand?.device])).size).toBe(6)
    expect(await whoIs(back as Hand)).toMatchObject(is('client-owner'))
    // And the other one can be come back to as well.
    expect(await whoIs((await switchTo('partner-switched', back as Hand)) as Hand)).toMatchObject(
      is('partner-switched'),
    )
  })

  it('voids the token of whoever was left, at once', async () => {
    const one = await signIn('client-owner')
    const two = await signIn('partner-switched', one)
    expect(await whoIs(one)).toEqual(refused)
    await switchTo('client-owner', two)
    expect(await whoIs(two)).toEqual(refused)
  })

  it('has no use for the former token of the device, so that a planted one is worth nothing', async () => {
    const planted = await signIn('stranger')
    const victim = await signIn('client-owner', planted)
    const { session } = await signIn('stranger')
    expect(await switchTo('client-owner', { session, device: planted.device })).toBeUndefined()
    expect(await whoIs(victim)).toMatchObject(is('client-owner'))
  })

  it('knows nobody on a device of which it is shown no token, or a made-up one', async () => {
    const hand = await signIn('client-owner')
    for (const device of ['', 'x', digestOf(hand.device), hand.session]) {
      expect(await switchTo('client-owner', { session: hand.session, device })).toBeUndefined()
    }
    expect(await whoIs(hand)).toMatchObject(is('client-owner'))
  })

  it.each([
    ['revoked', 'DELETE FROM sessions WHERE user_id = ?'],
    ['expired', "UPDATE sessions SET expires_at = '2026-03-01 12:00:00.500' WHERE user_id = ?"],
  ])('does not come back to a session that is %s', async (_how, sql) => {
    const two = await signIn('partner-switched', await signIn('client-owner'))
    await database.query(sql, [persona('client-owner').ids.user])
    expect(await switchTo('client-owner', two)).toBeUndefined()
    expect(await whoIs(two)).toMatchObject(is('partner-switched'))
  })

  it('tells nothing of ids: somebody else, nobody and nonsense are one answer', async () => {
    const hand = await signIn('client-owner')
    const ask = async (userId: string) =>
      (await post(world.graphql, { query: SWITCH, variables: { input: { userId } } }, headersOf(hand))).text
    const texts = await Promise.all([userOf('stranger'), 'User:99999', 'x', 'Organisation:1'].map(ask))
    expect(new Set(texts).size).toBe(1)
  })

  it('forgets a user of the device, and only there', async () => {
    const elsewhere = await signIn('client-owner')
    const two = await signIn('partner-switched', await signIn('client-owner'))
    const query = { query: FORGET, variables: { input: { userId: userOf('client-owner') } } }
    await post(world.graphql, query, headersOf(two))
    expect(await switchTo('client-owner', two)).toBeUndefined()
    expect(await whoIs(elsewhere)).toMatchObject(is('client-owner'))
  })

  it('keeps both tokens from the scripts of a page, and from other sites', async () => {
    const { email, password } = persona('client-owner')
    const cookies = (await attempt(world, { email, password })).headers.getSetCookie()
    expect(cookies).toHaveLength(2)
    expect(cookies[1]).toMatch(
      /^mandate_device=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    const cookie = cookies.map((one) => one.split(';')[0]).join('; ')
    const query = { query: SWITCH, variables: { input: { userId: userOf('client-owner') } } }
    const answer = await post(world.graphql, query, { cookie })
    expect(answer.body.data.switchUser).toMatchObject({
      sessionToken: null,
      deviceToken: null,
      userErrors: [],
    })
    expect(answer.headers.getSetCookie()).toHaveLength(2)
  })

  it('stores digests only', async () => {
    const hand = await signIn('client-owner')
    const rows = JSON.stringify(await database.query('SELECT * FROM sessions'))
    expect(rows).toContain(digestOf(hand.device))
    expect(rows).not.toContain(hand.device)
    expect(world.logText()).not.toContain(hand.device)
  })
})
