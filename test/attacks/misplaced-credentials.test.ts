import { demoPassword } from '../../schema/world/demo-password'
import { demoTokenOf } from '../../schema/world/demo/demo-token'
import { type MembersWorld, membersWorld } from '../members/members-world'
import { eachDatabase } from '../support/databases'

const EMAIL = 'linus@heckenwerk.example'
const CALENDAR = '/calendar/renewals.ics'

eachDatabase((_name, open) => {
  let world: MembersWorld
  let secret = ''

  beforeAll(async () => {
    world = await membersWorld(open)
    const made = await world.ask(
      'members-partner',
      'mutation ($input: CreateApplicationPasswordInput!) { createApplicationPassword(input: $input) { secret } }',
      { name: 'Calendar', password: demoPassword },
    )
    secret = made.secret
  })
  afterAll(() => world.close())

  const basic = (password: string, email = EMAIL) => ({
    authorization: `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`,
  })
  const status = async (path: string, headers: Record<string, string>) => {
    const response = await fetch(`${world.url}${path}`, { headers })
    await response.arrayBuffer()
    return response.status
  }

  test('an application password opens no GraphQL, as Basic or as Bearer, and no invoice', async () => {
    const who = { query: '{ viewer { user { id } organisation { id } } }' }
    for (const headers of [basic(secret), { authorization: `Bearer ${secret}` }]) {
      const { status: said, body } = await world.post(who, headers)
      expect([said, body.errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
    }
    const { body } = await world.post({
      query: 'mutation ($i: SignInInput!) { signIn(input: $i) { sessionToken } }',
      variables: { i: { email: EMAIL, password: secret } },
    })
    expect(body.data.signIn.sessionToken).toBeNull()
    expect(await status('/downloads/invoices/1.pdf', basic(secret))).toBe(401)
    expect(await status(CALENDAR, basic(secret))).toBe(200)
  })

  test('neither the account password nor an API token is an application password', async () => {
    expect(await status(CALENDAR, basic(demoPassword))).toBe(401)
    expect(await status(CALENDAR, basic(demoTokenOf('heckenwerk-reports')))).toBe(401)
  })

  test('the password of one with the name of another, and names that are none, are answered alike', async () => {
    const answers = []
    for (const headers of [
      basic('mdp_wrong'),
      basic(secret, 'vera@gartenbau-arnold.example'),
      basic(secret, 'nobody@nowhere.example'),
      basic('mdp_wrong', "' OR 1=1 --"),
      { authorization: 'Basic !!!' },
      { authorization: 'Basic ' },
    ]) {
      const response = await fetch(`${world.url}${CALENDAR}`, { headers })
      answers.push([response.status, response.headers.get('www-authenticate'), await response.text()])
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject([401, expect.stringMatching(/^Basic realm=/), expect.any(String)])
  })

  test('guessing is slowed down as at sign-in, and does not lock the person out of it', async () => {
    const email = 'ida@gartenbau-arnold.example'
    const statuses: number[] = []
    for (let guess = 0; guess < 12; guess += 1)
      statuses.push(await status(CALENDAR, basic(`mdp_${guess}`, email)))
    expect(statuses.slice(0, 10)).toEqual(Array<number>(10).fill(401))
    expect(statuses.slice(10)).toEqual([429, 429])
    const { body } = await world.post({
      query: 'mutation ($i: SignInInput!) { signIn(input: $i) { sessionToken } }',
      variables: { i: { email, password: demoPassword } },
    })
    expect(body.data.signIn.sessionToken).toEqual(expect.any(String))
  })

  test('a token acts in its own Organisation, whatever the header or the address says', async () => {
    const token = { authorization: `Bearer ${demoTokenOf('heckenwerk-reports')}` }
    const who = { query: '{ viewer { organisation { name } } }' }
    for (const organisation of ['Organisation:1', 'Organisation:0', "x' OR '1'='1"]) {
      const { body } = await world.post(who, { ...token, 'x-organisation': organisation })
      expect(body.errors[0].extensions.code).toBe('NOT_FOUND')
      expect(await status(`${CALENDAR}?organisation=${encodeURIComponent(organisation)}`, token)).toBe(404)
    }
    const own = await world.post(who, token)
    expect(own.body.data.viewer.organisation.name).toBe('Heckenwerk')
  })

  test('a token revoked or unknown is refused, at the very next request', async () => {
    const token = { authorization: `Bearer ${demoTokenOf('ida-sketches')}` }
    const list = { query: '{ products { totalCount } viewer { scopes } }' }
    expect((await world.post(list, token)).body.data.products.totalCount).toBe(1)
    await world.rows(
      "UPDATE api_tokens SET revoked_at = '2026-11-01 00:00:00.000' WHERE application = 'Sketches'",
    )
    const revoked = await world.post(list, token)
    const never = await world.post(list, { authorization: 'Bearer mdt_never' })
    expect([revoked.status, revoked.body.errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
    expect(never.text).toBe(revoked.text)
  })

  test('input that nobody asked for rejects the whole mutation', async () => {
    const headers = await world.headersOf('members-administrator')
    const before = await world.rows('SELECT * FROM memberships ORDER BY id')
    for (const extra of [
      'organisationId: "Organisation:1"',
      'invitedBy: "User:1"',
      'status: ACCEPTED',
      'userId: "User:1"',
    ]) {
      const { body } = await world.post(
        {
          query: `mutation { inviteMember(input: { email: "a@posta.example", role: EXTERNAL, ${extra} }) { userErrors { code } } }`,
        },
        headers,
      )
      expect([body.data ?? null, body.errors[0].extensions.code]).toEqual([null, 'GRAPHQL_VALIDATION_FAILED'])
    }
    expect(await world.rows('SELECT * FROM memberships ORDER BY id')).toEqual(before)
    expect(await world.rows("SELECT * FROM member_invitations WHERE email = 'a@posta.example'")).toEqual([])
  })
})
