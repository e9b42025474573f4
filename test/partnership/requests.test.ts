import { deliverAccessRequests } from '../../schema/access-request/deliver-access-requests'
import { expireInvitations } from '../../schema/partnership/close-offer'
import { idOf } from '../../schema/world/demo/demo-world'
import { systemClock } from '../../src/platform/clock'
import { eachDatabase } from '../support/databases'
import { NOON } from '../support/real-engine'
import { type TestBilling, billingAdminOn } from './desk'
import { ACCEPT, REFUSE, REQUEST, TAKE_BACK } from './documents'

const KNOWN = 'claire@cordier-horlogerie.example'
const LIMITED = { clientName: 'Cordier', access: 'LIMITED' }
const A_MONTH_LATER = new Date(NOON.getTime() + 30 * 86_400_000)

eachDatabase((_name, open) => {
  let admin: TestBilling

  const asked = (clientEmail: string, more: object = {}, persona = 'partner-limited') =>
    admin.ask(persona, REQUEST, { clientEmail, ...LIMITED, ...more })
  const dependencies = () => ({
    dataSource: admin.database,
    publicUrl: 'https://here.example',
    clock: systemClock,
  })
  const deliver = () => deliverAccessRequests(dependencies(), NOON)
  const expire = (now: Date) => expireInvitations(dependencies(), now)
  const ofCordier = async () =>
    (await admin.rows('partnerships')).filter(
      (row) =>
        row['client_id'] === admin.key('organisation/cordier') &&
        row['partner_id'] === admin.key('partner/pixelwerk'),
    )
  const everythingPartnerSees = async () => {
    const headers = await admin.headersOf('partner-limited')
    const query = `{ accessRequests(last: 50) { nodes { clientName clientEmail partnerAccess paymentMode status closedAt access { readable can } } totalCount }
      partnerships(first: 50) { nodes { id status clientName } totalCount } }`
    return (await admin.post({ query }, headers)).text
  }

  describe('asked', () => {
    beforeAll(async () => {
      admin = await billingAdminOn(open)
    })

    afterAll(() => admin.close())

    test.each([
      ['no address', { clientEmail: 'Cordier' }, 'BAD_USER_INPUT', 'NOT_AN_ADDRESS'],
      ['no name', { clientName: '  ' }, 'BAD_USER_INPUT', 'EMPTY'],
      ['a name too long', { clientName: 'x'.repeat(201) }, 'BAD_USER_INPUT', 'TOO_LONG'],
      ['full without a mode', { access: 'FULL' }, 'BAD_USER_INPUT', 'MODE_NEEDED'],
      [
        'limited with a mode',
        { paymentMode: 'CLIENT_PAYS' },
        'BAD_USER_INPUT',
        'NO_MODE_WITH_LIMITED_ACCESS',
      ],
    ])('refused: %s', async (_what, more, code, reason) => {
      const before = await admin.everything()
      expect(await asked(KNOWN, more)).toMatchObject({ accessRequest: null, userErrors: [{ code, reason }] })
      expect(await admin.everything()).toEqual(before)
    })

    test('only the owner and the administrators of a Partner ask, and see and take back what was asked', async () => {
      const before = await admin.everything()
      for (const [persona, code] of [
        ['client-owner', 'FORBIDDEN'],
        ['client-administrator', 'FORBIDDEN'],
        ['client-external', 'FORBIDDEN'],
        ['partner-limited-collaborator', 'FORBIDDEN'],
        ['partner-accountant', 'FORBIDDEN'],
        ['partner-external', 'FORBIDDEN'],
        ['nobody', 'UNAUTHENTICATED'],
      ] as const) {
        expect(await asked(KNOWN, {}, persona)).toMatchObject({ accessRequest: null, userErrors: [{ code }] })
      }
      const accessRequestId = idOf('access-request/birkenhof-pixelwerk')
      for (const [persona, code] of [
        ['client-owner-client-pays', 'NOT_FOUND'],
        ['partner-limited-collaborator', 'NOT_FOUND'],
        ['partner-switched', 'NOT_FOUND'],
        ['stranger', 'NOT_FOUND'],
        ['nobody', 'UNAUTHENTICATED'],
      ] as const) {
        const answer = await admin.ask(persona, TAKE_BACK, { accessRequestId })
        expect(answer).toMatchObject({ accessRequest: null, userErrors: [{ code }] })
      }
      expect(await admin.everything()).toEqual(before)
      expect(await asked(KNOWN, {}, 'partner-administrator')).toMatchObject({ userErrors: [] })
    })

    test('refused by the client: the Partner keeps what it wrote itself, not the name', async () => {
      const partnershipId = idOf('partnership/birkenhof-pixelwerk')
      for (const [persona, code] of [
        ['partner-limited', 'NOT_FOUND'],
        ['both-as-client', 'NOT_FOUND'],
        ['partner-full-client-pays', 'NOT_FOUND'],
      ] as const) {
        expect(await admin.ask(persona, REFUSE, { partnershipId })).toMatchObject({ userErrors: [{ code }] })
      }
      const refused = await admin.mailsOf(() =>
        admin.ask('client-owner-client-pays', REFUSE, { partnershipId }),
      )
      expect(refused.answer).toMatchObject({ partnership: { status: 'REFUSED' }, userErrors: [] })
      expect(refused.mails).toMatchObject([
        {
          to: 'laura@pixelwerk.example',
          template: 'access-refused',
          data: { client: 'Birkenhof, Winterthur' },
        },
      ])
      expect(JSON.stringify(refused.mails)).not.toContain('Birkenhof Immobilien')
      const seen = await admin.ask(
        'partner-limited',
        `{ partnership(id: "${partnershipId}") { status clientName client { id } } }`,
      )
      expect(seen).toEqual({ status: 'REFUSED', clientName: 'Birkenhof, Winterthur', client: null })
      const own = await admin.ask('partner-limited', OWN)
      expect(own.nodes).toEqual([{ status: 'REFUSED', clientName: 'Birkenhof, Winterthur' }])
    })
  })

  describe('asked of anybody', () => {
    beforeAll(async () => {
      admin = await billingAdminOn(open)
    })

    afterAll(() => admin.close())

    test('asking tells nothing: the same answer and the same rows, whoever has the address', async () => {
      const addresses = [
        KNOWN,
        'nobody@nowhere.example',
        // Of no owner, of the owner of another Partner, of the asking Partner itself, of a client it has already.
        'antoine@cordier-horlogerie.example',
        'simon.vogel@kontrast.example',
        'laura@pixelwerk.example',
        'nina.keller@lakeside-hotel.example',
      ]
      const tables = ['partnerships', 'partnership_events', 'outbox_mails', 'organisations', 'memberships']
      const before = await Promise.all(tables.map((table) => admin.rows(table)))
      const answers: unknown[] = []
      for (const clientEmail of addresses) {
        const { accessRequest, userErrors } = await asked(` ${clientEmail.toUpperCase()} `)
        answers.push({
          ...accessRequest,
          id: 'any',
          clientEmail: accessRequest.clientEmail === clientEmail,
          userErrors,
        })
      }
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
      expect(answers[0]).toMatchObject({
        clientName: 'Cordier',
        clientEmail: true,
        status: 'PENDING',
        userErrors: [],
      })
      expect(await Promise.all(tables.map((table) => admin.rows(table)))).toEqual(before)

      const seen = await everythingPartnerSees()
      expect(await deliver()).toEqual({ delivered: 2, forNobody: 4, withdrawn: 0 })
      expect(await everythingPartnerSees()).toBe(seen)
      for (const clientEmail of addresses) {
        expect(await asked(clientEmail)).toMatchObject({
          accessRequest: null,
          userErrors: [{ code: 'CONFLICT', reason: 'ALREADY_ASKED', field: 'clientEmail' }],
        })
      }
      const others = (await admin.rows('access_requests')).filter((row) => row['status'] === 'PENDING')
      expect(await expire(new Date(A_MONTH_LATER.getTime() - 1))).toMatchObject({
        requests: others.length - addresses.length,
      })
      await expire(A_MONTH_LATER)
      const after = JSON.parse(await everythingPartnerSees())
      const kept = after.data.accessRequests.nodes.slice(-addresses.length)
      expect(
        new Set(kept.map((node: Record<string, unknown>) => JSON.stringify({ ...node, clientEmail: '' })))
          .size,
      ).toBe(1)
      expect(kept[0]).toMatchObject({ status: 'EXPIRED' })
      expect(await ofCordier()).toMatchObject([{ status: 'EXPIRED' }])
      expect(after.data.partnerships.nodes.map(({ id }: { id: string }) => id)).toEqual(
        JSON.parse(seen).data.partnerships.nodes.map(({ id }: { id: string }) => id),
      )
    })
  })

  describe('asked and taken back', () => {
    beforeAll(async () => {
      admin = await billingAdminOn(open)
    })

    afterAll(() => admin.close())

    test('taken back: not to be granted from that moment, withdrawn before the client by the job', async () => {
      const accessRequestId = idOf('access-request/birkenhof-pixelwerk')
      const partnershipId = idOf('partnership/birkenhof-pixelwerk')
      const back = await admin.ask('partner-limited', TAKE_BACK, { accessRequestId })
      expect(back).toMatchObject({ accessRequest: { status: 'CANCELLED' }, userErrors: [] })
      const before = await admin.everything()
      const late = { partnershipId, productIds: [idOf('product/birkenhof-website')] }
      for (const [document, input] of [
        [ACCEPT, late],
        [REFUSE, { partnershipId }],
      ] as const) {
        expect(await admin.ask('client-owner-client-pays', document, input)).toMatchObject({
          partnership: null,
          userErrors: [{ code: 'CONFLICT', reason: 'REQUEST_WITHDRAWN' }],
        })
      }
      expect(await admin.everything()).toEqual(before)
      expect(await deliver()).toEqual({ delivered: 0, forNobody: 0, withdrawn: 1 })
      const seen = `{ partnership(id: "${partnershipId}") { status history { kind } } }`
      expect(await admin.ask('client-owner-client-pays', seen)).toEqual({
        status: 'CANCELLED',
        history: [{ kind: 'REQUESTED' }, { kind: 'CANCELLED' }],
      })
      // That there was somebody to answer is not the Partner's to know, afterwards neither.
      expect(await admin.ask('partner-limited', seen)).toBeNull()
      expect(await admin.ask('partner-limited', TAKE_BACK, { accessRequestId })).toMatchObject({
        userErrors: [{ code: 'FORBIDDEN' }],
      })
      expect(await asked('urs.gerber@birkenhof.example')).toMatchObject({ userErrors: [] })
    })
  })
})

const OWN = '{ accessRequests(last: 50) { nodes { status clientName } } }'
