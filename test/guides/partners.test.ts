import { eachDatabase } from '../support/databases'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'

const EDIT = `mutation ($input: UpdatePartnerEntryInput!) { updatePartnerEntry(input: $input) {
  partner { displayName website description logoUrl country languages contactEmail contactPhone }
  userErrors { code reason field } } }`

eachDatabase((_name, open) => {
  let gateway: DemoGateway
  let alpenrand: string
  let members: readonly { id: string; user: { email: string } }[]
  beforeAll(async () => {
    gateway = await mutationsOn(await open())
    const viewer = await gateway.ask(
      'partner-full-client-pays',
      '{ viewer { organisation { partner { id } memberships { nodes { id user { email } } } } } }',
    )
    alpenrand = viewer.organisation.partner.id
    members = viewer.organisation.memberships.nodes
  })
  afterAll(() => gateway.close())

  const edit = (input: object, persona = 'partner-full-client-pays') =>
    gateway.ask(persona, EDIT, { partnerId: alpenrand, ...input })
  const found = async (search: string): Promise<readonly string[]> => {
    const { nodes } = await gateway.ask(
      'client-owner',
      `{ partners(search: ${JSON.stringify(search)}) { nodes { displayName } } }`,
    )
    return nodes.map((one: { displayName: string }) => one.displayName)
  }

  it('lets a Partner’s owner edit its entry, which every member reads', async () => {
    const said = {
      displayName: 'Alpenränd Büro',
      website: 'https://alpenrand.example/',
      description: 'Shops and mail.\nIn the mountains.',
      logoUrl: 'https://alpenrand.example/logo.svg',
      country: 'CH',
      languages: ['de', 'it'],
      contactEmail: 'hallo@alpenrand.example',
      contactPhone: '+41 81 555 01 01',
    }
    expect(await edit(said)).toEqual({ partner: said, userErrors: [] })
    expect(
      await gateway.ask('client-external', `{ partner(id: "${alpenrand}") { description languages } }`),
    ).toEqual({
      description: said.description,
      languages: said.languages,
    })
    expect((await edit(said)).userErrors).toMatchObject([{ reason: 'UNCHANGED' }])
    expect((await edit({ description: null, languages: [] })).partner).toMatchObject({
      description: null,
      languages: null,
    })
  })

  it('refuses what cannot stand there', async () => {
    for (const website of [
      'http://alpenrand.example',
      'javascript:alert(1)',
      'https://a:b@alpenrand.example',
      'x',
    ]) {
      expect((await edit({ website })).userErrors).toMatchObject([
        { reason: 'NOT_A_WEB_ADDRESS', field: 'website' },
      ])
    }
    expect((await edit({ languages: ['Deutsch'] })).userErrors).toMatchObject([{ reason: 'NOT_LANGUAGES' }])
    expect((await edit({ displayName: null })).userErrors).toMatchObject([{ reason: 'EMPTY' }])
  })

  it('lets nobody else edit it: not its administrator, not its client', async () => {
    expect((await edit({ country: 'DE' }, 'both-as-partner')).userErrors).toMatchObject([
      { code: 'FORBIDDEN' },
    ])
    expect((await edit({ country: 'DE' }, 'client-owner')).userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  it('is found without accents, and by the whole address of its people that it has published', async () => {
    await edit({ displayName: 'Alpenränd Büro', country: 'AT' })
    expect(await found('alpenrand buro')).toEqual(['Alpenränd Büro'])
    const [first, second] = members.map(({ id, user }) => ({ id, email: user.email }))
    if (first === undefined || second === undefined) throw new Error('Alpenrand has too few members.')
    expect(await found(first.email)).toEqual([])
    expect((await edit({ publishedMemberIds: [first.id] })).userErrors).toEqual([])
    expect(await found(first.email.toUpperCase())).toEqual(['Alpenränd Büro'])
    expect(await found(first.email.slice(1))).toEqual([])
    expect(await found(second.email)).toEqual([])
    expect((await edit({ publishedMemberIds: [] })).userErrors).toEqual([])
    expect(await found(first.email)).toEqual([])
  })

  it('publishes nobody of another Organisation', async () => {
    const { memberships } = await gateway.ask('client-owner', '{ viewer { memberships { id } } }')
    const answer = await edit({ publishedMemberIds: [memberships[0].id] })
    expect(answer.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: 'publishedMemberIds' }])
  })
})
