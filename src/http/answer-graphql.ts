import { type IncomingMessage, type ServerResponse } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import { HeaderMap, type HTTPGraphQLResponse } from '@apollo/server'
import { GraphQLError, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql'
import { type Settings } from '../app/settings'
import { placeAt, accountSecurityFor, type AccountSecurityDependencies } from '../auth/credentials'
import { findCaller } from '../auth/find-principal'
import { deviceTokenOf, noSessionCookie, sessionTokenOf, shownToken } from '../auth/open-session'
import { confirmPassword } from '../auth/passwords'
import { sessionService } from '../auth/session-service'
import { type SignInDependencies } from '../auth/sign-in'
import { shareConnectionLock } from '../platform/database/operation-scope'
import { type RateLimit } from '../platform/limits/counters'
import { type Principal, SIGNED_OUT } from '../policy/principal'
import { prices } from '../read/price-list'
import { isByNobody, type Unnamed } from '../read/schema/by-nobody'
import { runLinkQuery, runCustomQuery } from '../write/custom-query'
import { write, type WriteRequest } from '../write/execute-mutation'
import { type Outcome, type RowRef, type WriteContext, type WriteDependencies } from '../write/operation'
import { type ApolloServerFor } from './apollo-servers'
import { refuseForgeable } from './browser-security'
import { addressBlock, clientAddress } from './client-address'
import { type Bill, billFor, challenge, type CostBudget, withExtensions } from './cost-budget'
import { type Documents } from './documents'
import { GatewayError } from './error-catalogue'
import { type FormatError } from './format-error'
import { readGraphqlRequest, wantsGraphqlResponse } from './graphql-request'
import { refuseRequest } from './refusals'
import {
  type AccessMode,
  type Engine,
  type EnginePayloadPlan,
  preparedOf,
  reader,
  type RequestContext,
  type RequestProgress,
  sessionExtension,
} from './request-context'
import { type ResolveDocument } from './trusted-documents'

export interface GraphqlDependencies {
  readonly engine: Engine
  readonly settings: Settings
  readonly serverFor: ApolloServerFor
  readonly documents: Documents
  readonly resolveDocument: ResolveDocument
  readonly costBudget: CostBudget
  /** Schemas that a caller has paid for: making a reduced schema takes as long as a large answer. */
  readonly schemasSeen: WeakSet<GraphQLSchema>
  readonly formatError: FormatError
  readonly requestLimit: RateLimit
  /** The errors of operations that leave no trace. */
  readonly unnamed: Unnamed
  /** The limit of anonymous requests from one address. */
  readonly unnamedLimit: RateLimit
  readonly signIn: Omit<SignInDependencies, 'settings'>
  readonly accountSecurity: AccountSecurityDependencies
  /** What mutations write to; undefined for a gateway that only reads. */
  readonly writing: WriteDependencies | undefined
}

/**
 * Answers one GraphQL request: finds the principal in one statement, reads and bills the document, and hands it to the Apollo
 * Server of the schema that the caller validates against. Throws if the request cannot be read; answers every other refusal.
 */
export async function answerGraphql(
  dependencies: GraphqlDependencies,
  { request, response, bill }: Exchange,
): Promise<void> {
  const { settings, resolveDocument } = dependencies
  await dependencies.requestLimit.spend(addressBlock(clientAddress(request, settings)), 1)
  refuseForgeable(request)
  const read = await readGraphqlRequest(request, settings.maxBodyBytes, resolveDocument)
  const progress: RequestProgress = { prepared: undefined, principal: SIGNED_OUT, cookies: [] }
  const asked = await settle(() => admit(dependencies, { request, bill, progress }, read.document))
  const server = await dependencies.serverFor(
    'value' in asked ? asked.value.schema : dependencies.engine.schema,
  )
  const answer = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: read.http,
    // WHY refusals wait until here: Apollo negotiates the form of their answer.
    context: () => ('value' in asked ? Promise.resolve(asked.value) : Promise.reject(asked.refusal)),
  })
  for (const cookie of progress.cookies) response.appendHeader('set-cookie', cookie)
  if (answer.status === 401) challenge(request, response)
  const whole = isReported(progress, answer)
    ? answer
    : refused(dependencies, { asked, bill, progress, request }, answer)
  bill.setHeaders(response)
  await send(whole, response)
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly bill: Bill
}

/** Charges a request to its sender, as far as the sender is known. */
export function billOf(
  { settings, costBudget }: Pick<GraphqlDependencies, 'settings' | 'costBudget'>,
  request: IncomingMessage,
): Bill {
  return billFor(costBudget, addressBlock(clientAddress(request, settings)), settings.maxCost)
}

