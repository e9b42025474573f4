import { idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { type TestBilling, billingAdminOn, nothingBut } from './desk'
import { CHANGE_ACCESS, CHANGE_MODE, END } from './documents'

const password = 'mandate-demo'
const limited = idOf('partnership/lakeside-pixelwerk')
const full = idOf('partnership/cordier-ondebleue')
const product = (name: string) => idOf(`product/${name}`)

const HISTORY = (id: string) => `{ partnership(id: "${id}") { status history { kind at byUser { name }
  before { access paymentMode productCount } after { access paymentMode productCount } } } }`

eachDatabase((_name, open) => {
  let admin: TestBilling

  beforeAll(async () => {
    admin = await billingAdminOn(open)
  })

  afterAll(() => admin.close())

  const changed = (persona: string, partnershipId: string, terms: object) =>
    admin.ask(persona, CHANGE_ACCESS, { partnershipId, ...terms })
  const fullTerms = { access: 'FULL', paymentMode: 'CLIENT_PAYS' }
  describe('a change of access is refused, and nothing is left behind', () => {
    const one = { access: 'LIMITED', productIds: [product('lakeside-mail')] }

    test.each([
      [
        'the same products',
        { access: 'LIMITED', productIds: ['lakeside-campaign-site', 'lakeside-newsletter'].map(product) },
        'CONFLICT',
        'UNCHANGED',
      ],
      ['no product', { access: 'LIMITED' }, 'BAD_USER_INPUT', 'PRODUCTS_NEEDED'],
      [
        'limited with a mode',
        { ...one, paymentMode: 'CLIENT_PAYS' },
        'BAD_USER_INPUT',
        'NO_MODE_WITH_LIMITED_ACCESS',
      ],
      ['full without a mode', { access: 'FULL' }, 'BAD_USER_INPUT', 'MODE_NEEDED'],
      ['full while another is full', fullTerms, 'CONFLICT', 'FULL_PARTNER_EXISTS'],
      [
        'a product of another',
        { access: 'LIMITED', productIds: [product('jura-website')] },
        'NOT_FOUND',
        'NOTHING_HERE',
      ],
    ])('%s', async (_what, terms, code, reason) => {
      expect(await admin.tried(() => changed('client-owner', limited, terms))).toMatchObject(
        nothingBut({ code, reason }),
      )
    })

    test('full that stays full has its own operation for the mode', async () => {
      const terms = { access: 'FULL', paymentMode: 'CLIENT_PAYS' }
      expect(await admin.tried(() => changed('client-owner-partner-pays', full, terms))).toMatchObject(
        nothingBut({
          code: 'CONFLICT',
          reason: 'UNCHANGED',
        }),
      )
    })

    test('what is pending or ended is not changed', async () => {
      for (const [persona, name] of [
        ['client-owner', 'lakeside-nordlicht'],
        ['client-owner-ended', 'duval-rhone'],
      ] as const) {
        expect(
          await admin.tried(() => changed(persona, idOf(`partnership/${name}`), fullTerms)),
        ).toMatchObject(
          nothingBut({
            code: 'FORBIDDEN',
          }),
        )
      }
    })

    test.each([
      ['the client’s administrator', 'client-administrator', 'FORBIDDEN'],
      ['a collaborator with accounting', 'client-accountant', 'FORBIDDEN'],
      ['a collaborator', 'client-collaborator', 'NOT_FOUND'],
      ['an external user', 'client-external', 'NOT_FOUND'],
      ['the Partner', 'partner-limited', 'FORBIDDEN'],
      ['its collaborator', 'partner-limited-collaborator', 'FORBIDDEN'],
      ['another Partner of the client', 'partner-switched', 'NOT_FOUND'],
      ['a stranger', 'stranger', 'NOT_FOUND'],
      ['the signed-out', 'nobody', 'UNAUTHENTICATED'],
    ])('%s neither changes the access nor the mode', async (_who, persona, code) => {
      expect(await admin.tried(() => changed(persona, limited, one))).toMatchObject(nothingBut({ code }))
      const mode = { partnershipId: limited, paymentMode: 'CLIENT_PAYS' }
      expect(await admin.tried(() => admin.ask(persona, CHANGE_MODE, mode))).toMatchObject(
        nothingBut({ code }),
      )
    })
  })

  test('other products, single ones of the whole, the whole of single ones; the history tells', async () => {
    const seenBy = async (persona: string, names: readonly string[]) => {
      const found = await admin.ask(persona, `{ nodes(ids: ${JSON.stringify(names.map(product))}) { id } }`)
      return names.filter((_name, index) => found[index] !== null)
    }
    const some = ['cordier-website', 'cordier-mail', 'cordier-domain']
    const owner = 'client-owner-partner-pays'
    expect(await seenBy('partner-full-partner-pays', some)).toEqual(some)
    const paid = (await admin.rows('products')).filter(
      (row) =>
        row['organisation_id'] === admin.key('organisation/cordier') &&
        row['payer_id'] === admin.key('organisation/ondebleue'),
    )
    expect(paid.length).toBeGreaterThan(0)
    // As a Partner who pays in euros leaves them.
    await admin.run("UPDATE products SET currency = 'EUR', public_price = 1 WHERE id = ?", [
      paid[0]?.['id'] ?? 0,
    ])
    const listed = await admin.run("SELECT amount FROM prices WHERE currency = 'CHF' AND category = ?", [
      paid[0]?.['category'] ?? '',
    ])

    const down = await changed(owner, full, { access: 'LIMITED', productIds: [product('cordier-mail')] })
    expect(down).toMatchObject({
      partnership: { partnerAccess: 'LIMITED', paymentMode: null, productCount: 1, status: 'ACTIVE' },
      userErrors: [],
    })
    expect(await seenBy('partner-full-partner-pays', some)).toEqual(['cordier-mail'])
    // Limited access has no mode: the client pays.
    for (const { id } of paid) {
      const [row] = (await admin.rows('products')).filter((now) => now['id'] === id)
      expect(row).toMatchObject({
        payer_id: admin.key('organisation/cordier'),
        reseller_price: null,
        currency: 'CHF',
      })
      if (id === paid[0]?.['id']) expect(listed).toMatchObject([{ amount: row?.['public_price'] }])
    }

    const other = await changed(owner, full, {
      access: 'LIMITED',
      productIds: [product('cordier-website'), product('cordier-mail')],
    })
    expect(other).toMatchObject({ partnership: { productCount: 2 }, userErrors: [] })
    expect(await seenBy('partner-full-partner-pays', some)).toEqual(['cordier-website', 'cordier-mail'])

    const up = await changed(owner, full, fullTerms)
    expect(up).toMatchObject({
      partnership: { partnerAccess: 'FULL', paymentMode: 'CLIENT_PAYS' },
      userErrors: [],
    })
    expect(up.partnership.grantedProducts.nodes).toEqual([])
    expect(await seenBy('partner-full-partner-pays', some)).toEqual(some)

    const { history } = await admin.ask(owner, HISTORY(full))
    const single = (productCount: number) => ({ access: 'LIMITED', paymentMode: null, productCount })
    const whole = (paymentMode: string) => ({ access: 'FULL', paymentMode, productCount: null })
    expect(history.slice(-3)).toMatchObject([
      {
        kind: 'ACCESS_CHANGED',
        before: whole('PARTNER_PAYS'),
        after: single(1),
        byUser: { name: 'Claire Cordier' },
      },
      { kind: 'ACCESS_CHANGED', before: single(1), after: single(2) },
      { kind: 'ACCESS_CHANGED', before: single(2), after: whole('CLIENT_PAYS') },
    ])
    // The Partner reads the same as long as its mandate lasts; its client’s people by their own records.
    expect((await admin.ask('partner-full-partner-pays', HISTORY(full))).history).toHaveLength(history.length)
    expect(await admin.ask('partner-limited', HISTORY(full))).toBeNull()
  })

  describe('ending', () => {
    const switched = idOf('partnership/lakeside-kontrast')

    test('asks for the password again', async () => {
      const wrong = { partnershipId: switched, password: 'not this one' }
      expect(await admin.tried(() => admin.ask('client-owner', END, wrong))).toMatchObject(
        nothingBut({
          code: 'BAD_USER_INPUT',
          reason: 'WRONG_PASSWORD',
          field: 'password',
        }),
      )
    })

    test.each([
      ['the client’s administrator', 'client-administrator', 'FORBIDDEN'],
      ['a collaborator with accounting', 'client-accountant', 'FORBIDDEN'],
      ['a collaborator', 'client-collaborator', 'NOT_FOUND'],
      ['an external user', 'client-external', 'NOT_FOUND'],
      ['a collaborator of the Partner, granted', 'partner-collaborator-granted', 'FORBIDDEN'],
      ['a collaborator of the Partner, not granted', 'partner-collaborator-not-granted', 'NOT_FOUND'],
      ['another Partner of the client', 'partner-limited', 'NOT_FOUND'],
      ['a stranger', 'stranger', 'NOT_FOUND'],
      ['the signed-out', 'nobody', 'UNAUTHENTICATED'],
    ])('%s does not end it', async (_who, persona, code) => {
      expect(
        await admin.tried(() => admin.ask(persona, END, { partnershipId: switched, password })),
      ).toMatchObject(nothingBut({ code }))
    })

    test('by the client: the Partner is told, loses everything but its own invoices, and pays for nothing any more', async () => {
      const client = admin.key('organisation/lakeside')
      const partner = admin.key('organisation/kontrast')
      const paid = async () =>
        (await admin.rows('products')).filter(
          (row) => row['organisation_id'] === client && row['payer_id'] === partner,
        )
      expect((await paid()).length).toBe(3)
      const invoices = await admin.rows('invoices')
      const own = `{ invoices(first: 100) { nodes { id } } }`
      const before = await admin.ask('partner-switched', own)

      const ended = await admin.mailsOf(() =>
        admin.ask('client-owner', END, { partnershipId: switched, password }),
      )
      expect(ended.answer).toMatchObject({
        partnership: { status: 'ENDED', endedAt: '2026-11-23T12:00:00.000Z' },
        userErrors: [],
      })
      expect(ended.mails.length).toBeGreaterThan(0)
      expect(ended.mails[0]).toMatchObject({
        to: 'simon.vogel@kontrast.example',
        template: 'partnership-ended',
        data: { client: 'Lakeside Hotel', endedBy: 'CLIENT', endedOn: '2026-11-23' },
      })
      expect(Object.keys(ended.mails[0]?.data ?? {}).sort()).toEqual([
        'client',
        'endedBy',
        'endedOn',
        'partner',
      ])
      expect(await paid()).toEqual([])
      expect(await admin.rows('invoices')).toEqual(invoices)
      expect(await admin.ask('partner-switched', own)).toEqual(before)
      const grants = (await admin.rows('client_grants')).filter((row) => row['client_id'] === client)
      expect(
        grants.filter(
          (row) => row['membership_id'] === admin.key('membership/kontrast-collaborator-granted'),
        ),
      ).toEqual([])

      const seen = await admin.ask(
        'partner-switched',
        `{ partnership(id: "${switched}") { status clientName endedAt client { id } partnerAccess paymentMode productCount history { kind } } }`,
      )
      expect(seen).toEqual({
        status: 'ENDED',
        clientName: 'Lakeside Hotel',
        endedAt: '2026-11-23T12:00:00.000Z',
        client: null,
        partnerAccess: null,
        paymentMode: null,
        productCount: null,
        history: null,
      })
      expect(
        await admin.ask('partner-switched', `{ product(id: "${product('lakeside-website')}") { id } }`),
      ).toBeNull()
      const { history } = await admin.ask('client-owner', HISTORY(switched))
      expect(history.at(-1)).toMatchObject({
        kind: 'ENDED',
        byUser: { name: 'Nina Keller' },
        after: null,
      })
      expect(
        await admin.tried(() => admin.ask('client-owner', END, { partnershipId: switched, password })),
      ).toMatchObject(
        nothingBut({
          code: 'FORBIDDEN',
        }),
      )
    })

    test('by the Partner: the owners of the client are told', async () => {
      const ended = await admin.mailsOf(() =>
        admin.ask('partner-limited', END, { partnershipId: limited, password }),
      )
      expect(ended.answer).toMatchObject({
        partnership: { status: 'ENDED', partnerAccess: null },
        userErrors: [],
      })
      expect(ended.mails).toMatchObject([
        {
          to: 'nina.keller@lakeside-hotel.example',
          template: 'partnership-ended',
          data: { endedBy: 'PARTNER' },
        },
      ])
    })
  })
})
