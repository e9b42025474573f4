import { expireInvitations } from '../../schema/partnership/close-offer'
import { idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { type GuideWorld, guideWorld, product } from './guide-world'

const CLIENT = 'client-owner-inviting'
const LOOK = `query ($token: String!) { invitationOfLink(token: $token) {
  state clientName partnerName inviterName access payer products { category count } expiresAt } }`
const CLOSED = {
  clientName: 'Jurawanderer',
  inviterName: null,
  access: null,
  payer: null,
  products: null,
  expiresAt: null,
}

eachDatabase((_name, open) => {
  let world: GuideWorld
  beforeAll(async () => {
    world = await guideWorld(await open())
  })
  beforeEach(() => world.turnTo('2026-11-23'))
  afterAll(() => world.close())

  const look = async (token: string) => {
    const { body } = await world.post({ query: LOOK, variables: { token } })
    expect(body.errors).toBeUndefined()
    return body.data.invitationOfLink
  }
  const invite = async (partner: string, terms: object) => {
    const input = { partnerId: idOf(`partner/${partner}`), ...terms }
    const answer = await world.mutate(CLIENT, 'invitePartner', input, 'partnership { id clientName }')
    expect(answer.userErrors).toEqual([])
    return { ...answer.partnership, token: await newestToken() }
  }
  const newestToken = async (): Promise<string> => {
    const letter = (await world.lettersSince(0))
      .filter(({ template }) => ['invitation', 'invitation-resent'].includes(template))
      .at(-1)
    return new URL(letter?.data['link'] ?? 'x:').hash.replace('#token=', '')
  }
  const answer = (persona: string, mutation: string, token: string) =>
    world.ask(
      persona,
      `mutation ($input: AnswerInvitationInput!) { ${mutation}(input: $input) { userErrors { code } } }`,
      { token },
    )
  const limited = { access: 'LIMITED', productIds: [product('jura-website')] }
  const act = async (mutation: string, partnershipId: string) => {
    const text = `mutation ($input: PartnershipInput!) { ${mutation}(input: $input) { userErrors { code } } }`
    expect((await world.ask(CLIENT, text, { partnershipId })).userErrors).toEqual([])
  }
  const everything = () =>
    Promise.all(['partnerships', 'spent_invitation_links', 'audit_entries'].map((table) => world.rows(table)))

  test('The link says who invites whom, to what, who pays, and until when; reading never uses it.', async () => {
    const { id, token, clientName } = await invite('riva', limited)
    const before = await everything()
    const open = {
      state: 'OPEN',
      clientName,
      partnerName: 'Riva Studio',
      inviterName: 'Tobias Chételat',
      access: 'LIMITED',
      payer: 'CLIENT_PAYS',
      products: [{ category: 'WEB_HOSTING', count: 1 }],
      expiresAt: '2026-12-23T12:00:00.000Z',
    }
    expect(await look(token)).toEqual(open)
    expect(await look(token)).toEqual(open)
    expect(await everything()).toEqual(before)
    await act('cancelInvitation', id)
  })

  test('Full access names the categories of all products, and the Partner where it pays.', async () => {
    const { id, token } = await invite('riva', { access: 'FULL', paymentMode: 'PARTNER_PAYS' })
    const { access, payer, products } = await look(token)
    expect({ access, payer }).toEqual({ access: 'FULL', payer: 'PARTNER_PAYS' })
    const [{ organisation_id }] = (await world.rows('products')).filter(
      (row) => `Product:${row.id}` === product('jura-website'),
    )
    const live = (await world.rows('products')).filter(
      (row) => row.organisation_id === organisation_id && row.status !== 'ENDED',
    )
    const categories = [...new Set<string>(live.map(({ category }) => category))].sort()
    expect(products).toEqual(
      categories.map((category) => ({
        category,
        count: live.filter((row) => row.category === category).length,
      })),
    )
    await act('cancelInvitation', id)
  })

  test('A link that was replaced or withdrawn says so, and nothing of what was offered.', async () => {
    const { id, token, clientName } = await invite('riva', limited)
    await act('resendInvitation', id)
    const newer = await newestToken()
    expect(newer).not.toBe(token)
    const closed = { ...CLOSED, clientName, partnerName: 'Riva Studio' }
    expect(await look(token)).toEqual({ ...closed, state: 'REPLACED' })
    expect((await look(newer)).state).toBe('OPEN')
    await act('cancelInvitation', id)
    expect(await look(token)).toEqual({ ...closed, state: 'WITHDRAWN' })
    expect(await look(newer)).toEqual({ ...closed, state: 'WITHDRAWN' })
  })

  test.each([
    ['acceptInvitation', 'invitation-lakeside-nordlicht'],
    ['refuseInvitation', 'invitation-jura-nordlicht'],
  ])('After %s the link says that it is used, and answers nothing any more.', async (mutation, token) => {
    expect((await look(token)).state).toBe('OPEN')
    expect((await answer('partner-pending', mutation, token)).userErrors).toEqual([])
    const nothing = { inviterName: null, access: null, payer: null, products: null, expiresAt: null }
    expect(await look(token)).toMatchObject({ ...nothing, state: 'USED' })
    for (const again of ['acceptInvitation', 'refuseInvitation']) {
      const { userErrors } = await answer('partner-pending', again, token)
      expect(userErrors).toEqual([{ code: 'NOT_FOUND' }])
    }
  })

  test('A link whose time is over says so, before and after the job that closes it.', async () => {
    const { token, clientName } = await invite('riva', limited)
    const expired = { ...CLOSED, clientName, partnerName: 'Riva Studio', state: 'EXPIRED' }
    world.turnTo('2026-12-23T11:59:59.999Z')
    expect((await look(token)).state).toBe('OPEN')
    world.turnTo('2026-12-23')
    expect(await look(token)).toEqual(expired)
    await expireInvitations(world.dependencies, world.now())
    expect(await look(token)).toEqual(expired)
  })

  test('A token that never was, and the secret of another link, open nothing.', async () => {
    const stored = (await world.rows('spent_invitation_links'))[0].token_hash
    for (const token of ['', 'x', 'a'.repeat(43), stored]) expect(await look(token)).toBeNull()
  })
})
