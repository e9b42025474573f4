import { demoPassword } from '../../schema/world/demo-password'
import { eachDatabase } from '../support/databases'
import { id, INVITE, type MembersWorld, membersWorld, REMOVE, UPDATE } from './members-world'

const OWNER = 'members-owner'
const ADMINISTRATOR = 'members-administrator'
const owner = id('membership/gartenbau-owner')
const administrator = id('membership/gartenbau-administrator')
const collaborator = id('membership/gartenbau-collaborator')

eachDatabase((_name, open) => {
  let world: MembersWorld

  beforeAll(async () => {
    world = await membersWorld(open)
  })
  afterAll(() => world.close())

  const update = (persona: string, input: object) => world.ask(persona, UPDATE, input)

  test('role, accounting and grants change, and what a role does not take goes for good', async () => {
    const product = id('product/gartenbau-website')
    const first = await update(ADMINISTRATOR, { membershipId: collaborator, accounting: true })
    expect(first.membership).toMatchObject({
      accounting: true,
      grantedProducts: { nodes: [{ id: product }] },
    })
    const up = await update(OWNER, { membershipId: collaborator, role: 'ADMINISTRATOR' })
    expect(up.membership).toMatchObject({
      role: 'ADMINISTRATOR',
      accounting: false,
      grantedProducts: { nodes: [] },
    })
    const down = await update(OWNER, { membershipId: collaborator, role: 'EXTERNAL' })
    expect(down.membership).toMatchObject({
      role: 'EXTERNAL',
      accounting: false,
      grantedProducts: { nodes: [] },
    })
    const granted = await update(OWNER, {
      membershipId: collaborator,
      role: 'COLLABORATOR',
      productIds: [product],
    })
    expect(granted.membership.grantedProducts.nodes).toEqual([{ id: product }])
  })

  test('somebody whose role or accounting another changed is told, in their language; nobody else is', async () => {
    const mails = async () =>
      (
        await world.rows('SELECT recipient, locale, data FROM outbox_mails WHERE template = ? ORDER BY id', [
          'member-changed',
        ])
      ).map(({ recipient, locale, data }) => ({ recipient, locale, ...JSON.parse(String(data)) }))
    const ida = {
      recipient: 'ida@gartenbau-arnold.example',
      locale: 'de',
      organisation: 'Gartenbau Arnold',
    }
    const before = (await mails()).length
    const since = async () => (await mails()).slice(before)
    const steps = [
      [{ accounting: true }, { ...ida, role: 'COLLABORATOR', accounting: 'YES' }],
      [{ accounting: false }, { ...ida, role: 'COLLABORATOR', accounting: 'NO' }],
      [{ role: 'ADMINISTRATOR' }, { ...ida, role: 'ADMINISTRATOR', accounting: 'YES' }],
      [{ role: 'EXTERNAL' }, { ...ida, role: 'EXTERNAL', accounting: 'NO' }],
      [{ role: 'COLLABORATOR' }, { ...ida, role: 'COLLABORATOR', accounting: 'NO' }],
    ] as const
    for (const [change] of steps) await update(OWNER, { membershipId: collaborator, ...change })
    expect(await since()).toEqual(steps.map(([, mail]) => mail))
    // Products alone change no role; what was refused is not told; and who changes themselves knows.
    const productIds = [id('product/gartenbau-website')]
    expect((await update(OWNER, { membershipId: collaborator, productIds })).userErrors).toEqual([])
    await update('members-partner', { membershipId: collaborator, accounting: true })
    await update(OWNER, { membershipId: administrator, role: 'OWNER' })
    expect((await update(OWNER, { membershipId: owner, role: 'ADMINISTRATOR' })).userErrors).toEqual([])
    await update(ADMINISTRATOR, { membershipId: owner, role: 'OWNER' })
    await update(OWNER, { membershipId: administrator, role: 'ADMINISTRATOR' })
    const others = (await since()).slice(steps.length).map(({ recipient, role }) => [recipient, role])
    expect(others).toEqual([
      [expect.stringContaining('@'), 'OWNER'],
      [expect.stringContaining('@'), 'OWNER'],
      [others[0]?.[0], 'ADMINISTRATOR'],
    ])
  })

  test('clients are granted in a partner Organisation, and only those it manages', async () => {
    const { memberInvitation } = await world.ask('members-partner', INVITE, {
      email: 'helper@posta.example',
      role: 'COLLABORATOR',
      clientIds: [id('organisation/gartenbau')],
    })
    expect(memberInvitation.grantedClients.nodes).toEqual([{ id: id('organisation/gartenbau') }])
    const { userErrors } = await world.ask('members-partner', INVITE, {
      email: 'helper2@posta.example',
      role: 'COLLABORATOR',
      clientIds: [id('organisation/lakeside')],
    })
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND', field: 'clientIds' }])
  })

  test.each([
    [
      'an administrator changes an owner',
      ADMINISTRATOR,
      { membershipId: owner, role: 'COLLABORATOR' },
      'FORBIDDEN',
    ],
    [
      'an administrator makes themselves an owner',
      ADMINISTRATOR,
      { membershipId: administrator, role: 'OWNER' },
      'FORBIDDEN',
    ],
    [
      'an administrator names another owner',
      ADMINISTRATOR,
      { membershipId: collaborator, role: 'OWNER' },
      'FORBIDDEN',
    ],
    [
      'a collaborator raises themselves',
      'members-collaborator',
      { membershipId: collaborator, role: 'ADMINISTRATOR' },
      'FORBIDDEN',
    ],
    [
      'a collaborator on the owner',
      'members-collaborator',
      { membershipId: owner, role: 'EXTERNAL' },
      'NOT_FOUND',
    ],
    [
      'the Partner, which sees them',
      'members-partner',
      { membershipId: collaborator, accounting: true },
      'FORBIDDEN',
    ],
    ['a stranger', 'stranger', { membershipId: collaborator, accounting: true }, 'NOT_FOUND'],
    ['nothing', OWNER, { membershipId: collaborator }, 'CONFLICT'],
    [
      'accounting for an external',
      OWNER,
      { membershipId: collaborator, role: 'EXTERNAL', accounting: true },
      'BAD_USER_INPUT',
    ],
  ])('refused: %s', async (_what, persona, input, code) => {
    const before = await world.rows('SELECT * FROM memberships ORDER BY id')
    expect((await update(persona, input)).userErrors).toMatchObject([{ code }])
    expect(await world.rows('SELECT * FROM memberships ORDER BY id')).toEqual(before)
  })

  test('the last owner can be neither demoted nor removed, by themselves neither', async () => {
    const demoted = await update(OWNER, { membershipId: owner, role: 'ADMINISTRATOR' })
    expect(demoted.userErrors).toMatchObject([{ code: 'CONFLICT', reason: 'LAST_OWNER' }])
    const left = await world.ask(OWNER, REMOVE, { membershipId: owner })
    expect(left.userErrors).toMatchObject([{ code: 'CONFLICT', reason: 'LAST_OWNER' }])
    await update(OWNER, { membershipId: administrator, role: 'OWNER' })
    const freely = await update(OWNER, { membershipId: owner, role: 'ADMINISTRATOR' })
    expect(freely.membership.role).toBe('ADMINISTRATOR')
    await update(ADMINISTRATOR, { membershipId: owner, role: 'OWNER' })
    await update(OWNER, { membershipId: administrator, role: 'ADMINISTRATOR' })
  })

  test('a member removed is out at once: session, token, grants; invited again, none of it is back', async () => {
    const session = await world.headersOf('members-collaborator')
    const product = `{ product(id: "${id('product/gartenbau-website')}") { id } }`
    const { secret } = await world.askWith(
      session,
      `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret userErrors { code } } }`,
      { application: 'Test', scopes: ['products:read'], password: demoPassword },
    )
    const program = { authorization: `Bearer ${secret}` }
    expect(await world.askWith(program, product)).toEqual({ id: id('product/gartenbau-website') })
    expect((await world.ask(ADMINISTRATOR, REMOVE, { membershipId: collaborator })).userErrors).toEqual([])
    expect(await world.askWith(program, product)).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    })
    expect((await world.askWith(session, product)).errors[0].extensions.code).toBe('NOT_FOUND')
    const { authorization = '' } = session
    expect(await world.askWith({ authorization }, product)).toBeNull()
    const user = Number(id('user/ida-moser').split(':')[1])
    await world.rows(
      `INSERT INTO memberships (user_id, organisation_id, role, accounting, created_at)
       SELECT ?, organisation_id, 'COLLABORATOR', 0, created_at FROM memberships WHERE id = ?`,
      [user, Number(owner.split(':')[1])],
    )
    expect(await world.askWith(program, product)).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    })
    expect(await world.askWith(session, product)).toBeNull()
    const mails = await world.rows("SELECT recipient FROM outbox_mails WHERE template = 'member-removed'")
    expect(mails).toEqual([{ recipient: 'ida@gartenbau-arnold.example' }])
  })
})
