import { demoPassword } from '../../schema/world/demo-password'
import { eachDatabase } from '../support/databases'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'

const CREATE = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret userErrors { reason } } }`
const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) {
  order { id placedFor { id } total { amount } lines { description product { name } } } userErrors { code reason } } }`
const PAY = `mutation ($input: PayInvoiceInput!) { payInvoice(input: $input) { userErrors { code } } }`

eachDatabase((_name, open) => {
  let gateway: DemoGateway
  let organisation: string
  beforeAll(async () => {
    gateway = await mutationsOn(await open())
    organisation = (await gateway.ask('client-owner-client-pays', '{ viewer { organisation { id } } }'))
      .organisation.id
  })
  afterAll(() => gateway.close())

  const tokenWith = async (...scopes: readonly string[]) => {
    const input = { application: scopes.join(' '), scopes, password: demoPassword }
    const { secret } = await gateway.ask('client-owner-client-pays', CREATE, input)
    return { authorization: `Bearer ${secret}` }
  }
  const order = {
    lines: [{ category: 'MAIL', name: 'mail.token.example', years: 1 }],
  }

  it('lets a token that orders see the order it placed', async () => {
    const headers = await tokenWith('orders:write')
    const input = { organisationId: organisation, ...order }
    const { body } = await gateway.post({ query: PLACE, variables: { input } }, headers)
    expect(body.errors).toBeUndefined()
    expect(body.data.placeOrder).toMatchObject({
      order: { placedFor: { id: organisation }, lines: [{ product: { name: 'mail.token.example' } }] },
      userErrors: [],
    })
    expect(body.extensions.access.missingScopes).toBeUndefined()
  })

  it('names the scope that a refused mutation wants, the same whether the row exists or not', async () => {
    const headers = await tokenWith('orders:write')
    const answers = []
    for (const invoiceId of ['Invoice:1', 'Invoice:999999', 'nonsense']) {
      const { status, body } = await gateway.post(
        { query: PAY, variables: { input: { invoiceId } } },
        headers,
      )
      answers.push({ status, errors: body.errors })
    }
    expect(answers[0]).toMatchObject({
      status: 403,
      errors: [{ extensions: { code: 'FORBIDDEN', missingScopes: ['invoices:pay'] } }],
    })
    expect(answers[0]?.errors[0].message).toContain('`invoices:pay`')
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
  })

  it('names the scopes that a query lacks, and nothing of what it does not see', async () => {
    const headers = await tokenWith('products:read')
    const { body } = await gateway.post(
      { query: '{ products { totalCount } invoices { totalCount nodes { order { id } } } }' },
      headers,
    )
    expect(body.data.invoices).toEqual({ totalCount: 0, nodes: [] })
    expect(body.data.products.totalCount).toBeGreaterThan(0)
    expect(body.extensions.access.missingScopes).toEqual(['orders:read', 'invoices:read'])
    const person = await gateway.post(
      { query: '{ invoices { totalCount } }' },
      await gateway.headersOf('client-external'),
    )
    expect(person.body.extensions.access.missingScopes).toBeUndefined()
  })
})
