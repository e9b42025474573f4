import { type IncomingMessage, type ServerResponse } from 'node:http'
import { type HTTPGraphQLResponse } from '@apollo/server'
import { takeTurnsAs } from '../data/operation-scope'
import { type Principal } from '../policy/principal'
import { type ApolloServerFor } from './apollo-servers'
import { type WriteGround } from '../write/ground'
import { inspect } from '../write/inspect'
import { inquire } from '../write/inquire'
import { clientAddress } from './client-address'
import { confirmPassword } from './confirm-password'
import { type RefuseLargeDocument } from './document-limits'
import { type AccessMode, type Engine } from './engine'
import { findPrincipal } from './find-principal'
import { GatewayError } from './gateway-error'
import { readGraphqlRequest } from './graphql-request'
import { type RateLimit } from './rate-limits'
import { refuseRequest } from './refuse-request'
import { reader, type RequestContext, type RequestProgress } from './request-context'
import { deviceTokenOf, sessionTokenOf } from './session-cookie'
import { sessionDoor } from './session-door'
import { type Settings } from './settings'
import { type SignInMeans } from './sign-in'
import { type ResolveDocument } from './trusted-documents'
import { type VaultMeans, vaultFor } from './vault'
import { writerOf } from './writer'

export interface GraphqlMeans {
  readonly engine: Engine
  readonly settings: Settings
  readonly serverFor: ApolloServerFor
  readonly refuseLarge: RefuseLargeDocument
  readonly resolveDocument: ResolveDocument
  readonly requestLimit: RateLimit
  /** What can be sent without a name from one address. */
  readonly unnamedLimit: RateLimit
  readonly signIn: Omit<SignInMeans, 'settings'>
  readonly vault: VaultMeans
  /** What mutations write to; none where there is nothing but reads. */
  readonly writing: WriteGround | undefined
}

/**
 * The way of one GraphQL request: its document found and measured, who asks found in one statement, then Apollo
 * Server for the schema they validate against. Throws what cannot be read at all; every other refusal is answered.
 */
export async function answerGraphql(
  means: GraphqlMeans,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { settings, resolveDocument, refuseLarge } = means
  await means.requestLimit.spend(clientAddress(request, settings), 1)
  const read = await readGraphqlRequest(request, settings.maxBodyBytes, resolveDocument)
  const asked = await settle(async () => {
    if (read.document !== undefined) refuseLarge(read.document)
    return whoAsks(means, request)
  })
  const server = await means.serverFor('value' in asked ? asked.value.schema : means.engine.schema)
  const answer = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: read.http,
    // WHY refusals wait until here: Apollo negotiates the form of their answer, and a forged request learns nothing.
    context: () => ('value' in asked ? Promise.resolve(asked.value) : Promise.reject(asked.refusal)),
  })
  if ('value' in asked)
    for (const cookie of asked.value.progress.cookies) response.appendHeader('set-cookie', cookie)
  await send(answer, response)
}

async function whoAsks(means: GraphqlMeans, request: IncomingMessage): Promise<RequestContext> {
  const { engine, settings, signIn } = means
  const token = sessionTokenOf(request)
  const organisation = headerOf(request, 'x-organisation')
  const now = signIn.clock.now()
  const principal = await findPrincipal(signIn.database, { token, organisation, now })
  const progress: RequestProgress = { prepared: undefined, principal, cookies: [] }
  const address = clientAddress(request, settings)
  const spender = spenderOf(principal, address)
  takeTurnsAs(spender)
  const held = { session: token, device: deviceTokenOf(request) }
  const door = { http: request, address, held, progress }
  return {
    principal,
    spender,
    schema: isReduced(request, settings) ? engine.reducedSchemaFor(principal) : engine.schema,
    accessMode: accessModeOf(request, settings),
    now,
    scopes: engine.scopes,
    session: sessionDoor({ ...signIn, settings }, door),
    vault: vaultFor(means.vault, { address, spender }),
    progress,
    read: reader(progress),
    inspect: (inspection, input) => inspect(groundOf(means), progress.principal, { inspection, input }),
    look: (inquiry, input) => inquire(groundOf(means), { inquiry, input }),
    write: writerOf(
      means.writing,
      {
        locale: headerOf(request, 'accept-language') ?? 'en',
        spendUnnamed: () => means.unnamedLimit.spend(address, 1).catch(refuse),
        passwordMatches: (question) =>
          confirmPassword(signIn.attemptsPerAccount, question, spender).catch(refuse),
      },
      progress,
    ),
  }
}

/** A limit that is spent refuses the whole request, with its status and Retry-After. */
function refuse(refusal: unknown): never {
  throw refuseRequest(refusal)
}

function groundOf({ writing }: GraphqlMeans): WriteGround {
  if (writing === undefined) throw new Error('This gateway was started without anything to look at')
  return writing
}

/** The header can only ask for less than the setting grants. */
function isReduced(request: IncomingMessage, settings: Settings): boolean {
  return settings.schemaMode === 'reduced' || headerOf(request, 'x-schema')?.toLowerCase() === 'reduced'
}

/** The header chooses for one request how withheld cells are told; the setting is what holds without it. */
function accessModeOf(request: IncomingMessage, settings: Settings): AccessMode {
  const asked = headerOf(request, 'x-access')?.toLowerCase()
  switch (asked) {
    case undefined:
      return settings.accessMode
    case 'redact':
    case 'report':
    case 'reject':
      return asked
    default:
      throw new GatewayError('BAD_USER_INPUT', { message: 'X-Access is `redact`, `report` or `reject`.' })
  }
}

function spenderOf(principal: Principal, address: string): string {
  return principal.user === null ? `address ${address}` : `user ${principal.user.id}`
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' ? value.trim() : undefined
}

/** What came of it, either way: a refusal is kept for later. */
type Settled<T> = { readonly value: T } | { readonly refusal: Error }

async function settle<T>(work: () => Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await work() }
  } catch (refusal) {
    return { refusal: refuseRequest(refusal) }
  }
}

async function send(answer: HTTPGraphQLResponse, response: ServerResponse): Promise<void> {
  for (const [name, value] of answer.headers) response.setHeader(name, value)
  response.statusCode = answer.status ?? 200
  if (answer.body.kind === 'complete') {
    response.setHeader('content-length', Buffer.byteLength(answer.body.string))
    response.end(answer.body.string)
    return
  }
  for await (const chunk of answer.body.asyncIterator) response.write(chunk)
  response.end()
}
