import { disableIdleTokens } from '../../schema/credentials/api-tokens'
import { demoPassword } from '../../schema/world/demo-password'
import { systemClock } from '../../src/platform/clock'
import { type MembersWorld, membersWorld } from '../members/members-world'
import { eachDatabase } from '../support/databases'
import { NOON } from '../support/real-engine'

const CREATE = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) {
  secret apiToken { id application prefix scopes expiresAt lastUsedAt } userErrors { code reason field } } }`
const PASSWORD = `mutation ($input: CreateApplicationPasswordInput!) { createApplicationPassword(input: $input) {
  secret applicationPassword { id name prefix } userErrors { code reason field } } }`
const REVOKE = `mutation ($input: ApiTokenInput!) { revokeApiToken(input: $input) {
  apiToken { revokedAt } userErrors { code reason } } }`
const REVOKE_ALL = `mutation ($input: RevokeApplicationPasswordsInput!) { revokeApplicationPasswords(input: $input) {
  applicationPasswords { id } userErrors { code reason } } }`
const EXPORT = '/downloads/managed-clients.csv?history=RENEWALS&from=2026-01-01&to=2027-12-31'
const CALENDAR = '/calendar/renewals.ics'
const EMAIL = 'linus@heckenwerk.example'

/** What a token that does not hold is answered. */
const refused = { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }

eachDatabase((_name, open) => {
  let world: MembersWorld
  let now = NOON

  beforeAll(async () => {
    world = await membersWorld(open, { now: () => now })
  })
  afterAll(() => world.close())
  beforeEach(() => {
    now = NOON
  })

  const make = (input: object = {}, persona = 'members-partner') =>
    world.ask(persona, CREATE, {
      application: 'Books',
      scopes: ['products:read'],
      password: demoPassword,
      ...input,
    })
  const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })
  const products = (secret: string) => world.askWith(bearer(secret), '{ products { totalCount } }')
  const basic = (password: string, email = EMAIL) => ({
    authorization: `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`,
  })
  const fetched = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${world.url}${path}`, { headers })
    return { status: response.status, text: await response.text(), headers: response.headers }
  }
  const newPassword = async (name = 'Calendar'): Promise<string> =>
    (await world.ask('members-partner', PASSWORD, { name, password: demoPassword })).secret

  test('a token is shown once, stored as a digest, and does what its scopes and its person may', async () => {
    const { secret, apiToken } = await make({ scopes: ['products:read', 'products:read'] })
    expect(secret).toMatch(/^mdt_[0-9a-f]{40}$/)
    expect(apiToken).toMatchObject({
      prefix: secret.slice(0, 12),
      scopes: ['products:read'],
      expiresAt: null,
    })
    for (const table of ['api_tokens', 'audit_entries', 'idempotency_keys', 'outbox_mails']) {
      expect(JSON.stringify(await world.rows(`SELECT * FROM ${table}`))).not.toContain(secret)
    }
    expect(await products(secret)).toEqual({ totalCount: 1 })
    const { body } = await world.post(
      { query: '{ viewer { user { name } role scopes } organisations { totalCount } }' },
      bearer(secret),
    )
    expect(body.data).toEqual({
      viewer: { user: null, role: 'OWNER', scopes: ['products:read'] },
      organisations: { totalCount: 0 },
    })
    await world.rows(
      "UPDATE memberships SET role = 'COLLABORATOR' WHERE user_id = (SELECT id FROM users WHERE email = ?)",
      [EMAIL],
    )
    expect(await products(secret)).toEqual({ totalCount: 0 })
    await world.rows(
      "UPDATE memberships SET role = 'OWNER' WHERE user_id = (SELECT id FROM users WHERE email = ?)",
      [EMAIL],
    )
  })

  test('a request repeated with its key makes no second token, and does not show the first again', async () => {
    const first = await make({ idempotencyKey: 'again' })
    const second = await make({ idempotencyKey: 'again' })
    expect(second).toMatchObject({ secret: null, apiToken: { id: first.apiToken.id }, userErrors: [] })
  })

  test('nor a second application password', async () => {
    const input = { name: 'Twice', password: demoPassword, idempotencyKey: 'password again' }
    const first = await world.ask('members-partner', PASSWORD, input)
    const second = await world.ask('members-partner', PASSWORD, input)
    expect(second).toEqual({ ...first, secret: null })
    for (const table of ['application_passwords', 'audit_entries', 'idempotency_keys', 'outbox_mails']) {
      expect(JSON.stringify(await world.rows(`SELECT * FROM ${table}`))).not.toContain(first.secret)
    }
  })

  test('its use is noted, and not at every call', async () => {
    const { secret, apiToken } = await make()
    const used = async () => {
      const rows = await world.rows('SELECT last_used_at FROM api_tokens WHERE id = ?', [
        Number(apiToken.id.split(':')[1]),
      ])
      return String(rows[0]?.['last_used_at'])
    }
    await products(secret)
    const noted = await used()
    now = new Date(NOON.getTime() + 9 * 60_000)
    await products(secret)
    expect(await used()).toBe(noted)
    now = new Date(NOON.getTime() + 11 * 60_000)
    await products(secret)
    expect(await used()).not.toBe(noted)
  })

  test('after a year without a call it is of no use, whether a job has run or not', async () => {
    const { secret, apiToken } = await make()
    await products(secret)
    now = new Date(NOON.getTime() + 364 * 86_400_000)
    expect(await products(secret)).toEqual({ totalCount: 1 })
    // WHY two attempts: one that came too late must not count as a call.
    for (const later of [367, 368]) {
      now = new Date(NOON.getTime() + (364 + later) * 86_400_000)
      expect(await products(secret)).toMatchObject(refused)
    }
    const { disabled } = await disableIdleTokens(
      { dataSource: world.database, publicUrl: 'https://mandate.example', clock: systemClock },
      now,
    )
    expect(disabled).toBeGreaterThan(0)
    const rows = await world.rows('SELECT revoked_at FROM api_tokens WHERE id = ?', [
      Number(apiToken.id.split(':')[1]),
    ])
    expect(rows).toEqual([{ revoked_at: expect.anything() }])
    // For good: not even a clock that is set back brings it to life.
    now = NOON
    expect(await products(secret)).toMatchObject(refused)
  })

  test('it lives as long as was said', async () => {
    const expiresAt = new Date(NOON.getTime() + 60_000).toISOString()
    const { secret } = await make({ expiresAt })
    expect(await products(secret)).toEqual({ totalCount: 1 })
    for (const later of [60_000, 120_000, 86_400_000]) {
      now = new Date(NOON.getTime() + later)
      expect(await products(secret)).toMatchObject(refused)
    }
  })

  test.each([
    ['the password is wrong', { password: 'not it' }, 'WRONG_PASSWORD'],
    ['no scope', { scopes: [] }, 'SCOPES_NEEDED'],
    ['a scope nobody knows', { scopes: ['everything'] }, 'UNKNOWN_SCOPE'],
    ['a life that is over', { expiresAt: '2020-01-01T00:00:00Z' }, 'IN_THE_PAST'],
    ['no name', { application: '  ' }, 'EMPTY'],
    ['a name of two lines', { application: 'a\nb' }, 'NOT_ONE_LINE'],
  ])('refused: %s', async (_what, input, reason) => {
    const before = await world.rows('SELECT COUNT(*) AS n FROM api_tokens')
    expect(await make(input)).toMatchObject({ secret: null, apiToken: null, userErrors: [{ reason }] })
    expect(await world.rows('SELECT COUNT(*) AS n FROM api_tokens')).toEqual(before)
  })

  test('it is personal: the owner of the Organisation neither sees nor revokes it', async () => {
    const { apiToken } = await make({}, 'members-collaborator')
    const seen = await world.ask('members-owner', `{ apiToken(id: "${apiToken.id}") { id } }`)
    expect(seen).toBeNull()
    const refused = await world.ask('members-owner', REVOKE, { apiTokenId: apiToken.id })
    expect(refused.userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    const done = await world.ask('members-collaborator', REVOKE, { apiTokenId: apiToken.id })
    expect(done).toMatchObject({ apiToken: { revokedAt: NOON.toISOString() }, userErrors: [] })
    const trail = `{ auditTrail(filter: { subjectType: { eq: "ApiToken" } }) { nodes { action subject } } }`
    const own = await world.ask('members-collaborator', trail)
    expect(own.nodes).toContainEqual({ action: 'api token revoked', subject: apiToken.id })
    expect((await world.ask('members-owner', trail)).nodes).not.toContainEqual(
      expect.objectContaining({ subject: apiToken.id }),
    )
  })

  test('an application password opens the export and the calendar, second step or not', async () => {
    const password = await newPassword()
    expect(password).toMatch(/^mdp_[0-9a-f]{40}$/)
    await world.rows('UPDATE users SET two_factor = 1 WHERE email = ?', [EMAIL])
    const csv = await fetched(EXPORT, basic(password))
    const ics = await fetched(CALENDAR, basic(password, ` ${EMAIL.toUpperCase()}`))
    await world.rows('UPDATE users SET two_factor = 0 WHERE email = ?', [EMAIL])
    expect([csv.status, csv.text]).toEqual([200, expect.stringContaining('Plants, online')])
    expect([ics.status, ics.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
    expect(ics.text).toContain('DTSTART;VALUE=DATE:20270324\r\n')
    expect(ics.text).toContain('SUMMARY:Verlängerung fällig: Plants\\, online (Gartenbau Arnold)\r\n')
    expect(ics.text).toMatch(/^UID:renewal-Product-\d+\r$/m)
    expect(ics.text).not.toMatch(/CHF|price|\d+\.\d\d/i)
    expect(ics.text.endsWith('END:VCALENDAR\r\n')).toBe(true)
  })

  test('a product’s entry keeps its UID when it is renewed, and a name cannot write lines of its own', async () => {
    const password = await newPassword()
    const uid = async () => /^UID:.*$/m.exec((await fetched(CALENDAR, basic(password))).text)?.[0]
    const before = await uid()
    await world.rows('UPDATE products SET expires_on = ?, name = ? WHERE name = ?', [
      '2028-03-24',
      'Plants\r\nEND:VEVENT; ATTACH:x',
      'Plants, online',
    ])
    const { text } = await fetched(CALENDAR, basic(password))
    await world.rows('UPDATE products SET name = ? WHERE expires_on = ?', ['Plants, online', '2028-03-24'])
    expect(await uid()).toBe(before)
    expect(text.match(/^END:VEVENT/gm)).toHaveLength(1)
    expect(text).not.toMatch(/^ATTACH/m)
  })

  test('it acts where its person is a member, by name or where they joined first', async () => {
    const password = await newPassword()
    const organisation = (id: string) => fetched(`${CALENDAR}?organisation=${id}`, basic(password))
    const [own] = await world.rows("SELECT id FROM organisations WHERE name = 'Heckenwerk'")
    expect((await organisation(`Organisation:${String(own?.['id'])}`)).status).toBe(200)
    for (const other of ['Organisation:1', 'Organisation:99999', 'nonsense', 'Organisation:1%20OR%201']) {
      expect((await organisation(other)).status).toBe(404)
    }
    expect((await fetched(`${CALENDAR}?organisation=a&organisation=b`, basic(password))).status).toBe(400)
  })

  test('the use of an application password is noted', async () => {
    const password = await newPassword('Noted')
    const used = async () => {
      const rows = await world.rows("SELECT last_used_at FROM application_passwords WHERE name = 'Noted'")
      return rows[0]?.['last_used_at']
    }
    expect(await used()).toBeNull()
    await fetched(CALENDAR, basic('mdp_wrong'))
    expect(await used()).toBeNull()
    await fetched(CALENDAR, basic(password))
    expect(await used()).not.toBeNull()
  })

  test('one or all are revoked, and then they open nothing', async () => {
    const [first, second, third] = [await newPassword('1'), await newPassword('2'), await newPassword('3')]
    const list = await world.ask('members-partner', '{ applicationPasswords(last: 3) { nodes { id name } } }')
    const one = list.nodes.find(({ name }: { name: string }) => name === '2').id
    await world.ask('members-partner', REVOKE_ALL, { applicationPasswordIds: [one] })
    const statuses = async () => [
      (await fetched(CALENDAR, basic(first))).status,
      (await fetched(CALENDAR, basic(second))).status,
      (await fetched(CALENDAR, basic(third))).status,
    ]
    expect(await statuses()).toEqual([200, 401, 200])
    await world.ask('members-partner', REVOKE_ALL, { all: true })
    expect(await statuses()).toEqual([401, 401, 401])
    expect((await world.ask('members-partner', REVOKE_ALL, {})).userErrors).toMatchObject([
      { reason: 'IDS_OR_ALL' },
    ])
  })
})
