import { deliverAccessRequests } from '../../schema/access-request/deliver-access-requests'
import { idOf } from '../../schema/world/demo/demo-world'
import { systemClock } from '../../src/platform/clock'
import { eachDatabase } from '../support/databases'
import { NOON } from '../support/real-engine'
import { type TestBilling, billingAdminOn } from './desk'
import { ACCEPT, CANCEL, INVITE, REQUEST, TAKE_BACK } from './documents'

eachDatabase((_name, open) => {
  let admin: TestBilling

  beforeAll(async () => {
    admin = await billingAdminOn(open)
  })

  afterAll(() => admin.close())

  const asked = (clientEmail: string, more: object = {}, persona = 'partner-limited') =>
    admin.ask(persona, REQUEST, { clientEmail, clientName: 'Cordier', access: 'LIMITED', ...more })
  const deliver = () =>
    deliverAccessRequests(
      { dataSource: admin.database, publicUrl: 'https://here.example', clock: systemClock },
      NOON,
    )

  test('the client is told, and grants something else than was asked; only then the Partner knows whom', async () => {
    const { accessRequest } = await asked('giulia@lagovivo.example', {
      clientName: 'that lake thing',
      idempotencyKey: 'a',
    })
    expect(
      await asked('giulia@lagovivo.example', { clientName: 'that lake thing', idempotencyKey: 'a' }),
    ).toMatchObject({
      accessRequest: { id: accessRequest.id },
      userErrors: [],
    })
    const delivered = await admin.mailsOf(deliver)
    expect(delivered.mails).toEqual([
      {
        to: 'giulia@lagovivo.example',
        template: 'access-requested',
        locale: 'it',
        data: { client: 'Lago Vivo', partner: 'Pixelwerk Studio', offer: 'LIMITED', expiresOn: '2026-12-23' },
      },
    ])
    expect((await deliver()).delivered).toBe(0)
    const list = await admin.ask(
      'client-owner-limited',
      '{ partnerships(last: 1) { nodes { id status clientName } } }',
    )
    const [{ id: partnershipId, ...pending }] = list.nodes
    expect(pending).toEqual({ status: 'PENDING', clientName: 'that lake thing' })
    expect(await admin.ask('partner-limited', `{ partnership(id: "${partnershipId}") { id } }`)).toBeNull()

    const answers = async (persona: string, more: object, expected: object) => {
      const before = await admin.everything()
      const answer = await admin.ask(persona, ACCEPT, { partnershipId, ...more })
      expect(answer).toMatchObject({ partnership: null, userErrors: [expected] })
      expect(await admin.everything()).toEqual(before)
    }
    await answers('partner-limited', {}, { code: 'NOT_FOUND' })
    await answers('partner-limited-eur', {}, { code: 'NOT_FOUND' })
    await answers('client-owner-limited', {}, { code: 'BAD_USER_INPUT', reason: 'PRODUCTS_NEEDED' })
    await answers(
      'client-owner-limited',
      { access: 'FULL' },
      { code: 'BAD_USER_INPUT', reason: 'MODE_NEEDED' },
    )
    // It is a request, not an invitation: nothing to take back for the client.
    expect(await admin.ask('client-owner-limited', CANCEL, { partnershipId })).toMatchObject({
      userErrors: [{ code: 'FORBIDDEN' }],
    })
    expect(
      await admin.ask('client-owner-limited', INVITE, {
        partnerId: idOf('partner/pixelwerk'),
        access: 'FULL',
        paymentMode: 'CLIENT_PAYS',
      }),
    ).toMatchObject({ userErrors: [{ reason: 'PARTNER_HAS_ASKED' }] })

    const granted = await admin.mailsOf(() =>
      admin.ask('client-owner-limited', ACCEPT, {
        partnershipId,
        access: 'FULL',
        paymentMode: 'PARTNER_PAYS',
      }),
    )
    expect(granted.answer).toMatchObject({
      partnership: {
        status: 'ACTIVE',
        partnerAccess: 'FULL',
        paymentMode: 'PARTNER_PAYS',
        clientName: 'Lago Vivo',
      },
      userErrors: [],
    })
    expect(granted.mails).toMatchObject([
      {
        to: 'laura@pixelwerk.example',
        template: 'access-granted',
        data: { client: 'Lago Vivo', offer: 'FULL_PARTNER_PAYS' },
      },
    ])
    const seen = await admin.ask(
      'partner-limited',
      `{ partnership(id: "${partnershipId}") { clientName client { name } history { kind before { access } after { access } } } }`,
    )
    expect(seen).toEqual({
      clientName: 'Lago Vivo',
      client: { name: 'Lago Vivo' },
      history: [
        { kind: 'REQUESTED', before: null, after: { access: 'LIMITED' } },
        { kind: 'ACCEPTED', before: { access: 'LIMITED' }, after: { access: 'FULL' } },
      ],
    })
    const own = await admin.ask(
      'partner-limited',
      `{ accessRequest(id: "${accessRequest.id}") { status clientName } }`,
    )
    expect(own).toEqual({ status: 'GRANTED', clientName: 'that lake thing' })
    expect(
      await admin.ask('partner-limited', TAKE_BACK, { accessRequestId: accessRequest.id }),
    ).toMatchObject({
      userErrors: [{ code: 'FORBIDDEN' }],
    })
  })

  test('a second full Partner is not granted either', async () => {
    await asked('urs.gerber@birkenhof.example', {}, 'partner-limited-eur')
    await deliver()
    const [row] = (await admin.rows('partnerships')).slice(-1)
    const before = await admin.everything()
    const answer = await admin.ask('client-owner-client-pays', ACCEPT, {
      partnershipId: `Partnership:${row?.['id']}`,
      access: 'FULL',
      paymentMode: 'CLIENT_PAYS',
    })
    expect(answer).toMatchObject({
      userErrors: [{ code: 'CONFLICT', reason: 'FULL_PARTNER_EXISTS', field: 'access' }],
    })
    expect(await admin.everything()).toEqual(before)
  })
})
