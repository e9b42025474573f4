import { idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { type TestBilling, billingAdminOn, hashOf, tokenOf } from './desk'
import { ACCEPT, CANCEL, INVITE, RESEND } from './documents'

const partner = (name: string) => idOf(`partner/${name}`)
const website = idOf('product/jura-website')
const LIMITED = { partnerId: partner('riva'), access: 'LIMITED', productIds: [website] }
const FULL = { partnerId: partner('alpenrand'), access: 'FULL', paymentMode: 'PARTNER_PAYS' }

eachDatabase((_name, open) => {
  let admin: TestBilling

  beforeAll(async () => {
    admin = await billingAdminOn(open)
  })

  afterAll(() => admin.close())

  const invite = (input: object, persona = 'client-owner-inviting') => admin.ask(persona, INVITE, input)

  describe('refused, and nothing is left behind', () => {
    const own = { organisationId: idOf('organisation/birkenhof') }
    const product = (name: string) => ({ ...LIMITED, productIds: [website, idOf(`product/${name}`)] })

    test.each([
      ['limited without a product', { ...LIMITED, productIds: [] }, 'BAD_USER_INPUT', 'PRODUCTS_NEEDED'],
      [
        'limited with a mode',
        { ...LIMITED, paymentMode: 'CLIENT_PAYS' },
        'BAD_USER_INPUT',
        'NO_MODE_WITH_LIMITED_ACCESS',
      ],
      [
        'a product twice',
        { ...LIMITED, productIds: [website, website] },
        'BAD_USER_INPUT',
        'PRODUCT_REPEATED',
      ],
      ['full without a mode', { ...FULL, paymentMode: null }, 'BAD_USER_INPUT', 'MODE_NEEDED'],
      [
        'full with products',
        { ...FULL, productIds: [website] },
        'BAD_USER_INPUT',
        'NO_PRODUCTS_WITH_FULL_ACCESS',
      ],
      ['the product of another', product('lakeside-website'), 'NOT_FOUND', 'NOTHING_HERE'],
      ['a product that is none', { ...LIMITED, productIds: [website, 'x'] }, 'NOT_FOUND', 'NOTHING_HERE'],
      ['a Partner that is none', { ...FULL, partnerId: 'Partner:999999' }, 'NOT_FOUND', 'NOTHING_HERE'],
      [
        'an Organisation that is no Partner',
        { ...FULL, partnerId: 'Partner:1' },
        'NOT_FOUND',
        'NOTHING_HERE',
      ],
      ['an id of another type', { ...FULL, partnerId: website }, 'NOT_FOUND', 'NOTHING_HERE'],
      [
        'a Partner out of the directory',
        { ...FULL, partnerId: partner('rhone') },
        'NOT_FOUND',
        'NOTHING_HERE',
      ],
      [
        'one that is invited already',
        { ...FULL, partnerId: partner('nordlicht') },
        'CONFLICT',
        'PARTNERSHIP_IS_LIVE',
      ],
      ['for an Organisation one does not see', { ...FULL, ...own }, 'NOT_FOUND', 'NOTHING_HERE'],
    ])('%s', async (_what, input, code, reason) => {
      const before = await admin.everything()
      expect(await invite(input)).toMatchObject({ partnership: null, userErrors: [{ code, reason }] })
      expect(await admin.everything()).toEqual(before)
    })

    test.each([
      ['an administrator', 'client-administrator', 'FORBIDDEN'],
      ['a collaborator with accounting', 'client-accountant', 'FORBIDDEN'],
      ['a collaborator', 'client-collaborator', 'FORBIDDEN'],
      ['an external user', 'client-external', 'FORBIDDEN'],
      ['the administrator of a Partner', 'partner-administrator', 'FORBIDDEN'],
      ['a collaborator of a Partner', 'partner-collaborator-granted', 'FORBIDDEN'],
      ['the signed-out', 'nobody', 'UNAUTHENTICATED'],
    ])('%s may not', async (_who, persona, code) => {
      const before = await admin.everything()
      expect(await invite(FULL, persona)).toMatchObject({ partnership: null, userErrors: [{ code }] })
      expect(await admin.everything()).toEqual(before)
    })

    test('a Partner does not invite for its client, and nobody invites themselves', async () => {
      const forClient = {
        ...FULL,
        partnerId: partner('pixelwerk'),
        organisationId: idOf('organisation/birkenhof'),
      }
      expect(await invite(forClient, 'partner-full-client-pays')).toMatchObject({
        userErrors: [{ code: 'FORBIDDEN' }],
      })
      expect(await invite(FULL, 'partner-full-client-pays')).toMatchObject({
        userErrors: [{ code: 'BAD_USER_INPUT', reason: 'NOT_ONESELF', field: 'partnerId' }],
      })
    })

    test('a second full one is refused early; a Partner that has left is known to whom it dealt with', async () => {
      const second = { ...FULL, partnerId: partner('riva') }
      expect(await invite(second, 'client-owner-client-pays')).toMatchObject({
        userErrors: [{ code: 'CONFLICT', reason: 'FULL_PARTNER_EXISTS', field: 'access' }],
      })
      expect(await invite({ ...FULL, partnerId: partner('rhone') }, 'client-owner-ended')).toMatchObject({
        userErrors: [{ code: 'CONFLICT', reason: 'NOT_IN_DIRECTORY', field: 'partnerId' }],
      })
      expect(
        await invite({ ...FULL, partnerId: partner('pixelwerk') }, 'client-owner-client-pays'),
      ).toMatchObject({
        userErrors: [{ code: 'CONFLICT', reason: 'PARTNER_HAS_ASKED' }],
      })
    })
  })

  test('limited access: picked products, a hashed token, one mail a person in their language, no amount', async () => {
    const { mails, answer } = await admin.mailsOf(() => invite({ ...LIMITED, idempotencyKey: 'once' }))
    expect(answer).toMatchObject({
      partnership: { status: 'PENDING', partnerAccess: 'LIMITED', paymentMode: null, productCount: 1 },
      userErrors: [],
    })
    expect(answer.partnership.grantedProducts.nodes).toEqual([{ id: website }])
    expect(mails.map(({ to, template, locale }) => [to, template, locale])).toEqual([
      ['chiara@rivastudio.example', 'invitation', 'it'],
    ])
    const [mail] = mails
    expect(Object.keys(mail?.data ?? {})).toEqual([
      'client',
      'partner',
      'offer',
      'products',
      'expiresOn',
      'link',
    ])
    expect(mail?.data).toMatchObject({ offer: 'LIMITED', products: 1, expiresOn: '2026-12-23' })
    const [row] = (await admin.rows('partnerships')).slice(-1)
    expect(row).toMatchObject({ token_hash: hashOf(tokenOf(mail)), requested_by_partner: 0 })
    expect(JSON.stringify(await admin.rows('audit_entries'))).not.toContain(tokenOf(mail))

    const replayed = await admin.mailsOf(() => invite({ ...LIMITED, idempotencyKey: 'once' }))
    expect(replayed).toEqual({ answer, mails: [] })
    expect(await invite({ ...FULL, idempotencyKey: 'once' })).toMatchObject({
      userErrors: [{ code: 'CONFLICT', reason: 'KEY_OF_ANOTHER_INPUT' }],
    })
    expect(await invite(LIMITED)).toMatchObject({
      userErrors: [{ code: 'CONFLICT', reason: 'PARTNERSHIP_IS_LIVE' }],
    })
  })

  test('full access: the mode that was chosen; the Partner sees the offer, and nothing of the client', async () => {
    const { mails, answer } = await admin.mailsOf(() => invite(FULL))
    const { id } = answer.partnership
    expect(answer.partnership).toMatchObject({
      status: 'PENDING',
      partnerAccess: 'FULL',
      paymentMode: 'PARTNER_PAYS',
    })
    expect(mails.map(({ data }) => data['offer'])).toEqual(mails.map(() => 'FULL_PARTNER_PAYS'))
    // Owner and administrator, each once.
    expect(mails.map(({ to }) => to)).toEqual(['daniel@alpenrand.example', 'sophie.widmer@posta.example'])
    const seen = await admin.ask(
      'partner-full-client-pays',
      `{ partnership(id: "${id}") { status partnerAccess paymentMode productCount invitedBy { name } client { name legalName }
          history { kind } grantedProducts { nodes { id } } } }`,
    )
    expect(seen).toMatchObject({
      status: 'PENDING',
      partnerAccess: 'FULL',
      invitedBy: { name: 'Tobias Chételat' },
      client: { name: 'Jurawanderer', legalName: null },
      history: null,
      grantedProducts: null,
    })
    const product = await admin.ask('partner-full-client-pays', `{ product(id: "${website}") { id } }`)
    expect(product).toBeNull()
  })

  test('sent again: a new token for 30 days, the old one is void; then taken back', async () => {
    const partnershipId = idOf('partnership/jura-nordlicht')
    const { mails } = await admin.mailsOf(() => admin.ask('client-owner-inviting', RESEND, { partnershipId }))
    expect(mails).toMatchObject([
      { to: 'jan@nordlicht-it.example', template: 'invitation-resent', data: { offer: 'FULL_PARTNER_PAYS' } },
    ])
    const [row] = (await admin.rows('partnerships')).filter(
      ({ id }) => id === admin.key('partnership/jura-nordlicht'),
    )
    expect(row).toMatchObject({ token_hash: hashOf(tokenOf(mails[0])) })
    expect(String(row?.['expires_at'])).toContain('2026-12-23 12:00')
    const old = await admin.ask('partner-pending', ACCEPT, { token: 'invitation-jura-nordlicht' })
    expect(old).toMatchObject({ userErrors: [{ code: 'NOT_FOUND', field: 'token' }] })

    const again = () => admin.ask('client-owner-inviting', RESEND, { partnershipId })
    for (let times = 1; times < 5; times += 1) expect(await again()).toMatchObject({ userErrors: [] })
    expect(await again()).toMatchObject({ userErrors: [{ code: 'CONFLICT', reason: 'SENT_TOO_OFTEN' }] })

    const cancelled = await admin.ask('client-owner-inviting', CANCEL, { partnershipId })
    expect(cancelled).toMatchObject({ partnership: { status: 'CANCELLED' }, userErrors: [] })
    const void_ = await admin.ask('partner-pending', ACCEPT, { token: tokenOf(mails[0]) })
    expect(void_).toMatchObject({ userErrors: [{ code: 'NOT_FOUND', field: 'token' }] })
    for (const document of [RESEND, CANCEL]) {
      const before = await admin.everything()
      const answer = await admin.ask('client-owner-inviting', document, { partnershipId })
      expect(answer).toMatchObject({ partnership: null, userErrors: [{ code: 'FORBIDDEN' }] })
      expect(await admin.everything()).toEqual(before)
    }
  })

  test.each([
    ['the client’s administrator', 'client-administrator', 'FORBIDDEN'],
    ['the invited Partner', 'partner-pending', 'FORBIDDEN'],
    ['a collaborator with accounting', 'client-accountant', 'NOT_FOUND'],
    ['a collaborator', 'client-collaborator', 'NOT_FOUND'],
    ['an external user', 'client-external', 'NOT_FOUND'],
    ['another Partner of the client', 'partner-switched', 'NOT_FOUND'],
    ['a stranger', 'stranger', 'NOT_FOUND'],
    ['the signed-out', 'nobody', 'UNAUTHENTICATED'],
  ])('%s neither re-sends nor cancels an invitation', async (_who, persona, code) => {
    const before = await admin.everything()
    for (const document of [RESEND, CANCEL]) {
      const answer = await admin.ask(persona, document, {
        partnershipId: idOf('partnership/lakeside-nordlicht'),
      })
      expect(answer).toMatchObject({ partnership: null, userErrors: [{ code }] })
    }
    expect(await admin.everything()).toEqual(before)
  })

  test('the directory is searched by a part of the name or a whole address, which no part spells out', async () => {
    const find = async (search: string): Promise<string[]> => {
      const found = await admin.ask(
        'client-owner-inviting',
        `{ partners(search: ${JSON.stringify(search)}) { nodes { displayName } totalCount } }`,
      )
      return found.nodes.map(({ displayName }: { displayName: string }) => displayName)
    }
    const [quarz] = await admin.database.query<{ email: string }[]>(
      'SELECT email FROM partners WHERE id = ?',
      [admin.key('partner/quarz')],
    )
    expect(await find('uarz')).toEqual(['Quarz Informatik'])
    expect(await find(quarz?.email ?? '')).toEqual(['Quarz Informatik'])
    expect(await find((quarz?.email ?? '').slice(0, -1))).toEqual([])
    expect(await find('@')).toEqual([])
    expect(await find('%')).toEqual([])
    expect(await find('rhône')).toEqual([])
  })
})
