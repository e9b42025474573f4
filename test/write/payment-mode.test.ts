import { idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'

const CHANGE = `mutation ($input: ChangePaymentModeInput!) { changePaymentMode(input: $input) {
  partnership { id paymentMode } userErrors { code reason field message } } }`

const full = idOf('partnership/birkenhof-alpenrand')
const limited = idOf('partnership/lakeside-pixelwerk')

eachDatabase((_name, open) => {
  let gateway: DemoGateway

  beforeAll(async () => {
    gateway = await mutationsOn(await open())
  })

  afterAll(() => gateway.close())

  const change = (persona: string, partnershipId: string, paymentMode = 'PARTNER_PAYS') =>
    gateway.ask(persona, CHANGE, { partnershipId, paymentMode })

  const rows = (table: string) => gateway.database.query<object[]>(`SELECT * FROM ${table} ORDER BY id`)

  test('the client changes it; history, audit entry and mails are written, without amounts', async () => {
    const mails = await rows('outbox_mails')
    expect(await change('client-owner-client-pays', full)).toEqual({
      partnership: { id: full, paymentMode: 'PARTNER_PAYS' },
      userErrors: [],
    })
    expect((await rows('partnership_events')).at(-1)).toMatchObject({
      kind: 'PAYMENT_MODE_CHANGED',
      before_payment_mode: 'CLIENT_PAYS',
      after_payment_mode: 'PARTNER_PAYS',
    })
    expect((await rows('audit_entries')).at(-1)).toMatchObject({
      action: 'partnership payment mode changed',
      subject_type: 'Partnership',
      subject_id: Number(full.split(':')[1]),
    })
    const written = (await rows('outbox_mails')).slice(mails.length) as { recipient: string; data: string }[]
    expect(written.map((mail) => mail.recipient)).toContain('daniel@alpenrand.example')
    expect(Object.keys(JSON.parse(written[0]?.data ?? '{}') as object)).toEqual([
      'client',
      'partner',
      'mode',
      'changedOn',
    ])
  })

  test.each([
    ['the same mode again', 'client-owner-client-pays', full, 'CONFLICT', 'ALREADY_THIS_MODE'],
    ['the Partner', 'partner-full-client-pays', full, 'FORBIDDEN', 'NOT_ALLOWED'],
    ['limited access, which has none', 'client-owner', limited, 'FORBIDDEN', 'NOT_ALLOWED'],
    ['a stranger', 'stranger', full, 'NOT_FOUND', 'NOTHING_HERE'],
    ['what does not exist', 'client-owner', 'Partnership:999999', 'NOT_FOUND', 'NOTHING_HERE'],
    ['what is no id', 'client-owner', 'abc', 'NOT_FOUND', 'NOTHING_HERE'],
    ['an id of another type', 'client-owner', 'Order:1', 'NOT_FOUND', 'NOTHING_HERE'],
    ['the signed-out', 'nobody', full, 'UNAUTHENTICATED', 'SIGNED_OUT'],
  ])('refused: %s', async (_who, persona, id, code, reason) => {
    const before = await Promise.all(['partnerships', 'audit_entries', 'outbox_mails'].map(rows))
    const answer = await change(persona, id)
    expect(answer).toMatchObject({ partnership: null, userErrors: [{ code, reason }] })
    expect(await Promise.all(['partnerships', 'audit_entries', 'outbox_mails'].map(rows))).toEqual(before)
  })

  test('the sentence is in the language of the account', async () => {
    const { userErrors } = await change('client-owner-client-pays', full)
    expect(userErrors[0].message).toBe('Diese Zahlungsart gilt bereits.')
  })
})
