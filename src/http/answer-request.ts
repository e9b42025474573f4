import { type IncomingMessage, type ServerResponse } from 'node:http'
import { GraphQLError } from 'graphql'
import { inOperation, OperationEnded, withDeadline } from '../platform/database/operation-scope'
import { type SqlDatabase } from '../platform/database/transaction'
import { prices } from '../read/price-list'
import { answerDownload, type DownloadDependencies, findDownload } from './answer-download'
import { answerGraphql, billOf, type GraphqlDependencies } from './answer-graphql'
import {
  allowOrigin,
  answerPreflight,
  type HostSettings,
  isHostAllowed,
  judgeOrigin,
  setSecurityHeaders,
} from './browser-security'
import { addressBlock, clientAddress } from './client-address'
import { type Bill, challenge, type CostReport } from './cost-budget'
import { errorCatalogue, GatewayError, isErrorCode, persistedQueryCodes } from './error-catalogue'
import { type FormatError, PersistedQueryError } from './format-error'
import { BodyRefused, mediaTypeFor } from './graphql-request'
import { type LinkPages, type PageFile } from './link-pages'

interface RequestDependencies {
  readonly graphql: GraphqlDependencies
  readonly downloads: DownloadDependencies
  readonly readiness: Readiness
  readonly pages: ReadonlyMap<string, PageFile>
  readonly linkPages: LinkPages
  readonly formatError: FormatError
  /** Whether this is the demo world, to which everybody can sign in. */
  readonly world?: 'demo' | undefined
}

export type AnswerRequest = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Answers every request. INVARIANT: it always answers and never throws. */
export function answerRequestWith(dependencies: RequestDependencies): AnswerRequest {
  const admission = { inFlight: 0 }
  return async (request, response) => {
    const bill = billOf(dependencies.graphql, request)
    try {
      setSecurityHeaders(
        { request, response },
        { ...dependencies.graphql.settings, world: dependencies.world },
      )
      refuseForeignHost(request, dependencies.graphql.settings)
      const verdict = judgeOrigin(request, dependencies.graphql.settings)
      if (request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined) {
        if (verdict === 'allowed') allowOrigin(response, request.headers.origin ?? '')
        answerPreflight(response, verdict)
        return
      }
      if (verdict === 'foreign')
        throw new GatewayError('FORBIDDEN', {
          message: 'This page may not call the gateway.',
          wayOut: 'The operator of the gateway can add the origin of the page to CORS_ORIGINS.',
        })
      if (verdict === 'allowed') allowOrigin(response, request.headers.origin ?? '')
      await answerPath(dependencies, admission, { request, response, bill })
    } catch (refusal) {
      bill.charge(prices.request.units)
      if (!response.headersSent) bill.setHeaders(response)
      // A file has no `extensions`, so its headers say it.
      const cost = pathOf(request) === '/graphql' ? bill.reported(0) : undefined
      answerRefusal(refusal, { request, response }, { formatError: dependencies.formatError, cost })
    }
  }
}

/** WHY health is answered under any host name: a monitor may use any name, and the answer holds no data. */
function refuseForeignHost(request: IncomingMessage, settings: HostSettings): void {
  if (/^\/(healthz|readyz)(\?|$)/.test(request.url ?? '') || isHostAllowed(request, settings)) return
  throw new GatewayError('FORBIDDEN', {
    message: 'This gateway does not serve this host. Its operator can allow the name with ALLOWED_HOSTS.',
  })
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly bill: Bill
}

async function answerPath(
  dependencies: RequestDependencies,
  admission: Admission,
  exchange: Exchange,
): Promise<void> {
  const { request, response } = exchange
  const path = pathOf(request)
  if (path === '/graphql')
    return admitted(dependencies, admission, () =>
      asOperation(dependencies, exchange, () => answerGraphql(dependencies.graphql, exchange)),
    )
  if (path === '/readyz') return answerReadiness(dependencies.readiness, response)
  if (path === '/healthz') {
    answerHealth(response)
    return
  }
  const found = findDownload(dependencies.downloads.downloads, request)
  if (found !== undefined) {
    return admitted(dependencies, admission, () =>
      untilGone(dependencies, exchange, () => answerDownload(dependencies.downloads, found, exchange)),
    )
  }
  const page =
    dependencies.pages.get(path) ?? dependencies.linkPages(path, request.headers['accept-language'])
  if (page === undefined || (request.method !== 'GET' && request.method !== 'HEAD'))
    throw new GatewayError('NOT_FOUND', { wayOut: 'Check the address: GraphQL is answered at `/graphql`.' })
  sendPage(page, exchange)
}

function pathOf({ url = '/' }: IncomingMessage): string {
  const [path = '/'] = url.split('?')
  return path
}

type Answer = () => Promise<void>

