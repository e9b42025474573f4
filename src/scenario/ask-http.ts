import { type Answered, type Ask, listAt, objectAt, type Reply, type ReplyError, textAt } from './ask'
import { NOBODY } from './scenario'

export interface HttpDoor {
  /** Where the gateway answers GraphQL. */
  readonly url: string
  readonly accounts: ReadonlyMap<string, Account>
}

/** How a persona signs in, and where it acts. */
export interface Account {
  readonly email: string
  readonly password: string
  /** `Organisation:12`; null for who acts in none. */
  readonly organisation: string | null
  /** Where a program asks: its API token, instead of signing in. */
  readonly token?: string
}

const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { sessionToken userErrors { code message } }
}`

/** Asks a running gateway over HTTP, signed in as the persona. */
export function askHttp(door: HttpDoor): Ask {
  const sessions = new Map<string, Promise<Readonly<Record<string, string>>>>()
  return async ({ persona, document, variables }) => {
    const session = sessions.get(persona) ?? headersOf(door, persona)
    sessions.set(persona, session)
    return post(door.url, { query: document, variables }, await session)
  }
}

async function headersOf(
  { url, accounts }: HttpDoor,
  persona: string,
): Promise<Readonly<Record<string, string>>> {
  if (persona === NOBODY) return {}
  const account = accounts.get(persona)
  if (account === undefined) throw new Error(`Nobody is called ${persona}.`)
  const { email, password, organisation, token: program } = account
  if (program !== undefined) return { authorization: `Bearer ${program}` }
  const { data } = await post(url, { query: SIGN_IN, variables: { email, password } }, {})
  const token = objectAt(data?.['signIn'])?.['sessionToken']
  if (typeof token !== 'string') throw new Error(`${persona} could not sign in as ${email}.`)
  const signedIn = { authorization: `Bearer ${token}` }
  return organisation === null ? signedIn : { ...signedIn, 'x-organisation': organisation }
}

async function post(url: string, body: object, headers: Readonly<Record<string, string>>): Promise<Reply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  })
  const answer = objectAt(await response.json())
  return { data: objectAt(answer?.['data']), errors: listAt(answer?.['errors']).map(replyErrorOf) }
}

function replyErrorOf(value: unknown): ReplyError {
  const error: Answered = objectAt(value) ?? {}
  const path = listAt(error['path']).filter((step) => typeof step === 'string' || typeof step === 'number')
  return {
    path,
    code: textAt(objectAt(error['extensions'])?.['code']),
    message: textAt(error['message']),
  }
}