interface Admission {
  readonly request: IncomingMessage
  readonly bill: Bill
  readonly progress: RequestProgress
}

/** Finds the principal, then reads the document and charges them for it. @throws every refusal before there is an operation. */
async function admit(
  dependencies: GraphqlDependencies,
  admission: Admission,
  text: string | undefined,
): Promise<RequestContext> {
  const { bill } = admission
  const unnamed = dependencies.unnamed.mentionedIn(text)
  const context = await currentPrincipal(dependencies, { ...admission, unnamed })
  bill.payBy(context.spender)
  if (!dependencies.schemasSeen.has(context.schema)) bill.charge(prices.schema.units)
  dependencies.schemasSeen.add(context.schema)
  // WHY before the document is read: a caller without budget must cause no work.
  bill.spend(0)
  if (text === undefined) return context
  const read = dependencies.documents.read(text)
  if (read.isNew || !dependencies.documents.isValidated(read, context.schema)) bill.charge(read.price)
  const problems = [...read.refusals, ...dependencies.documents.problems(read, context.schema)]
  if (problems.length > 0) throw new DocumentRefused(problems)
  return context
}

const BAD_REQUEST = { status: 400, headers: new HeaderMap() }

/** Why a document is not run, all reasons at once. INVARIANT: never changed, since all senders of the document share them. */
class DocumentRefused extends GraphQLError {
  constructor(readonly problems: readonly GraphQLError[]) {
    const [first] = problems
    super(first?.message ?? '', {
      originalError: first,
      extensions: { ...first?.extensions, http: BAD_REQUEST },
    })
  }
}

async function currentPrincipal(
  dependencies: GraphqlDependencies,
  { request, bill, progress, unnamed }: Admission & { readonly unnamed: boolean },
): Promise<RequestContext> {
  const { engine, settings, signIn } = dependencies
  const organisation = headerOf(request, 'x-organisation')
  const now = signIn.clock.now()
  const forget = (): void => {
    progress.cookies = [noSessionCookie(request, settings)]
    progress.isSessionOver = true
  }
  const noting = unnamed ? { noting: 'nothing' as const } : {}
  const caller = await findCaller(signIn.database, { request, settings, organisation, now, ...noting }).catch(
    (refusal: unknown) => {
      // A request with an expired cookie and an Organisation to act in is refused as a whole; other refusals are not about the cookie.
      if (isUnauthenticated(refusal) && shownToken(request, settings).kind === 'cookie') forget()
      throw refusal
    },
  )
  if (caller.isCookieDead) forget()
  const { principal } = caller
  progress.principal = principal
  const address = clientAddress(request, settings)
  const held = { session: sessionTokenOf(request, settings), device: deviceTokenOf(request, settings) }
  const block = addressBlock(address)
  const access = { http: request, address: block, held, progress }
  // WHY by address for operations by nobody: the budget of a person would show when they were sent.
  const spender = principal.user === null || unnamed ? `address ${block}` : `user ${principal.user.id}`
  shareConnectionLock(spender)
  const place = {
    address: block,
    known: knownPlaceOf(principal),
    user: principal.user?.id,
    device: held.device,
    spender,
  }
  const accountSecurity = accountSecurityFor(dependencies.accountSecurity, place)
  return {
    principal,
    spender,
    bill,
    schema: isReduced(request, settings) ? engine.reducedSchemaFor(principal) : engine.schema,
    accessMode: accessModeOf(request, settings),
    now,
    scopes: engine.scopes,
    session: sessionService({ ...signIn, settings }, access),
    accountSecurity,
    progress,
    read: reader(progress),
    inspect: (customQuery, input) =>
      runCustomQuery(writeDependenciesOf(dependencies), progress.principal, { customQuery, input }),
    look: (linkQuery, input) => runLinkQuery(writeDependenciesOf(dependencies), { linkQuery, input }),
    write: writerOf(
      dependencies.writing,
      {
        locale: headerOf(request, 'accept-language') ?? 'en',
        spendUnnamed: () => dependencies.unnamedLimit.spend(block, 1).catch(refuse),
        takesCode: (manager, question) => accountSecurity.takesCode(manager, question),
        passwordMatches: (question) =>
          confirmPassword({ attempts: signIn.attempts, placeFor: placeAt(place) }, question, spender).catch(
            refuse,
          ),
      },
      progress,
    ),
  }
}