/** INVARIANT: at its deadline, or when its caller disconnects, a request ends all its running work. */
function asOperation(dependencies: RequestDependencies, exchange: Exchange, answer: Answer): Promise<void> {
  const { operationTimeoutMs: milliseconds } = dependencies.graphql.settings
  return withDeadline(
    placeOf(dependencies, exchange),
    { milliseconds, besides: goneSignal(exchange) },
    answer,
  )
}

/** Sending a file may take long, so the deadline applies to each step: see `readAs`. */
function untilGone(dependencies: RequestDependencies, exchange: Exchange, answer: Answer): Promise<void> {
  return inOperation({ spender: placeOf(dependencies, exchange), signal: goneSignal(exchange) }, answer)
}

/** The key by which requests take turns, until the principal is known. */
function placeOf({ graphql }: RequestDependencies, { request }: Exchange): string {
  return `address ${addressBlock(clientAddress(request, graphql.settings))}`
}

function goneSignal({ response }: Exchange): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(new OperationEnded('gone', 'The caller is gone.'))
  })
  return gone.signal
}

interface Admission {
  inFlight: number
}

/** WHY bounded: beyond some number, more requests at once only delay all of them. */
async function admitted(
  dependencies: RequestDependencies,
  admission: Admission,
  answer: () => Promise<void>,
): Promise<void> {
  if (admission.inFlight >= dependencies.graphql.settings.maxInFlight) {
    throw new GatewayError('RATE_LIMITED', { retryAfterSeconds: 1 })
  }
  admission.inFlight += 1
  try {
    await answer()
  } finally {
    admission.inFlight -= 1
  }
}

function sendPage(page: PageFile, { request, response }: Exchange): void {
  response.setHeader('content-security-policy', page.policy)
  response.appendHeader('vary', 'accept-language')
  response.setHeader('cache-control', 'no-cache')
  response.setHeader('etag', page.etag)
  if (request.headers['if-none-match'] === page.etag) {
    response.writeHead(304).end()
    return
  }
  response.writeHead(200, { 'content-type': page.type, 'content-length': page.body.length })
  response.end(request.method === 'HEAD' ? undefined : page.body)
}

/** Answers that the process runs. */
function answerHealth(response: ServerResponse): void {
  send(response, 200, { status: 'ok' })
}

interface Readiness {
  readonly database: SqlDatabase
  readonly policyVersion: string
  readonly stopping: () => boolean
}

/** Whether requests may be sent here: the database answers within a second, and the gateway is not stopping. */
async function answerReadiness(readiness: Readiness, response: ServerResponse): Promise<void> {
  const { policyVersion } = readiness
  if (readiness.stopping()) {
    send(response, 503, { status: 'stopping', policyVersion })
    return
  }
  const reachable = await pingWithin(readiness.database, 1000)
  send(response, reachable ? 200 : 503, {
    status: reachable ? 'ready' : 'database unreachable',
    policyVersion,
  })
}

async function pingWithin(database: SqlDatabase, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), milliseconds)))
  const ping = database.query('SELECT 1', []).then(
    () => true,
    () => false,
  )
  const reachable = await Promise.race([ping, late])
  clearTimeout(timer)
  return reachable
}

function send(response: ServerResponse, status: number, body: Readonly<Record<string, string>>): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(`${JSON.stringify(body)}\n`)
}

/** How a refusal is reported, and what the request has cost. */
interface Notable {
  readonly formatError: FormatError
  readonly cost: CostReport | undefined
}

/** Answers a request that never became an operation, in the form GraphQL gives errors. */
function answerRefusal(
  refusal: unknown,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  { formatError, cost }: Notable,
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const formatted = formatError(asGraphqlError(refusal).toJSON(), refusal)
  const retryAfter = formatted.extensions?.['retryAfterSeconds']
  if (typeof retryAfter === 'number') response.setHeader('retry-after', String(retryAfter))
  response.setHeader('content-type', mediaTypeFor(request.headers.accept))
  // The unread rest of a body is dropped, and the connection is closed.
  if (!request.complete) {
    response.setHeader('connection', 'close')
    request.resume()
  }
  response.statusCode = statusOf(refusal, formatted.extensions?.['code'])
  if (response.statusCode === 401) challenge(request, response)
  else response.removeHeader('www-authenticate')
  response.end(
    `${JSON.stringify(cost === undefined ? { errors: [formatted] } : { errors: [formatted], extensions: { cost } })}\n`,
  )
}

function asGraphqlError(refusal: unknown): GraphQLError {
  return refusal instanceof GraphQLError ? refusal : new GraphQLError('unexpected')
}

function statusOf(refusal: unknown, code: unknown): number {
  if (refusal instanceof BodyRefused) return refusal.status
  if (refusal instanceof PersistedQueryError) return persistedQueryCodes[refusal.code].status
  return isErrorCode(code) ? errorCatalogue[code].status : 500
}
