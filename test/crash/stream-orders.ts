import { randomUUID } from 'node:crypto'
import { idOf } from '../../schema/world/demo/demo-world'
import { personas } from '../../schema/world/demo/personas'

/** An order that was sent: with its id where it was answered before the gateway was gone. */
export interface Sent {
  readonly persona: string
  readonly key: string
  readonly input: object
  readonly order: string | undefined
}

/** A gateway, and who has signed in at its database: that outlives the gateway. */
export interface GatewayAccess {
  readonly url: string
  readonly tokens: Map<string, Promise<Headers>>
}

export interface Stream {
  /** The first order was answered: from here on it is worth while to kill. */
  readonly begun: Promise<void>
  /** Everything that was sent. To be asked for once the gateway is gone. */
  readonly sent: Promise<readonly Sent[]>
}

const buyers = [
  { persona: 'client-owner', client: idOf('organisation/lakeside') },
  { persona: 'client-owner-client-pays', client: idOf('organisation/birkenhof') },
  { persona: 'partner-full-client-pays', client: idOf('organisation/birkenhof') },
  { persona: 'partner-full-partner-pays', client: idOf('organisation/cordier') },
]

const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { sessionToken } }`
const ORDER = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id } userErrors { code reason } } }`

/** Several people who order without a pause, until nobody answers any more. */
export function streamOrders(gateway: GatewayAccess, round: number): Stream {
  let begin: () => void = () => undefined
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const running = [
    ...buyers.map((buyer) => orders(gateway, buyer, { round, answered: begin })),
    switches(gateway),
  ]
  return { begun, sent: Promise.all(running).then((lists) => lists.flat()) }
}

/** Sends one again, with its key. */
export async function repeat(gateway: GatewayAccess, one: Sent): Promise<Sent> {
  return { ...one, order: await place(gateway.url, await headersOf(gateway, one.persona), one.input) }
}

async function orders(
  gateway: GatewayAccess,
  { persona, client }: (typeof buyers)[number],
  { round, answered }: { readonly round: number; readonly answered: () => void },
): Promise<readonly Sent[]> {
  const sent: Sent[] = []
  const headers = await unlessGone(headersOf(gateway, persona))
  if (headers === undefined) return sent
  for (;;) {
    const key = randomUUID()
    const lines = [{ category: 'MAIL', name: `kill-${round}-${key}` }]
    const input = { organisationId: client, lines, idempotencyKey: key }
    const order = await unlessGone(place(gateway.url, headers, input))
    sent.push({ persona, key, input, order })
    if (order === undefined) return sent
    answered()
  }
  return sent
}

/** One client changes its mind about who pays, again and again. */
async function switches(gateway: GatewayAccess): Promise<readonly Sent[]> {
  const headers = await unlessGone(headersOf(gateway, 'client-owner-client-pays'))
  if (headers === undefined) return []
  for (let mode = 'PARTNER_PAYS'; ; mode = mode === 'PARTNER_PAYS' ? 'CLIENT_PAYS' : 'PARTNER_PAYS') {
    const input = { partnershipId: idOf('partnership/birkenhof-alpenrand'), paymentMode: mode }
    const answer = await unlessGone(post(gateway.url, { query: SWITCH, variables: { input } }, headers))
    if (answer === undefined) return []
  }
}

const SWITCH = `mutation ($input: ChangePaymentModeInput!) {
  changePaymentMode(input: $input) { userErrors { code } } }`

/** Nothing where the gateway was gone before it answered. Anything else that goes wrong is a failure. */
async function unlessGone<Answer>(asking: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asking
  } catch (problem) {
    if (problem instanceof Refused) throw problem
    return undefined
  }
}

class Refused extends Error {}

type Headers = Readonly<Record<string, string>>

function headersOf({ url, tokens }: GatewayAccess, persona: string): Promise<Headers> {
  const known = tokens.get(persona) ?? signedIn(url, persona)
  tokens.set(persona, known)
  known.catch(() => tokens.delete(persona))
  return known
}

async function signedIn(url: string, key: string): Promise<Headers> {
  const persona = personas.find((one) => one.key === key)
  if (persona === undefined) throw new Error(`Nobody is called ${key}`)
  const { email, password, ids } = persona
  const { data } = await post(url, { query: SIGN_IN, variables: { email, password } }, {})
  return {
    authorization: `Bearer ${data.signIn.sessionToken}`,
    'x-organisation': `Organisation:${ids.organisation}`,
  }
}

/** The id of the order. A refusal is a failure of the test; no answer at all is the point of it. */
async function place(url: string, headers: Headers, input: object): Promise<string> {
  const { data, errors } = await post(url, { query: ORDER, variables: { input } }, headers)
  if (errors !== undefined || data.placeOrder.userErrors.length > 0) {
    throw new Refused(`refused: ${JSON.stringify({ data, errors })}`)
  }
  return data.placeOrder.order.id
}

// Tests say what they expect of an answer by asserting it.
type Answer = any // eslint-disable-line @typescript-eslint/no-explicit-any

async function post(url: string, body: object, headers: Headers): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  })
  return response.json()
}
