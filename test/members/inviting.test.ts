import { eachDatabase } from '../support/databases'
import { NOON } from '../support/real-engine'
import { ACCEPT, CANCEL, id, INVITE, type MembersWorld, membersWorld, REFUSE, RESEND } from './members-world'

const OWNER = 'members-owner'
const ADMINISTRATOR = 'members-administrator'

eachDatabase((_name, open) => {
  let world: MembersWorld
  let now = NOON

  beforeAll(async () => {
    world = await membersWorld(open, { now: () => now })
  })
  afterAll(() => world.close())
  afterEach(() => {
    now = NOON
  })

  const invite = (email: string, more: object = {}, persona = ADMINISTRATOR) =>
    world.ask(persona, INVITE, { email, role: 'COLLABORATOR', ...more })

  test('a person is invited, sees by the link what for, joins, and has what was promised', async () => {
    const product = id('product/gartenbau-website')
    const made = await invite('Ella.Neu@Posta.example', { accounting: true, productIds: [product] })
    expect(made).toMatchObject({
      membership: null,
      memberInvitation: {
        email: 'ella.neu@posta.example',
        status: 'PENDING',
        grantedProducts: { nodes: [{ id: product }] },
      },
      userErrors: [],
    })
    const [token] = await world.linksTo('ella.neu@posta.example')
    const stored = await world.rows('SELECT token_hash FROM member_invitations WHERE email = ?', [
      'ella.neu@posta.example',
    ])
    expect(stored[0]?.['token_hash']).not.toBe(token)
    const { body } = await world.post({
      query: `{ memberInvitationOfLink(token: "${token}") { organisationName inviterName email role } }`,
    })
    expect(body.data.memberInvitationOfLink).toEqual({
      organisationName: 'Gartenbau Arnold',
      inviterName: 'Kurt Lang',
      email: 'ella.neu@posta.example',
      role: 'COLLABORATOR',
    })
    const ella = await world.newcomer('ella.neu@posta.example', 'Ella Neu')
    expect(await world.askWith(ella, ACCEPT, { token })).toMatchObject({
      membership: { role: 'COLLABORATOR', accounting: true },
      userErrors: [],
    })
    const acting = { ...ella, 'x-organisation': id('organisation/gartenbau') }
    const seen = await world.askWith(acting, '{ products { nodes { id } } }')
    expect(seen.nodes).toEqual([{ id: product }])
    // Once.
    expect((await world.askWith(ella, ACCEPT, { token })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    const reported = await world.rows(
      "SELECT recipient FROM outbox_mails WHERE template = 'member-joined' ORDER BY id DESC LIMIT 1",
    )
    expect(reported[0]?.['recipient']).toBe('kurt@gartenbau-arnold.example')
  })

  test('it answers alike, and does alike, whether the address has an account or not', async () => {
    const without = await invite('nobody.yet@posta.example')
    const withOne = await invite('henning.petersen@hafenkontor.example')
    const [people] = await world.rows('SELECT email FROM users WHERE email LIKE ?', ['%hafenkontor%'])
    const known = await invite(String(people?.['email']))
    const shape = (answer: { memberInvitation: object; userErrors: object[] }) =>
      JSON.stringify({ ...answer, memberInvitation: { ...answer.memberInvitation, id: '', email: '' } })
    expect(shape(known)).toBe(shape(without))
    expect(shape(withOne)).toBe(shape(without))
    const mails = await world.rows(
      'SELECT locale, data FROM outbox_mails WHERE recipient IN (?, ?) ORDER BY id',
      ['nobody.yet@posta.example', String(people?.['email'])],
    )
    const words = mails.map(({ locale, data }) => [locale, String(data).replace(/#token=[\w-]+/, '')])
    expect(words).toHaveLength(2)
    expect(words[0]).toEqual(words[1])
  })

  test('the link is of no use to anybody else, late, replaced or taken back - all alike', async () => {
    const email = 'wanted@posta.example'
    const { memberInvitation } = await invite(email)
    const wanted = await world.newcomer(email)
    const [first = ''] = await world.linksTo(email)
    const other = await world.newcomer('other@posta.example')
    const answers = [await world.askWith(other, ACCEPT, { token: first })]
    const nowhere = await world.askWith(wanted, ACCEPT, { token: 'never-was' })
    await world.ask(OWNER, RESEND, { memberInvitationId: memberInvitation.id })
    answers.push(await world.askWith(wanted, ACCEPT, { token: first }))
    const [, second = ''] = await world.linksTo(email)
    now = new Date(NOON.getTime() + 14 * 86_400_000)
    answers.push(await world.askWith(wanted, ACCEPT, { token: second }))
    now = NOON
    await world.ask(OWNER, CANCEL, { memberInvitationId: memberInvitation.id })
    answers.push(await world.askWith(wanted, REFUSE, { token: second }))
    for (const answer of answers) expect(answer).toEqual(nowhere)
    expect(nowhere.userErrors).toEqual([{ code: 'NOT_FOUND', reason: 'NOTHING_HERE', field: 'token' }])
  })

  test('an invitation dies with the right of whoever invited', async () => {
    const email = 'by.kurt@posta.example'
    await invite(email)
    const person = await world.newcomer(email)
    const [token] = await world.linksTo(email)
    await world.rows("UPDATE memberships SET role = 'COLLABORATOR' WHERE id = ?", [
      Number(id('membership/gartenbau-administrator').split(':')[1]),
    ])
    const { userErrors } = await world.askWith(person, ACCEPT, { token })
    await world.rows("UPDATE memberships SET role = 'ADMINISTRATOR' WHERE id = ?", [
      Number(id('membership/gartenbau-administrator').split(':')[1]),
    ])
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await world.askWith(person, ACCEPT, { token })).userErrors).toEqual([])
  })

  test.each([
    ['an administrator names no owner', { role: 'OWNER' }, 'FORBIDDEN', 'NOT_ALLOWED'],
    [
      'an external has no accounting',
      { role: 'EXTERNAL', accounting: true },
      'BAD_USER_INPUT',
      'ACCOUNTING_IS_FOR_COLLABORATORS',
    ],
    ['a product of somebody else', { productIds: ['Product:1'] }, 'NOT_FOUND', 'NOTHING_HERE'],
    ['a client where there is none', { clientIds: ['Organisation:1'] }, 'NOT_FOUND', 'NOTHING_HERE'],
    [
      'products for an administrator',
      { role: 'ADMINISTRATOR', productIds: [id('product/gartenbau-website')] },
      'BAD_USER_INPUT',
      'ROLE_HAS_ALL_PRODUCTS',
    ],
    ['a member', { email: 'ida@gartenbau-arnold.example' }, 'CONFLICT', 'ALREADY_MEMBER'],
    ['somebody invited', { email: 'Rosa.Feld@posta.example' }, 'CONFLICT', 'ALREADY_INVITED'],
    ['no address', { email: 'a@b' }, 'BAD_USER_INPUT', 'NOT_AN_EMAIL'],
    [
      'a header in the address',
      { email: 'a@posta.example\r\nBcc: b@posta.example' },
      'BAD_USER_INPUT',
      expect.any(String),
    ],
  ])('refused: %s', async (_what, more, code, reason) => {
    const before = await world.rows('SELECT COUNT(*) AS n FROM outbox_mails')
    const answer = await invite('somebody@posta.example', more)
    expect(answer.userErrors).toMatchObject([{ code, reason }])
    expect(await world.rows('SELECT COUNT(*) AS n FROM outbox_mails')).toEqual(before)
  })

  test.each(['members-collaborator', 'members-partner', 'stranger'])(
    '%s invites nobody there',
    async (persona) => {
      const before = await world.rows(
        'SELECT COUNT(*) AS n FROM member_invitations WHERE organisation_id = ?',
        [Number(id('organisation/gartenbau').split(':')[1])],
      )
      await invite('anybody@posta.example', {}, persona)
      expect(
        await world.rows('SELECT COUNT(*) AS n FROM member_invitations WHERE organisation_id = ?', [
          Number(id('organisation/gartenbau').split(':')[1]),
        ]),
      ).toEqual(before)
    },
  )

  test('an address is not written to more than five times a day', async () => {
    const reasons: string[] = []
    for (let time = 0; time < 6; time += 1) {
      const { memberInvitation, userErrors } = await invite('busy@posta.example')
      reasons.push(userErrors[0]?.reason ?? 'sent')
      if (memberInvitation !== null)
        await world.ask(OWNER, CANCEL, { memberInvitationId: memberInvitation.id })
    }
    expect(reasons).toEqual([...Array<string>(5).fill('sent'), 'INVITED_TOO_OFTEN'])
  })
})
