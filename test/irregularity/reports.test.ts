import { idOf } from '../../schema/world/demo/demo-world'
import { legalDay } from '../../src/platform/clock'
import { digestOf } from '../../src/platform/crypto/sealed-text'
import { type TestBilling, billingAdminOn } from '../partnership/desk'
import { eachDatabase } from '../support/databases'
import { NOON } from '../support/real-engine'
import { ANSWER, CONTINUE, LIST, REPORT, threadAs, threadOf } from './documents'

const TODAY = legalDay(NOON)
const SAID = 'Something is wrong in the cellar.\nVery wrong: 🔥'

eachDatabase((_name, open) => {
  let admin: TestBilling
  let receipt: string
  let report: string

  const listed = async () =>
    (await admin.ask('staff-compliance', LIST)).nodes as readonly { readonly id: string }[]

  beforeAll(async () => {
    admin = await billingAdminOn(open)
  })

  afterAll(() => admin.close())

  test('nobody reports, and gets a receipt that is stored as a digest only', async () => {
    const before = new Set((await listed()).map(({ id }) => id))
    const answer = await admin.ask('nobody', REPORT, { text: SAID })
    expect(answer).toEqual({ receipt: expect.stringMatching(/^[\w-]{43}$/) as string, userErrors: [] })
    receipt = answer.receipt
    report = (await listed()).find(({ id }) => !before.has(id))?.id ?? ''
    expect(report).toMatch(/^IrregularityReport:\d+$/)
    const stored = JSON.stringify([
      await admin.rows('irregularity_reports'),
      await admin.rows('irregularity_messages'),
    ])
    expect(stored).not.toContain(receipt)
    expect(stored).not.toContain('cellar')
  })

  test('its holder and compliance read the same, and write to each other', async () => {
    const first = { author: 'REPORTER', text: SAID, writtenOn: TODAY }
    expect(await admin.ask('nobody', threadOf(receipt))).toEqual({ receivedOn: TODAY, messages: [first] })
    expect(
      await admin.ask('staff-compliance', ANSWER, { irregularityReportId: report, text: 'Which cellar?' }),
    ).toEqual({ irregularityReport: { id: report, receivedOn: TODAY }, userErrors: [] })
    expect(await admin.ask('client-owner', CONTINUE, { receipt, text: 'The one of hall 3.' })).toEqual({
      added: true,
      userErrors: [],
    })
    const thread = {
      receivedOn: TODAY,
      messages: [
        first,
        { author: 'COMPLIANCE', text: 'Which cellar?', writtenOn: TODAY },
        { author: 'REPORTER', text: 'The one of hall 3.', writtenOn: TODAY },
      ],
    }
    expect(await admin.ask('nobody', threadOf(receipt))).toEqual(thread)
    expect(await admin.ask('stranger', threadOf(receipt))).toEqual(thread)
    expect(await admin.ask('staff-compliance', threadAs(report))).toEqual(thread)
  })

  test.each([
    'client-owner',
    'partner-switched',
    'stranger',
    'staff-support',
    'staff-policy-reviewer',
    'nobody',
  ])('without the receipt there is nothing to see or answer: %s', async (persona) => {
    expect(await admin.ask(persona, LIST)).toEqual({ nodes: [], totalCount: 0 })
    expect(await admin.ask(persona, threadAs(report))).toBeNull()
    const headers = persona === 'nobody' ? {} : await admin.headersOf(persona)
    const node = await admin.post({ query: `{ node(id: "${report}") { id } }` }, headers)
    expect(node.body.data).toEqual({ node: null })
    const code = persona === 'nobody' ? 'UNAUTHENTICATED' : 'NOT_FOUND'
    const input = { irregularityReportId: report, text: 'x' }
    expect(await admin.ask(persona, ANSWER, input)).toMatchObject({ userErrors: [{ code }] })
  })

  test('a receipt that is none opens nothing, whatever it looks like', async () => {
    for (const wrong of ['', 'x', receipt.slice(1), `${receipt} `, receipt.toLowerCase(), "' OR 1=1 --"]) {
      expect(await admin.ask('nobody', threadOf(wrong))).toBeNull()
      expect(await admin.ask('nobody', CONTINUE, { receipt: wrong, text: 'x' })).toMatchObject({
        added: null,
        userErrors: [{ code: 'NOT_FOUND', reason: 'UNKNOWN_RECEIPT', field: 'receipt' }],
      })
    }
    expect(await admin.ask('staff-compliance', threadAs(idOf('product/lakeside-mail')))).toBeNull()
    expect(await admin.ask('staff-compliance', threadAs('IrregularityReport:0'))).toBeNull()
  })

  test.each([
    ['nothing', ' \n ', 'EMPTY'],
    ['too much', 'x'.repeat(10_001), 'TOO_LONG'],
  ])('refused, and nothing is kept: %s', async (_what, text, reason) => {
    const before = await admin.rows('irregularity_messages')
    expect(await admin.ask('nobody', REPORT, { text })).toMatchObject({
      receipt: null,
      userErrors: [{ reason }],
    })
    expect(await admin.rows('irregularity_messages')).toEqual(before)
  })

  test('one thread takes 200 messages and no more', async () => {
    const [{ id, top } = { id: 0, top: 0 }] = await admin.database.query<{ id: number; top: number }[]>(
      `SELECT r.id AS id, MAX(m.id) AS top FROM irregularity_reports r
       JOIN irregularity_messages m ON m.report_id = r.id WHERE r.receipt_hash = ? GROUP BY r.id`,
      [digestOf(receipt)],
    )
    for (let more = 3; more < 200; more += 1) {
      await admin.run(
        `INSERT INTO irregularity_messages (id, report_id, author, text, written_on)
         VALUES (?, ?, 'REPORTER', 'x', '2026-11-01')`,
        [top + more, id],
      )
    }
    expect(await admin.ask('nobody', CONTINUE, { receipt, text: 'one more' })).toMatchObject({
      userErrors: [{ code: 'CONFLICT', reason: 'THREAD_FULL' }],
    })
  })

  test('from one address not more than thirty an hour, kept in memory only', async () => {
    let refused = 0
    for (let attempt = 0; attempt < 31; attempt += 1) {
      const { body } = await admin.post({ query: REPORT, variables: { input: { text: 'flood' } } })
      if (body.errors?.[0]?.extensions.code === 'RATE_LIMITED') refused += 1
    }
    expect(refused).toBeGreaterThan(0)
  })
})
