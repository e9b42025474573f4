import { demoTokenOf } from '../../schema/world/demo/demo-token'
import { id, INVITE, type MembersWorld, membersWorld, UPDATE } from '../members/members-world'
import { eachDatabase } from '../support/databases'

const own = {
  owner: id('membership/gartenbau-owner'),
  administrator: id('membership/gartenbau-administrator'),
  collaborator: id('membership/gartenbau-collaborator'),
}

/** What people ask to be who are not. */
eachDatabase((_name, open) => {
  let world: MembersWorld
  let before: unknown

  const stored = async () => [
    await world.rows('SELECT * FROM memberships ORDER BY id'),
    await world.rows('SELECT * FROM member_invitations ORDER BY id'),
  ]
  const code = async (persona: string, query: string, input: object) =>
    (await world.ask(persona, query, input)).userErrors[0]?.code

  beforeAll(async () => {
    world = await membersWorld(open)
    before = await stored()
  })
  afterAll(() => world.close())

  test.each(['OWNER', 'ADMINISTRATOR'])('a collaborator does not make themselves %s', async (role) => {
    expect(await code('members-collaborator', UPDATE, { membershipId: own.collaborator, role })).toBe(
      'FORBIDDEN',
    )
    expect(await code('members-collaborator', UPDATE, { membershipId: own.owner, role: 'EXTERNAL' })).toBe(
      'NOT_FOUND',
    )
    expect(await code('members-collaborator', INVITE, { email: 'me@posta.example', role })).toBe('FORBIDDEN')
    expect(await stored()).toEqual(before)
  })

  test('accounting is not taken by the one it is for', async () => {
    const input = { membershipId: own.collaborator, accounting: true }
    expect(await code('members-collaborator', UPDATE, input)).toBe('FORBIDDEN')
    expect(await stored()).toEqual(before)
  })

  test('an administrator makes no owner: not of themselves, not of another, not by invitation', async () => {
    for (const membershipId of [own.administrator, own.collaborator]) {
      const input = { membershipId, role: 'OWNER' }
      expect(await code('members-administrator', UPDATE, input)).toBe('FORBIDDEN')
    }
    const input = { email: 'straw@posta.example', role: 'OWNER' }
    expect(await code('members-administrator', INVITE, input)).toBe('FORBIDDEN')
    const down = { membershipId: own.owner, role: 'EXTERNAL' }
    expect(await code('members-administrator', UPDATE, down)).toBe('FORBIDDEN')
    expect(await stored()).toEqual(before)
  })

  test('the owner of one Organisation is nobody in another, whatever the header says', async () => {
    const headers = await world.headersOf('members-partner')
    const query = UPDATE
    const elsewhere = { ...headers, 'x-organisation': id('organisation/gartenbau') }
    // WHY two: naming an owner is a right of its own.
    for (const role of ['OWNER', 'ADMINISTRATOR']) {
      const variables = { input: { membershipId: own.collaborator, role } }
      const asked = await world.post({ query, variables }, headers)
      // A Partner with full access sees the people of its client.
      expect(asked.body.data.updateMembership.userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
      const { body } = await world.post({ query, variables }, elsewhere)
      expect([body.data ?? null, body.errors[0].extensions.code]).toEqual([null, 'NOT_FOUND'])
    }
    expect(await stored()).toEqual(before)
  })

  test('not even the owner’s token with every scope changes who is what', async () => {
    const token = { authorization: `Bearer ${demoTokenOf('gartenbau-everything')}` }
    const input = { membershipId: own.collaborator, role: 'OWNER' }
    const { body } = await world.post({ query: UPDATE, variables: { input } }, token)
    expect([body.data ?? null, body.errors[0].extensions.code]).toEqual([null, 'FORBIDDEN'])
    expect(await stored()).toEqual(before)
  })
})
