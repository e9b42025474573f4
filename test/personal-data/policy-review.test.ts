import { type TestBilling, billingAdminOn } from '../partnership/desk'
import { eachDatabase } from '../support/databases'

const READ = `{ policies { version classes { name means when }
  types { type actions rules { id effect actions fields to when because source } } } }`

eachDatabase((_name, open) => {
  let admin: TestBilling

  beforeAll(async () => {
    admin = await billingAdminOn(open)
  })
  afterAll(() => admin.close())

  test('a reviewer reads the rules that answer queries', async () => {
    const { version, classes, types } = await admin.ask('staff-policy-reviewer', READ)
    expect(version).toMatch(/^[0-9a-f]{12,64}$/)
    expect((classes as { name: string }[]).map(({ name }) => name)).toContain('policyReviewer')
    const invoice = (types as { type: string; rules: object[] }[]).find(({ type }) => type === 'Invoice')
    expect(invoice?.rules).toContainEqual(
      expect.objectContaining({
        id: 'invoice/billed-organisation',
        effect: 'permit',
        to: ['accounting'],
        when: 'invoice.billedOrganisation.id == principal.organisation.id',
      }),
    )
    expect((types as object[]).length).toBeGreaterThan(20)
  })

  test.each(['client-owner', 'partner-switched', 'staff-support', 'staff-compliance', 'nobody'])(
    'nobody else does: %s',
    async (persona) => expect(await admin.ask(persona, READ)).toBeNull(),
  )
})
