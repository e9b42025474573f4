import { MOST_ORGANISATIONS } from '../../schema/breach-notice/send-breach-notice'
import { idOf } from '../../schema/world/demo/demo-world'
import { type TestBilling, billingAdminOn } from '../partnership/desk'
import { eachDatabase } from '../support/databases'

const SEND = `mutation ($input: SendBreachNoticeInput!) { sendBreachNotice(input: $input) {
  breachNotices { id organisationName subject message sentAt organisation { id } } userErrors { code reason field } } }`
const READ = '{ breachNotices(first: 50) { nodes { subject message organisation { name } } totalCount } }'
const INPUT = {
  concernedOrganisations: [idOf('organisation/duval'), idOf('organisation/jura'), idOf('organisation/duval')],
  subject: 'Backups\r\nBcc: everybody@evil.example',
  message: 'On Monday, backups were readable.\n\nNothing was fetched.',
}

const duvalTimes = (times: number): readonly string[] =>
  Array.from({ length: times }, () => idOf('organisation/duval'))

eachDatabase((_name, open) => {
  let admin: TestBilling

  beforeAll(async () => {
    admin = await billingAdminOn(open)
  })

  afterAll(() => admin.close())

  test('each Organisation is notified once, its owners in their language', async () => {
    const { mails, answer } = await admin.mailsOf(() => admin.ask('staff-compliance', SEND, INPUT))
    expect(answer.userErrors).toEqual([])
    expect(answer.breachNotices).toHaveLength(2)
    for (const notice of answer.breachNotices as readonly Record<string, unknown>[]) {
      expect(notice).toMatchObject({
        subject: 'Backups Bcc: everybody@evil.example',
        message: INPUT.message,
        organisation: null,
      })
    }
    const reported = mails.map(({ to, locale, template }) => [to, locale, template])
    expect(reported).toHaveLength(2)
    expect(new Set(reported.map(([, locale]) => locale))).toEqual(new Set(['fr']))
    const audits = (await admin.rows('audit_entries')).filter(({ action }) => action === 'breach notice sent')
    expect(audits.map((row) => row['organisation_id']).sort()).toEqual(
      [admin.key('organisation/duval'), admin.key('organisation/jura')].sort(),
    )
  })

  test('its owner reads it, other Organisations and collaborators do not', async () => {
    const read = async (persona: string) => (await admin.ask(persona, READ)).totalCount
    expect(await admin.ask('client-owner-ended', READ)).toEqual({
      nodes: [
        {
          subject: 'Backups Bcc: everybody@evil.example',
          message: INPUT.message,
          organisation: { name: 'Duval & Filles' },
        },
      ],
      totalCount: 1,
    })
    expect(await read('client-owner')).toBe(1)
    expect(await read('client-accountant')).toBe(0)
    expect(await read('stranger')).toBe(0)
    expect(await read('staff-support')).toBe(0)
    expect(await read('staff-compliance')).toBe(4)
  })

  test.each([
    ['nobody', { concernedOrganisations: [] }, 'BAD_USER_INPUT', 'NOBODY_TO_TELL'],
    [
      'too many',
      { concernedOrganisations: duvalTimes(MOST_ORGANISATIONS + 1) },
      'BAD_USER_INPUT',
      'NOBODY_TO_TELL',
    ],
    [
      'one that is not',
      { concernedOrganisations: [idOf('organisation/duval'), 'Organisation:99999'] },
      'NOT_FOUND',
      'UNKNOWN_ORGANISATION',
    ],
    ['no subject', { subject: ' ' }, 'BAD_USER_INPUT', 'EMPTY'],
    ['no message', { message: '\n' }, 'BAD_USER_INPUT', 'EMPTY'],
    ['an endless message', { message: 'x'.repeat(10_001) }, 'BAD_USER_INPUT', 'TOO_LONG'],
  ])('refused, and nobody is notified: %s', async (_what, more, code, reason) => {
    const before = await admin.everything()
    const answer = await admin.ask('staff-compliance', SEND, { ...INPUT, ...more })
    expect(answer).toMatchObject({ breachNotices: null, userErrors: [{ code, reason }] })
    expect(await admin.everything()).toEqual(before)
  })

  test('as many Organisations as the schema says are accepted', async () => {
    const { inputFields } = await admin.ask(
      'staff-compliance',
      '{ __type(name: "SendBreachNoticeInput") { inputFields { name description } } }',
    )
    expect(inputFields).toContainEqual({
      name: 'concernedOrganisations',
      description: `The Organisations concerned, at most ${MOST_ORGANISATIONS}.`,
    })
    const most = { ...INPUT, concernedOrganisations: duvalTimes(MOST_ORGANISATIONS) }
    expect(await admin.ask('staff-compliance', SEND, most)).toMatchObject({ userErrors: [] })
  })

  test.each(['client-owner', 'partner-switched', 'staff-support', 'staff-policy-reviewer', 'nobody'])(
    'nobody else notifies: %s',
    async (persona) => {
      const code = persona === 'nobody' ? 'UNAUTHENTICATED' : 'FORBIDDEN'
      expect(await admin.ask(persona, SEND, INPUT)).toMatchObject({
        breachNotices: null,
        userErrors: [{ code }],
      })
    },
  )
})
