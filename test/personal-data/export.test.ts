import { strFromU8, unzipSync } from 'fflate'
import { deliverAccessRequests } from '../../schema/access-request/deliver-access-requests'
import '../../schema/declared'
import { addressReferences, personReferences } from '../../schema/personal-data/person-reference'
import { personas } from '../../schema/world/demo/personas'
import { systemClock } from '../../src/platform/clock'
import { billingAdminOn, type TestBilling } from '../partnership/desk'
import { eachDatabase } from '../support/databases'
import { NOON } from '../support/real-engine'

type Rows = readonly Readonly<Record<string, unknown>>[]

eachDatabase((_name, open) => {
  let admin: TestBilling

  const fetched = async (headers: Readonly<Record<string, string>>) =>
    fetch(`${admin.url}/personal-data.zip`, { headers })
  const dataOf = async (persona: string): Promise<Readonly<Record<string, Rows>>> => {
    const response = await fetched(await admin.headersOf(persona))
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip'])
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()))
    return Object.fromEntries(
      Object.entries(files).map(([name, file]) => [
        name.replace('.json', ''),
        JSON.parse(strFromU8(file)) as Rows,
      ]),
    )
  }

  beforeAll(async () => {
    admin = await billingAdminOn(open)
  })
  afterAll(() => admin.close())

  test('holds what is kept of the person: the record, memberships, grants, sessions, acts', async () => {
    const RENAME = `mutation ($input: UpdateOrganisationInput!) { updateOrganisation(input: $input) { userErrors { code } } }`
    const lakeside = `Organisation:${admin.key('organisation/lakeside')}`
    expect(
      await admin.ask('client-owner', RENAME, { organisationId: lakeside, phone: '+41 41 000 00 00' }),
    ).toEqual({ userErrors: [] })
    const data = await dataOf('client-owner')
    const user = admin.key('user/nina-keller')
    expect(data['profile']).toEqual([
      expect.objectContaining({ id: user, name: 'Nina Keller', email: 'nina.keller@lakeside-hotel.example' }),
    ])
    expect(data['memberships']).toEqual([expect.objectContaining({ role: 'OWNER', user_id: user })])
    expect(data['sessions']?.length).toBeGreaterThan(0)
    expect(data['audit-entries']).toEqual(
      expect.arrayContaining([expect.objectContaining({ action: 'organisation changed' })]),
    )
    expect(data['orders-placed']?.length).toBeGreaterThan(0)
    const external = await dataOf('client-external')
    expect(external['product-grants']).toHaveLength(1)
  })

  test('has a file for everything that is exported, and no secret in any', async () => {
    const files = await dataOf('client-owner')
    for (const { exported } of [...personReferences(), ...addressReferences()])
      if (exported !== null) expect(Object.keys(files)).toContain(exported.file)
    const reported = JSON.stringify(files)
    expect(reported).not.toMatch(/\$argon2|"[a-z_]*(hash|secret|totp)[a-z_]*"/)
    expect(reported).not.toMatch(/[0-9a-f]{64}/)
  })

  test.each(['client-owner', 'partner-switched', 'both-as-partner', 'holder-not-member', 'staff-support'])(
    'tells %s of nobody else',
    async (key) => {
      const reported = JSON.stringify(await dataOf(key))
      const me = personas.find((one) => one.key === key)
      const others = personas.filter(({ email }) => email !== me?.email)
      expect(others.length).toBeGreaterThan(30)
      expect(others.filter(({ email }) => reported.includes(email)).map(({ email }) => email)).toEqual([])
    },
  )

  /** The archive of a person after some change behind their back, byte for byte the same or not. */
  const bytesOf = async (persona: string) =>
    JSON.stringify(Object.entries(await dataOf(persona)).filter(([name]) => name !== 'sessions'))

  test('a Partner cannot tell from it whether the address that it asked is anybody’s', async () => {
    const ask = (clientEmail: string, clientName: string) =>
      admin.ask(
        'partner-full-client-pays',
        `mutation ($input: RequestPartnershipInput!) { requestPartnership(input: $input) { accessRequest { id } userErrors { code } } }`,
        { clientEmail, clientName, access: 'FULL', paymentMode: 'CLIENT_PAYS' },
      )
    await ask('mara.hofer@nobody.example', 'One')
    await ask(personas.find(({ key }) => key === 'stranger')?.email ?? '', 'Two')
    const before = await bytesOf('partner-full-client-pays')
    expect(before).toContain('nobody.example')
    const done = await deliverAccessRequests(
      { dataSource: admin.database, publicUrl: 'https://here.example', clock: systemClock },
      NOON,
    )
    expect(done.delivered).toBeGreaterThan(0)
    expect(await bytesOf('partner-full-client-pays')).toBe(before)
  })

  test('who was removed, or whose mandate has ended, learns nothing that was set afterwards', async () => {
    for (const persona of ['stranger', 'partner-ended', 'client-external', 'client-collaborator']) {
      const me = personas.find(({ key }) => key === persona)?.ids.user ?? 0
      const hidden = admin.key('product/hofer-website')
      await admin.run(`UPDATE products SET managed_by_id = ?, name = 'hofer.example' WHERE id = ?`, [
        me,
        hidden,
      ])
      const before = await bytesOf(persona)
      await admin.run(
        `UPDATE products SET auto_renew = 1 - auto_renew, status = 'SUSPENDED', expires_on = '2029-01-01', name = 'changed.example' WHERE id = ?`,
        [hidden],
      )
      expect([persona, await bytesOf(persona)]).toEqual([persona, before])
      expect(before).not.toContain('hofer.example')
    }
  })

  test('is for who is signed in', async () => {
    expect((await fetched({})).status).toBe(401)
    expect((await fetched({ authorization: 'Bearer nonsense' })).status).toBe(401)
  })
})
