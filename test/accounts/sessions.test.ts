import { eachDatabase } from '../support/databases'
import { type AccountWorld, accountWorldOn, documents, type Headers } from './account-world'

/** What a token that does not hold any more is answered. */
const refused = { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }

eachDatabase((_name, open) => {
  let world: AccountWorld
  beforeAll(async () => {
    world = await accountWorldOn(await open())
  })
  afterAll(() => world.close())

  const see = (headers: Headers) => world.call(documents.viewer, {}, headers)
  const idOf = async (headers: Headers): Promise<string> =>
    (await see(headers)).sessions.find(({ current }: { current: boolean }) => current).id

  it('are listed for their own user, and say which is the own one', async () => {
    const account = await world.newAccount('list@new.example')
    const agent = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }
    const { sessionToken } = await world.signIn(account, undefined, agent)
    const other = await world.headersFor(account)
    const { sessions } = await see({ authorization: `Bearer ${sessionToken}` })
    expect(sessions).toHaveLength(2)
    expect(sessions[0]).toMatchObject({ current: true, device: 'Firefox on Linux' })
    expect(sessions[1]).toMatchObject({ current: false })
    expect((await see(other)).sessions.map(({ current }: { current: boolean }) => current)).toEqual([
      false,
      true,
    ])
  })

  it('are ended one by one, by their own user only', async () => {
    const account = await world.newAccount('end@new.example')
    const [here, there] = [await world.headersFor(account), await world.headersFor(account)]
    const stranger = await world.headersFor(await world.newAccount('stranger@new.example'))
    const sessionId = await idOf(there)
    const nothing = await world.call(documents.revoke, { sessionId: 'Session:99999' }, stranger)
    expect(await world.call(documents.revoke, { sessionId }, stranger)).toEqual(nothing)
    expect(nothing.userErrors).toMatchObject([{ code: 'NOT_FOUND', reason: 'NOTHING_HERE' }])
    expect((await see(there)).user).not.toBeNull()
    expect(await world.call(documents.revoke, { sessionId }, here)).toEqual({
      signedOut: false,
      userErrors: [],
    })
    expect(await see(there)).toMatchObject(refused)
    const own = { sessionId: await idOf(here) }
    expect(await world.call(documents.revoke, own, here)).toEqual({ signedOut: true, userErrors: [] })
    expect(await see(here)).toMatchObject(refused)
  })

  it('end everywhere at once, and cannot be come back to on a device', async () => {
    const account = await world.newAccount('everywhere@new.example')
    const one = await world.headersFor(account)
    const user = (await see(one)).user.id
    const next = await world.newAccount('next@new.example')
    const { sessionToken, deviceToken } = await world.signIn(next, undefined, one)
    const neighbour = { authorization: `Bearer ${sessionToken}`, 'x-device': deviceToken }
    expect((await see(neighbour)).rememberedUsers).toHaveLength(2)
    const elsewhere = await world.headersFor(account)
    expect((await world.call(documents.everywhere, {}, elsewhere)).signedOut).toBe(true)
    expect((await see(neighbour)).rememberedUsers).toHaveLength(1)
    const query = `mutation ($input: RememberedUserInput!) { switchUser(input: $input) { sessionToken userErrors { code } } }`
    expect(await world.call(query, { userId: user }, neighbour)).toMatchObject({ sessionToken: null })
    expect(await see(elsewhere)).toMatchObject(refused)
  })

  it('say when they were used last, written at most every ten minutes', async () => {
    const headers = await world.headersFor(await world.newAccount('seen@new.example'))
    const seen = async () =>
      (await world.call('{ viewer { sessions { lastSeenAt } } }', {}, headers)).sessions[0].lastSeenAt
    const began = world.clock.at
    world.clock.at = new Date(began.getTime() + 600_000)
    expect(await seen()).toBe(began.toISOString())
    world.clock.at = new Date(began.getTime() + 600_001)
    expect(await seen()).toBe(world.clock.at.toISOString())
    world.clock.at = began
  })

  it('are noted when they are ended', async () => {
    const rows = await world.database.query<{ action: string }[]>(
      "SELECT DISTINCT action FROM audit_entries WHERE action IN ('session revoked', 'signed out everywhere')",
    )
    expect(rows).toHaveLength(2)
  })
})