/** The session, token or device of the request, if it proved itself before. */
function knownPlaceOf({ session, apiToken }: Principal): string | undefined {
  if (session !== undefined) return `session ${session.id}`
  return apiToken === undefined ? undefined : `token ${apiToken.id}`
}

function isUnauthenticated(refusal: unknown): boolean {
  return refusal instanceof GatewayError && refusal.code === 'UNAUTHENTICATED'
}

/** Whether the answer states its cost: an operation made it, and its media type could be negotiated. */
function isReported({ isReported: reported }: RequestProgress, { status }: HTTPGraphQLResponse): boolean {
  return reported === true && status !== 406
}

/** The answer to a request that never became an operation. It is billed and states its cost like any other. */
function refused(
  { formatError }: GraphqlDependencies,
  { asked, bill, progress, request }: Admission & { readonly asked: Settled<RequestContext> },
  answer: HTTPGraphQLResponse,
): HTTPGraphQLResponse {
  bill.charge(prices.request.units)
  const problems =
    'refusal' in asked && asked.refusal instanceof DocumentRefused ? asked.refusal.problems : []
  const whole = withExtensions(answer, {
    errors: problems.map((problem) => formatError(problem.toJSON(), problem)),
    extensions: { ...sessionExtension(progress), cost: bill.reported(0) },
  })
  // In plain application/json, GraphQL over HTTP requires 200 for a wrong document.
  const isWrong = problems.some(({ extensions }) => String(extensions['code']).startsWith('GRAPHQL_'))
  return isWrong && !wantsGraphqlResponse(request.headers.accept) ? { ...whole, status: 200 } : whole
}

/** An exhausted limit refuses the whole request, with its status and Retry-After. */
function refuse(refusal: unknown): never {
  throw refuseRequest(refusal)
}

function writeDependenciesOf({ writing }: GraphqlDependencies): WriteDependencies {
  if (writing === undefined) throw new Error('This gateway was started without custom queries')
  return writing
}

/** The header can only reduce what the setting grants. */
function isReduced(request: IncomingMessage, settings: Settings): boolean {
  return settings.schemaMode === 'reduced' || headerOf(request, 'x-schema')?.toLowerCase() === 'reduced'
}

/** The header chooses for one request how withheld cells are reported; without it the setting counts. */
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

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' ? value.trim() : undefined
}

/** The outcome, whether it succeeded or not: a refusal is thrown later. */
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

/** How the mutations of one request write, and how their payloads are read. */
export function writerOf(
  dependencies: WriteDependencies | undefined,
  request: Omit<WriteRequest, 'principal'>,
  progress: RequestProgress,
): WriteContext['write'] {
  return async (info, operation, input) => {
    if (dependencies === undefined) throw new Error('This gateway was started without a database to write to')
    const { principal, notes } = progress
    // INVARIANT: the schema declares which operations leave no trace, so every log knows it before it writes.
    const field = info.parentType.getFields()[info.fieldName]
    if ((field !== undefined && isByNobody(field)) !== (operation.by === 'nobody')) {
      throw new Error(`${info.fieldName} and its operation disagree on who may do it`)
    }
    const payload = preparedOf(progress).planPayload(info, principal)
    const written = await write(dependencies, { ...request, principal, notes }, { operation, input }).catch(
      // A wait that timed out refuses with its status and Retry-After; every other failure stays as it is.
      (problem: unknown) => Promise.reject(refuseRequest(problem)),
    )
    const { left } = written
    if (left.signedOut) progress.principal = SIGNED_OUT
    else if (left.principal.user !== null) progress.principal = left.principal
    // WHY planned twice: the first plan refuses before anything is done, the second is made for the principal after the change.
    let current = isDeepStrictEqual(left.principal, principal) ? payload : undefined
    const planned = (): EnginePayloadPlan =>
      (current ??= preparedOf(progress).planPayload(info, left.principal))
    return { ...written, read: (field) => readPayload(planned, written.outcome, field) }
  }
}

async function readPayload(
  planned: () => EnginePayloadPlan,
  outcome: Outcome,
  field: GraphQLResolveInfo,
): Promise<unknown> {
  const value = outcome[field.fieldName] ?? null
  if (isRef(value)) return (await planned().read(field, [value.key]))[0] ?? null
  if (!Array.isArray(value)) return value
  // The lists of an outcome hold only rows.
  const refs = value as readonly RowRef[]
  return planned().read(
    field,
    refs.map((ref) => ref.key),
  )
}

function isRef(value: Outcome[string]): value is RowRef {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
