import { invoiceLines } from '../../docs/front-end/rules-example'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { can, rulesOf, subject } from '../../src/policy/client-rules'
import { prices } from '../../src/read/price-list'
import { eachDatabase } from '../support/databases'
import { type RunningGateway, gatewayOn } from '../support/gateway-on'

const INVOICES = `{ viewer { rules } invoices(first: 50) { nodes {
  id number net { amount } gross { amount } billedOrganisation { id } access { readable } } } }`
const SIGN_IN = `mutation { signIn(input: { email: "claire@cordier-horlogerie.example", password: "mandate-demo" }) {
  viewer { rules } } }`

/** The rules that a front end gets over HTTP. */
eachDatabase((_name, open) => {
  let gateway: RunningGateway

  beforeAll(async () => {
    const database = await open()
    await fillDemoWorld(database)
    gateway = await gatewayOn(database)
  })

  afterAll(() => gateway.close())

  async function ask(persona: string, query: string, more: Readonly<Record<string, string>> = {}) {
    const headers = persona === 'nobody' ? {} : await gateway.headersOf(persona)
    const { body } = await gateway.post({ query }, { ...headers, ...more })
    expect(body.errors).toBeUndefined()
    return body
  }

  it.each(['client-owner', 'client-accountant', 'partner-switched', 'partner-full-partner-pays'])(
    'says of each invoice that %s sees what the gateway says of it',
    async (persona) => {
      const { viewer, invoices } = (await ask(persona, INVOICES)).data
      const ability = rulesOf(viewer.rules)
      expect(invoices.nodes.length).toBeGreaterThan(0)
      for (const invoice of invoices.nodes) {
        const row = subject('Invoice', invoice)
        const fields = ['net', 'gross', 'lines', 'number', 'billedOrganisation', 'vat', 'dueOn', 'nothing']
        const readable = fields.filter((field) => can(ability, 'read', row, field))
        expect(readable).toEqual(fields.filter((field) => invoice.access.readable.includes(field)))
        expect(readable).toContain('net')
      }
    },
  )

  it('does what the example of the guide says', async () => {
    const lines = await invoiceLines(gateway.url, 'petra.brunner@lakeside-hotel.example')
    expect(lines).toHaveLength(5)
    for (const line of lines) expect(line).toMatch(/^\S+: amount, cannot be paid$/)
    const owners = await invoiceLines(gateway.url, 'nina.keller@lakeside-hotel.example')
    expect(owners.every((line) => line.endsWith(': amount, can be paid'))).toBe(true)
  })

  it('tells nobody nothing, and everybody the same in the reduced schema', async () => {
    const query = '{ viewer { rules } }'
    expect((await ask('nobody', query)).data.viewer.rules).toBe('[]')
    const { viewer } = (await ask('client-owner', query)).data
    expect((await ask('client-owner', query, { 'x-schema': 'reduced' })).data.viewer).toEqual(viewer)
    expect(rulesOf(viewer.rules).rules.length).toBeGreaterThan(20)
  })

  it('tells who has just signed in their rules', async () => {
    const { viewer } = (await ask('nobody', SIGN_IN)).data.signIn
    expect(viewer).toEqual((await ask('client-owner-partner-pays', '{ viewer { rules } }')).data.viewer)
  })

  it('has a price, each time it is asked for', async () => {
    const costOf = async (query: string): Promise<{ readonly estimated: number; readonly actual: number }> =>
      (await ask('client-owner', query)).extensions.cost
    const { estimated, actual } = await costOf('{ viewer { role } }')
    const once = await costOf('{ viewer { role rules } }')
    const twice = await costOf('{ viewer { role rules again: rules } }')
    expect([once.estimated, twice.estimated]).toEqual([1, 2].map((n) => estimated + n * prices.rules.units))
    expect([once.actual, twice.actual]).toEqual([1, 2].map((n) => actual + n * prices.rules.units))
  })
})
