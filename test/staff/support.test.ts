import { idOf } from '../../schema/world/demo/demo-world'
import { type TestBilling, billingAdminOn } from '../partnership/desk'
import { eachDatabase } from '../support/databases'
import { NOON } from '../support/real-engine'

const OPEN = `mutation ($input: OpenSupportVisitInput!) { openSupportVisit(input: $input) {
  supportVisit { id reason openedAt expiresAt closedAt organisation { name } } userErrors { code reason field } } }`
const CLOSE = `mutation ($input: SupportVisitInput!) { closeSupportVisit(input: $input) {
  supportVisit { closedAt } userErrors { code reason field } } }`
const LOOK = `{ organisations(first: 50) { nodes { name phone country vatNumber legalName
  products { nodes { name publicPrice { amount } } } memberships { nodes { role user { email } } }
  invoices { totalCount } prepaidAccount { id } } totalCount } }`
const REASON = 'Ticket 5000: cannot sign in since Monday.'

eachDatabase((_name, open) => {
  let admin: TestBilling
  const clock = { now: () => at }
  let at = NOON

  const visit = (input: object, persona = 'staff-support') =>
    admin.ask(persona, OPEN, { reason: REASON, ...input })
  const hofer = idOf('organisation/hofer')
  const names = async () => {
    const { nodes } = await admin.ask('staff-support', LOOK)
    return (nodes as readonly { name: string }[]).map(({ name }) => name)
  }

  beforeAll(async () => {
    admin = await billingAdminOn(open, clock)
  })

  afterAll(() => admin.close())

  test('without a visit there is nothing: no row, no count, by no way', async () => {
    expect(await names()).toEqual(['Lakeside Hotel'])
    const ids = [
      hofer,
      idOf('product/hafenkontor-domain'),
      idOf('user/livia-hofer'),
      idOf('support-visit/montclair'),
    ]
    const asked = await admin.post(
      { query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids } },
      await admin.headersOf('staff-support'),
    )
    expect(asked.body.data.nodes).toEqual([null, null, null, null])
  })

  test('a visit shows people and products, and no billing', async () => {
    const { mails, answer } = await admin.mailsOf(() => visit({ visitedOrganisation: hofer }))
    expect(answer).toEqual({
      supportVisit: {
        id: expect.stringMatching(/^SupportVisit:\d+$/) as string,
        reason: REASON,
        openedAt: NOON.toISOString(),
        expiresAt: new Date(NOON.getTime() + 2 * 3_600_000).toISOString(),
        closedAt: null,
        organisation: { name: 'Livia Hofer' },
      },
      userErrors: [],
    })
    expect(mails).toEqual([
      {
        to: 'livia.hofer@post.example',
        template: 'support-visit',
        locale: 'de',
        data: { organisation: 'Livia Hofer', reason: REASON, expiresAt: expect.any(String) as string },
      },
    ])
    const { nodes } = await admin.ask('staff-support', LOOK)
    expect(nodes).toHaveLength(2)
    const seen = (nodes as readonly Record<string, unknown>[]).find(({ name }) => name === 'Livia Hofer')
    expect(seen).toMatchObject({
      country: 'AT',
      vatNumber: null,
      legalName: null,
      invoices: null,
      prepaidAccount: null,
    })
    expect(seen?.['memberships']).toEqual({
      nodes: [{ role: 'OWNER', user: { email: 'livia.hofer@post.example' } }],
    })
    expect(JSON.stringify(seen?.['products'])).toContain('"publicPrice":null')
    expect(JSON.stringify(seen?.['products'])).not.toContain('amount')
  })

  test('the client sees it with its reason, and the audit trail who it was', async () => {
    const { supportVisits } = (
      await admin.ask(
        'stranger-private',
        '{ organisations { nodes { supportVisits { nodes { reason closedAt } totalCount } } } }',
      )
    ).nodes[0]
    expect(supportVisits).toEqual({ nodes: [{ reason: REASON, closedAt: null }], totalCount: 1 })
    const entry = (await admin.rows('audit_entries')).find(({ action }) => action === 'support visit opened')
    expect(entry).toMatchObject({
      user_id: admin.key('user/sam-ritter'),
      organisation_id: admin.key('organisation/hofer'),
      acting_organisation_id: null,
      detail: JSON.stringify({ reason: REASON }),
    })
  })

  test('a second one at the same place waits for the end of the first', async () => {
    expect(await visit({ visitedOrganisation: hofer })).toMatchObject({
      userErrors: [{ code: 'CONFLICT', reason: 'VISIT_OPEN_ALREADY' }],
    })
  })

  test('closed, it shows nothing any more, and is not closed twice', async () => {
    const own = (
      await admin.ask(
        'staff-support',
        '{ supportVisits(first: 50) { nodes { id organisation { name } closedAt } } }',
      )
    ).nodes as readonly { id: string; closedAt: string | null; organisation: { name: string } | null }[]
    const supportVisitId = own.find((one) => one.organisation?.name === 'Livia Hofer')?.id
    expect(await admin.ask('staff-support', CLOSE, { supportVisitId })).toEqual({
      supportVisit: { closedAt: NOON.toISOString() },
      userErrors: [],
    })
    expect(await names()).toEqual(['Lakeside Hotel'])
    expect(await admin.ask('staff-support', CLOSE, { supportVisitId })).toMatchObject({
      userErrors: [{ code: 'FORBIDDEN' }],
    })
    expect(await visit({ visitedOrganisation: hofer })).toMatchObject({ userErrors: [] })
  })

  test('left to itself, it ends after two hours', async () => {
    try {
      at = new Date(NOON.getTime() + 2 * 3_600_000 - 1)
      expect(await names()).toEqual(['Livia Hofer'])
      at = new Date(NOON.getTime() + 2 * 3_600_000)
      expect(await names()).toEqual([])
    } finally {
      at = NOON
    }
  })

  test('the role taken away, the next request sees nothing', async () => {
    await admin.run('UPDATE users SET staff_role = NULL WHERE id = ?', [admin.key('user/sam-ritter')])
    expect(await names()).toEqual([])
    expect(await visit({ visitedOrganisation: hofer })).toMatchObject({ userErrors: [{ code: 'FORBIDDEN' }] })
    await admin.run("UPDATE users SET staff_role = 'SUPPORT' WHERE id = ?", [admin.key('user/sam-ritter')])
    expect(await names()).not.toEqual([])
  })

  test('as a member of an Organisation, staff is a member and no staff', async () => {
    const [sam, duval] = [admin.key('user/sam-ritter'), admin.key('organisation/duval')]
    await admin.run(
      `INSERT INTO memberships (user_id, organisation_id, role, accounting, created_at)
       VALUES (?, ?, 'EXTERNAL', 0, '2026-01-01 00:00:00.000')`,
      [sam, duval],
    )
    const headers = {
      ...(await admin.headersOf('staff-support')),
      'x-organisation': idOf('organisation/duval'),
    }
    const { body } = await admin.post(
      { query: '{ organisations { nodes { name } } supportVisits { totalCount } }' },
      headers,
    )
    expect(body.data).toEqual({
      organisations: { nodes: [{ name: 'Duval & Filles' }] },
      supportVisits: { totalCount: 0 },
    })
    await admin.run('DELETE FROM memberships WHERE user_id = ?', [sam])
  })

  test.each([
    ['an id of nothing', { visitedOrganisation: 'Organisation:999999' }, 'NOT_FOUND', 'NO_SUCH_CLIENT'],
    ['no id', { visitedOrganisation: 'lakeside' }, 'NOT_FOUND', 'NO_SUCH_CLIENT'],
    [
      'an id of another kind',
      { visitedOrganisation: idOf('product/lakeside-mail') },
      'NOT_FOUND',
      'NO_SUCH_CLIENT',
    ],
    ['an address of nobody', { ownerEmail: 'nobody@mail.example' }, 'NOT_FOUND', 'NO_SUCH_CLIENT'],
    [
      'an address of no owner',
      { ownerEmail: 'marco.steiner@lakeside-hotel.example' },
      'NOT_FOUND',
      'NO_SUCH_CLIENT',
    ],
    ['a part of an address', { ownerEmail: '%@lakeside-hotel.example' }, 'NOT_FOUND', 'NO_SUCH_CLIENT'],
    ['neither', {}, 'BAD_USER_INPUT', 'ONE_WAY_TO_NAME_IT'],
    [
      'both',
      { visitedOrganisation: hofer, ownerEmail: 'x@y.example' },
      'BAD_USER_INPUT',
      'ONE_WAY_TO_NAME_IT',
    ],
    [
      'no reason',
      { visitedOrganisation: hofer, reason: ' \n because ' },
      'BAD_USER_INPUT',
      'REASON_TOO_SHORT',
    ],
    ['an endless one', { visitedOrganisation: hofer, reason: 'x'.repeat(501) }, 'BAD_USER_INPUT', 'TOO_LONG'],
  ])('refused: %s', async (_what, input, code, reason) => {
    const before = await admin.rows('support_visits')
    expect(await visit(input)).toMatchObject({ supportVisit: null, userErrors: [{ code, reason }] })
    expect(await admin.rows('support_visits')).toEqual(before)
  })

  test('an address of an owner finds the only Organisation', async () => {
    expect(await visit({ ownerEmail: ' H.Petersen@HAFENKONTOR.example ' })).toMatchObject({
      supportVisit: { organisation: { name: 'Hafenkontor Logistik' } },
    })
  })

  test.each(['client-owner', 'client-external', 'staff-compliance', 'staff-policy-reviewer', 'nobody'])(
    'nobody else visits: %s',
    async (persona) => {
      const answer = await visit({ visitedOrganisation: hofer }, persona)
      const code = persona === 'nobody' ? 'UNAUTHENTICATED' : 'FORBIDDEN'
      expect(answer).toMatchObject({ supportVisit: null, userErrors: [{ code }] })
    },
  )

  test('a visitor changes nothing', async () => {
    const before = await admin.everything()
    const RENAME = `mutation ($input: UpdateOrganisationInput!) { updateOrganisation(input: $input) { userErrors { code } } }`
    const input = { organisationId: idOf('organisation/hafenkontor'), name: 'Other' }
    expect(await admin.ask('staff-support', RENAME, input)).toEqual({ userErrors: [{ code: 'FORBIDDEN' }] })
    const UPDATE = `mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { userErrors { code } } }`
    const product = { productId: idOf('product/hafenkontor-domain'), autoRenew: true }
    expect(await admin.ask('staff-support', UPDATE, product)).toEqual({ userErrors: [{ code: 'FORBIDDEN' }] })
    expect(await admin.everything()).toEqual(before)
  })
})
