/**
 * A front end that asks its own rules: signs in, reads what the rules need, and says of each invoice what to draw.
 * Start the gateway (`npm start`), then `node -r @swc-node/register docs/front-end/rules-example.ts`.
 */
import { can, rulesOf, subject } from '../../src/policy/client-rules'

const SIGN_IN = `mutation ($email: String!) { signIn(input: { email: $email, password: "mandate-demo" }) {
  sessionToken viewer { rules } } }`

/** `billedOrganisation { id }`: what the rules of an Invoice look at. `access { readable }`: which of its values are really absent. */
const INVOICES = `{ invoices(first: 5) { nodes { id number billedOrganisation { id } access { readable } } } }`

interface SignedIn {
  readonly signIn: { readonly sessionToken: string; readonly viewer: { readonly rules: string } }
}

interface Invoices {
  readonly invoices: { readonly nodes: readonly { readonly id: string; readonly number: string | null }[] }
}

/** A line for each invoice: whether to draw its amount, and a button to pay it. */
export async function invoiceLines(url: string, email: string): Promise<readonly string[]> {
  const { signIn } = (await ask(url, { query: SIGN_IN, variables: { email } })) as SignedIn
  const ability = rulesOf(signIn.viewer.rules)
  const { invoices } = (await ask(url, { query: INVOICES }, signIn.sessionToken)) as Invoices
  return invoices.nodes.map((invoice) => {
    const row = subject('Invoice', invoice)
    const amount = can(ability, 'read', row, 'net') ? 'amount' : 'no amount'
    return `${invoice.number ?? invoice.id}: ${amount}, ${can(ability, 'pay', row) ? 'can be paid' : 'cannot be paid'}`
  })
}

async function ask(url: string, body: object, token?: string): Promise<unknown> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify(body),
  })
  const { data } = (await response.json()) as { readonly data: unknown }
  return data
}

if (require.main === module) {
  const [url = 'http://127.0.0.1:4000', email = 'petra.brunner@lakeside-hotel.example'] =
    process.argv.slice(2)
  void invoiceLines(url, email).then((lines) => process.stdout.write(`${lines.join('\n')}\n`))
}
