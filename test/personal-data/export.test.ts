import { strFromU8, unzipSync } from 'fflate'
import { personas } from '../../schema/world/demo/personas'
import { personReferences } from '../../schema/personal-data/person-references'
import { type Desk, deskOn } from '../partnership/desk'
import { eachDatabase } from '../support/databases'

type Rows = readonly Readonly<Record<string, unknown>>[]

eachDatabase((_name, open) => {
  let desk: Desk

  const fetched = async (headers: Readonly<Record<string, string>>) =>
    fetch(`${desk.url}/personal-data.zip`, { headers })
  const dataOf = async (persona: string): Promise<Readonly<Record<string, Rows>>> => {
    const response = await fetched(await desk.headersOf(persona))
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
    desk = await deskOn(open)
  })
  afterAll(() => desk.close())

  test('holds what is kept of the person: the record, memberships, grants, sessions, acts', async () => {
    const RENAME = `mutation ($input: UpdateOrganisationInput!) { updateOrganisation(input: $input) { userErrors { code } } }`
    const lakeside = `Organisation:${desk.key('organisation/lakeside')}`
    expect(
      await desk.ask('client-owner', RENAME, { organisationId: lakeside, phone: '+41 41 000 00 00' }),
    ).toEqual({ userErrors: [] })
    const data = await dataOf('client-owner')
    const user = desk.key('user/nina-keller')
    expect(data['profile']).toEqual([
      expect.objectContaining({ id: user, name: 'Nina Keller', email: 'nina.keller@lakeside-hotel.example' }),
    ])
    expect(data['memberships']).toEqual([expect.objectContaining({ role: 'OWNER', user_id: user })])
    expect(data['sessions']?.length).toBeGreaterThan(0)
    expect(data['audit-entries']).toEqual(
      expect.arrayContaining([expect.objectContaining({ action: 'organisation changed', user_id: user })]),
    )
    expect(data['orders-placed']?.length).toBeGreaterThan(0)
    const external = await dataOf('client-external')
    expect(external['product-grants']).toHaveLength(1)
  })

  test('has a file for everything that is exported, and no secret in any', async () => {
    const files = await dataOf('client-owner')
    for (const { exported } of personReferences)
      if (exported !== null) expect(Object.keys(files)).toContain(exported)
    const told = JSON.stringify(files)
    expect(told).not.toMatch(/\$argon2|"[a-z_]*(hash|secret|totp)[a-z_]*"/)
    expect(told).not.toMatch(/[0-9a-f]{64}/)
  })

  test.each(['client-owner', 'partner-switched', 'both-as-partner', 'holder-not-member', 'staff-support'])(
    'tells %s of nobody else',
    async (key) => {
      const told = JSON.stringify(await dataOf(key))
      const me = personas.find((one) => one.key === key)
      const others = personas.filter(({ email }) => email !== me?.email)
      expect(others.length).toBeGreaterThan(30)
      expect(others.filter(({ email }) => told.includes(email)).map(({ email }) => email)).toEqual([])
    },
  )

  test('is for who is signed in', async () => {
    expect((await fetched({})).status).toBe(401)
    expect((await fetched({ authorization: 'Bearer nonsense' })).status).toBe(401)
  })
})
