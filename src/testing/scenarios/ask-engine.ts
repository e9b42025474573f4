import {
  type DocumentNode,
  execute,
  getOperationAST,
  type GraphQLError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql'
import { type Principal } from '../../policy/principal'
import { type QueryEngine } from '../../read/engine'
import { resolveField } from '../../read/schema/annotations'
import {
  type Answered,
  type Ask,
  listAt,
  objectAt,
  type Reply,
  type ReplyError,
  textAt,
} from './run-scenarios'
import { NOBODY } from './scenario'

interface EngineAccess {
  readonly engine: QueryEngine
  readonly principalOf: (persona: string) => Promise<Principal>
  readonly clock: Date
}

/** Asks the query engine itself: plans, SQL and masks, without a server around. */
export function askEngine({ engine, principalOf, clock: now }: EngineAccess): Ask {
  return async ({ persona, document: text, variables }) => {
    const { document, mistakes } = validated(engine.schema, text)
    const operation = getOperationAST(document)
    if (operation === null || operation === undefined || mistakes.length > 0) return failed(mistakes)
    const principal = await principalOf(persona)
    const prepared = engine.prepare({ document, operation, variables, principal, accessMode: 'report', now })
    const result = await execute({
      schema: engine.schema,
      document,
      variableValues: variables,
      contextValue: { read: prepared.read.bind(prepared) },
      fieldResolver: resolveField,
    })
    return { data: objectAt(result.data), errors: (result.errors ?? []).map(asReplyError) }
  }
}

interface Validated {
  readonly document: DocumentNode
  readonly mistakes: readonly GraphQLError[]
}

/** WHY kept: hundreds of cases ask the same few documents of one schema. */
const validatedBefore = new WeakMap<GraphQLSchema, Map<string, Validated>>()

function validated(schema: GraphQLSchema, text: string): Validated {
  const ofSchema = validatedBefore.get(schema) ?? new Map<string, Validated>()
  validatedBefore.set(schema, ofSchema)
  const known = ofSchema.get(text)
  if (known !== undefined) return known
  const document = parse(text)
  const found = { document, mistakes: validate(schema, document) }
  ofSchema.set(text, found)
  return found
}

function failed(errors: readonly GraphQLError[]): Reply {
  return { data: null, errors: errors.map(asReplyError) }
}

function asReplyError({ path, extensions, message }: GraphQLError) {
  return { path: path ?? [], code: textAt(extensions['code']), message }
}

interface HttpAccess {
  /** Where the gateway answers GraphQL. */
  readonly url: string
  readonly accounts: ReadonlyMap<string, Account>
}

/** How a persona signs in, and where it acts. */
interface Account {
  readonly email: string
  readonly password: string
  /** `Organisation:12`; null for a persona that acts in none. */
  readonly organisation: string | null
  /** Where a program asks: its API token, instead of signing in. */
  readonly token?: string
}

const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { sessionToken userErrors { code message } }
}`

/** Asks a running gateway over HTTP, signed in as the persona. */
export function askHttp(access: HttpAccess): Ask {
  const sessions = new Map<string, Promise<Readonly<Record<string, string>>>>()
  return async ({ persona, document, variables }) => {
    const session = sessions.get(persona) ?? headersOf(access, persona)
    sessions.set(persona, session)
    return post(access.url, { query: document, variables }, await session)
  }
}

async function headersOf(
  { url, accounts }: HttpAccess,
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
