import { idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { type TestBilling, billingAdminOn, nothingBut, tokenOf } from './desk'
import { ACCEPT, CANCEL, END, INVITE, REFUSE, RESEND } from './documents'

const website = idOf('product/jura-website')
const lakesideNordlicht = idOf('partnership/lakeside-nordlicht')
const juraNordlicht = idOf('partnership/jura-nordlicht')
const TOKEN = 'invitation-lakeside-nordlicht'

eachDatabase((_name, open) => {
  let admin: TestBilling

  beforeAll(async () => {
    admin = await billingAdminOn(open)
  })

  afterAll(() => admin.close())

  /** What accepting and refusing come to. */
  const answered = async (persona: string, input: object) => [
    await admin.tried(() => admin.ask(persona, ACCEPT, input)),
    await admin.tried(() => admin.ask(persona, REFUSE, input)),
  ]
  const twice = (error: object) => [nothingBut(error), nothingBut(error)]

  describe('refused, and nothing is left behind', () => {
    test.each([
      ['the client', 'client-owner', 'FORBIDDEN'],
      ['the client’s administrator', 'client-administrator', 'FORBIDDEN'],
      ['a collaborator with accounting', 'client-accountant', 'NOT_FOUND'],
      ['a collaborator', 'client-collaborator', 'NOT_FOUND'],
      ['an external user', 'client-external', 'NOT_FOUND'],
      ['another Partner of the client', 'partner-switched', 'NOT_FOUND'],
      ['a collaborator of another Partner', 'partner-collaborator-granted', 'NOT_FOUND'],
      ['a stranger', 'stranger', 'NOT_FOUND'],
      ['the signed-out', 'nobody', 'UNAUTHENTICATED'],
    ])('%s does not answer an invitation, neither by id nor by its token', async (_who, persona, code) => {
      expect(await answered(persona, { partnershipId: lakesideNordlicht })).toMatchObject(twice({ code }))
      const byToken = code === 'UNAUTHENTICATED' ? { code } : { code: 'NOT_FOUND', field: 'token' }
      expect(await answered(persona, { token: TOKEN })).toMatchObject(twice(byToken))
    })

    test('a token that never was is answered like one of somebody else', async () => {
      const none = await admin.ask('stranger', ACCEPT, { token: 'no such token' })
      expect(await admin.ask('stranger', ACCEPT, { token: TOKEN })).toEqual(none)
    })

    test.each([
      ['neither', {}],
      ['both', { partnershipId: lakesideNordlicht, token: TOKEN }],
    ])('%s of id and token', async (_what, input) => {
      expect(await answered('partner-pending', input)).toMatchObject(
        twice({ code: 'BAD_USER_INPUT', reason: 'ID_OR_TOKEN' }),
      )
    })

    test('an invitation is accepted as it is', async () => {
      for (const more of [{ access: 'FULL' }, { productIds: [website] }, { paymentMode: 'CLIENT_PAYS' }]) {
        const answer = await admin.ask('partner-pending', ACCEPT, { partnershipId: juraNordlicht, ...more })
        expect(answer).toMatchObject({
          userErrors: [{ code: 'BAD_USER_INPUT', reason: 'TERMS_ARE_THE_CLIENTS' }],
        })
      }
    })

    test('one that has expired, although no job has come by yet', async () => {
      const set = 'UPDATE partnerships SET expires_at = ? WHERE id = ?'
      await admin.run(set, ['2026-11-23 12:00:00.000', admin.key('partnership/lakeside-nordlicht')])
      expect(await answered('partner-pending', { partnershipId: lakesideNordlicht })).toMatchObject(
        twice({ code: 'CONFLICT', reason: 'INVITATION_EXPIRED' }),
      )
      expect(await answered('partner-pending', { token: TOKEN })).toMatchObject(
        twice({ code: 'NOT_FOUND', field: 'token' }),
      )
      await admin.run(set, ['2026-11-23 12:00:00.001', admin.key('partnership/lakeside-nordlicht')])
    })

    test('a second full Partner, without a word about the first', async () => {
      await admin.run(
        "UPDATE partnerships SET partner_access = 'FULL', payment_mode = 'CLIENT_PAYS' WHERE id = ?",
        [admin.key('partnership/lakeside-nordlicht')],
      )
      const before = await admin.everything()
      const answer = await admin.ask('partner-pending', ACCEPT, { token: TOKEN })
      expect(answer).toMatchObject({ userErrors: [{ code: 'CONFLICT', reason: 'COLLISION', field: null }] })
      expect(await admin.everything()).toEqual(before)
      await admin.run(
        "UPDATE partnerships SET partner_access = 'LIMITED', payment_mode = NULL WHERE id = ?",
        [admin.key('partnership/lakeside-nordlicht')],
      )
    })
  })

  test('accepted by the token of the mail: in force at once, told to the owners, the token used up', async () => {
    const mail = idOf('product/lakeside-mail')
    const drive = idOf('product/lakeside-domain')
    const look = () =>
      admin.ask('partner-pending', `{ nodes(ids: ["${mail}", "${drive}"]) { ... on Product { id name } } }`)
    expect(await look()).toEqual([null, null])
    const { mails, answer } = await admin.mailsOf(() =>
      admin.ask('partner-pending', ACCEPT, { token: TOKEN }),
    )
    expect(answer).toMatchObject({
      partnership: {
        id: lakesideNordlicht,
        status: 'ACTIVE',
        startedAt: '2026-11-23T12:00:00.000Z',
        clientName: 'Lakeside Hotel',
        partnerAccess: 'LIMITED',
        productCount: 2,
      },
      userErrors: [],
    })
    expect(mails).toEqual([
      {
        to: 'nina.keller@lakeside-hotel.example',
        template: 'invitation-accepted',
        locale: 'de',
        data: { client: 'Lakeside Hotel', partner: 'Nordlicht IT', offer: 'LIMITED' },
      },
    ])
    expect(await look()).toEqual([{ id: mail, name: expect.any(String) }, null])
    const [row] = (await admin.rows('partnerships')).filter(
      ({ id }) => id === admin.key('partnership/lakeside-nordlicht'),
    )
    expect(row).toMatchObject({ token_hash: null })
    expect(await answered('partner-pending', { token: TOKEN })).toMatchObject(
      twice({ code: 'NOT_FOUND', field: 'token' }),
    )
    expect(await answered('partner-pending', { partnershipId: lakesideNordlicht })).toMatchObject(
      twice({ code: 'FORBIDDEN' }),
    )
  })

  test('refused in the dashboard: nothing of the client is in reach, and the refusal is final', async () => {
    const reported = await admin.mailsOf(() =>
      admin.ask('partner-pending', REFUSE, { partnershipId: juraNordlicht }),
    )
    expect(reported.answer).toMatchObject({
      partnership: { status: 'REFUSED', clientName: 'Jurawanderer', partnerAccess: null },
      userErrors: [],
    })
    expect(reported.mails).toMatchObject([
      {
        to: 'tobias@jurawanderer.example',
        template: 'invitation-refused',
        data: { partner: 'Nordlicht IT' },
      },
    ])
    const seen = await admin.ask(
      'partner-pending',
      `{ partnership(id: "${juraNordlicht}") { status client { id } } }`,
    )
    expect(seen).toEqual({ status: 'REFUSED', client: null })
    expect(await answered('partner-pending', { partnershipId: juraNordlicht })).toMatchObject(
      twice({ code: 'FORBIDDEN' }),
    )
  })

  test.each(['refused', 'cancelled', 'expired'])('a partnership that is %s stays so', async (how) => {
    const names = { refused: 'jura-quarz', cancelled: 'jura-sentiero', expired: 'jura-sommet' }
    const partnershipId = idOf(`partnership/${names[how as keyof typeof names]}`)
    expect(await answered(`partner-${how}`, { partnershipId })).toMatchObject(twice({ code: 'FORBIDDEN' }))
    const before = await admin.everything()
    for (const document of [RESEND, CANCEL]) {
      const answer = await admin.ask('client-owner-inviting', document, { partnershipId })
      expect(answer).toMatchObject({ userErrors: [{ code: 'FORBIDDEN' }] })
    }
    const end = await admin.ask('client-owner-inviting', END, { partnershipId, password: 'mandate-demo' })
    expect(end).toMatchObject({ userErrors: [{ code: 'FORBIDDEN' }] })
    expect(await admin.everything()).toEqual(before)
  })

  test('the Partner’s people who were external users change sides when the mandate starts, for good', async () => {
    const jura = admin.key('organisation/jura')
    const tobias = admin.key('user/tobias-chetelat')
    const makeExternal = async (user: string) => {
      await admin.run(
        `INSERT INTO memberships (user_id, organisation_id, role, accounting, created_at)
         VALUES (?, ?, 'EXTERNAL', 0, '2026-01-01 00:00:00.000')`,
        [admin.key(`user/${user}`), jura],
      )
      await admin.run(
        `INSERT INTO product_grants (membership_id, product_id, granted_by_id, granted_at)
         SELECT id, ?, ?, '2026-01-01 00:00:00.000' FROM memberships WHERE user_id = ? AND organisation_id = ?`,
        [admin.key('product/jura-shop-domain'), tobias, admin.key(`user/${user}`), jura],
      )
    }
    // A collaborator and the owner of the Partner, an external user of it, and somebody else.
    for (const user of ['noah-huber', 'laura-meier', 'tim-egli', 'lea-sutter']) await makeExternal(user)
    await admin.run(
      `INSERT INTO memberships (user_id, organisation_id, role, accounting, created_at)
       VALUES (?, ?, 'EXTERNAL', 0, '2026-01-01 00:00:00.000')`,
      [admin.key('user/tim-egli'), admin.key('organisation/pixelwerk')],
    )
    await admin.run(
      `INSERT INTO api_tokens (user_id, organisation_id, application, prefix, token_hash, scopes, created_at)
       VALUES (?, ?, 'Own script', 'mdt_', 'taken over', 'products:read', '2026-01-01 00:00:00.000')`,
      [admin.key('user/noah-huber'), jura],
    )
    const externals = async (): Promise<unknown[]> => {
      const all = await admin.rows('memberships')
      return all
        .filter((row) => row['organisation_id'] === jura && row['role'] === 'EXTERNAL')
        .map((row) => row['user_id'])
    }
    const everybody = ['noah-huber', 'laura-meier', 'tim-egli', 'lea-sutter'].map((user) =>
      admin.key(`user/${user}`),
    )
    const asNoahAt = async (organisation: string, query: string) => {
      const headers = await admin.headersOf('partner-limited-collaborator')
      return (
        await admin.post({ query }, { ...headers, 'x-organisation': idOf(`organisation/${organisation}`) })
      ).body
    }
    const products = `{ website: product(id: "${website}") { id }
      domain: product(id: "${idOf('product/jura-shop-domain')}") { id } }`

    const { mails, answer: invited } = await admin.mailsOf(() =>
      admin.ask('client-owner-inviting', INVITE, {
        partnerId: idOf('partner/pixelwerk'),
        access: 'LIMITED',
        productIds: [website],
      }),
    )
    expect(invited.userErrors).toEqual([])
    expect(await externals()).toEqual(everybody)
    expect((await asNoahAt('jura', products)).data).toEqual({
      website: null,
      domain: { id: expect.any(String) },
    })

    const started = await admin.ask('partner-limited', ACCEPT, { token: tokenOf(mails[0]) })
    expect(started).toMatchObject({ partnership: { status: 'ACTIVE' }, userErrors: [] })
    expect(await externals()).toEqual(everybody.slice(2))
    // Whoever invites them again brings no token of theirs back.
    const token = (await admin.rows('api_tokens')).find(({ token_hash }) => token_hash === 'taken over')
    expect(token).toMatchObject({ revoked_at: expect.anything() })
    expect((await asNoahAt('jura', products)).data).toBeUndefined()
    expect((await asNoahAt('pixelwerk', products)).data).toEqual({ website: { id: website }, domain: null })
    const audit = (await admin.rows('audit_entries')).filter(({ action }) =>
      String(action).includes('taken over'),
    )
    expect(audit).toHaveLength(2)

    const { id: partnershipId } = started.partnership
    const ended = await admin.ask('partner-limited', END, { partnershipId, password: 'mandate-demo' })
    expect(ended).toMatchObject({ partnership: { status: 'ENDED' }, userErrors: [] })
    expect(await externals()).toEqual(everybody.slice(2))
    expect((await asNoahAt('pixelwerk', products)).data).toEqual({ website: null, domain: null })
    expect((await asNoahAt('jura', products)).data).toBeUndefined()
    const grants = (await admin.rows('client_grants')).filter((row) => row['client_id'] === jura)
    expect(grants).toEqual([])
  })
})
