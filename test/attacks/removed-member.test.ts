import { demoPassword } from '../../schema/world/demo-password'
import { ACCEPT, id, INVITE, type MembersWorld, membersWorld, REMOVE, UPDATE } from '../members/members-world'
import { eachDatabase } from '../support/databases'

const PERSON = 'members-collaborator'
const EMAIL = 'ida@gartenbau-arnold.example'
const WHO = { query: '{ viewer { user { id } organisation { id } role } products { totalCount } }' }
const TOKEN = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) {
  secret userErrors { code } } }`
const PASSWORD = `mutation ($input: CreateApplicationPasswordInput!) { createApplicationPassword(input: $input) {
  secret userErrors { code } } }`
const ORGANISATION = id('organisation/gartenbau')
const CALENDAR = `/calendar/renewals.ics?organisation=${ORGANISATION}`

type Headers = Readonly<Record<string, string>>

/** Somebody prepares every way in there is, and is removed. */
eachDatabase((_name, open) => {
  let world: MembersWorld
  let session: Headers
  let token: Headers
  let basic: Headers

  const seen = async (headers: Headers) => (await world.post(WHO, headers)).body.data
  const calendar = async () => {
    const response = await fetch(`${world.url}${CALENDAR}`, { headers: basic })
    await response.arrayBuffer()
    return response.status
  }

  beforeAll(async () => {
    world = await membersWorld(open)
    session = await world.headersOf(PERSON)
    const made = await world.ask(PERSON, TOKEN, {
      application: 'Kept',
      scopes: ['products:read', 'members:read'],
      password: demoPassword,
    })
    token = { authorization: `Bearer ${made.secret}` }
    const { secret } = await world.ask(PERSON, PASSWORD, { name: 'Kept', password: demoPassword })
    basic = { authorization: `Basic ${Buffer.from(`${EMAIL}:${secret}`).toString('base64')}` }
  })
  afterAll(() => world.close())

  test('every way in is open, until the owner removes the person', async () => {
    expect((await seen(session)).products.totalCount).toBe(1)
    expect((await seen(token)).products.totalCount).toBe(1)
    expect(await calendar()).toBe(200)
    const membershipId = id('membership/gartenbau-collaborator')
    const removed = await world.ask('members-owner', REMOVE, { membershipId })
    expect(removed.userErrors).toEqual([])
  })

  test('the session goes on and acts nowhere, by itself or by header', async () => {
    const { viewer, products } = await seen({ authorization: session['authorization'] ?? '' })
    expect([viewer.organisation, viewer.role, products]).toEqual([null, null, { totalCount: 0 }])
    const { body } = await world.post(WHO, { ...session, 'x-organisation': ORGANISATION })
    expect(body.errors[0].extensions.code).toBe('NOT_FOUND')
    const authorization = session['authorization'] ?? ''
    const switched = await world.askWith(
      { authorization },
      'mutation ($input: SwitchOrganisationInput!) { switchOrganisation(input: $input) { userErrors { code } } }',
      { organisationId: ORGANISATION },
    )
    expect(switched.userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('the token is refused, and the application password opens nothing there', async () => {
    expect((await world.post(WHO, token)).body.errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ])
    expect(await calendar()).toBe(404)
  })

  test('nothing can be done there any more with what was known of it', async () => {
    const authorization = session['authorization'] ?? ''
    for (const [mutation, input] of [
      [UPDATE, { membershipId: id('membership/gartenbau-collaborator'), role: 'OWNER' }],
      [REMOVE, { membershipId: id('membership/gartenbau-owner') }],
    ] as const) {
      const { userErrors } = await world.askWith({ authorization }, mutation, input)
      expect(userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    }
    const { userErrors } = await world.askWith({ authorization }, INVITE, { email: EMAIL, role: 'OWNER' })
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('invited again, the person is back, and the token is not', async () => {
    await world.ask('members-owner', INVITE, { email: EMAIL, role: 'ADMINISTRATOR' })
    const link = (await world.linksTo(EMAIL)).at(-1)
    const accepted = await world.askWith({ authorization: session['authorization'] ?? '' }, ACCEPT, {
      token: link,
    })
    expect(accepted.membership.role).toBe('ADMINISTRATOR')
    const [membership] = await world.rows(
      'SELECT COUNT(*) AS n FROM memberships m JOIN users u ON u.id = m.user_id WHERE u.email = ?',
      [EMAIL],
    )
    expect(Number(membership?.['n'])).toBe(1)
    expect((await world.post(WHO, token)).status).toBe(401)
  })
})
