import { type IncomingMessage, type ServerResponse } from 'node:http'
import { inOperation, OperationEnded, withDeadline } from '../data/operation-scope'
import { prices } from '../price/price-list'
import { addressBlock } from './address-block'
import { answerGraphql, billOf, type GraphqlMeans } from './answer-graphql'
import { type Bill } from './bill'
import { answerHealth, answerReadiness, type Readiness } from './answer-health'
import { answerRefusal } from './answer-refusal'
import { clientAddress } from './client-address'
import { answerDownload, type DownloadMeans, findDownload } from './downloads/answer-download'
import { type FormatError } from './format-error'
import { GatewayError } from './gateway-error'
import { type LinkPages } from './link-pages'
import { type PageFile } from './page-file'
import { type HostSettings, isHostAllowed } from './allowed-hosts'
import { allowOrigin, answerPreflight, judgeOrigin } from './origins'
import { setSecurityHeaders } from './security-headers'

export interface RequestMeans {
  readonly graphql: GraphqlMeans
  readonly downloads: DownloadMeans
  readonly readiness: Readiness
  readonly pages: ReadonlyMap<string, PageFile>
  readonly linkPages: LinkPages
  readonly formatError: FormatError
  /** Whether this is a made-up world that everybody can sign in to. */
  readonly world?: 'demo' | undefined
}

export type AnswerRequest = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Every request comes through here. INVARIANT: it is always answered, and never throws. */
export function answerRequestWith(means: RequestMeans): AnswerRequest {
  const admission = { inFlight: 0 }
  return async (request, response) => {
    const bill = billOf(means.graphql, request)
    try {
      setSecurityHeaders({ request, response }, { ...means.graphql.settings, world: means.world })
      refuseForeignHost(request, means.graphql.settings)
      const verdict = judgeOrigin(request, means.graphql.settings)
      if (request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined) {
        if (verdict === 'allowed') allowOrigin(response, request.headers.origin ?? '')
        answerPreflight(response, verdict)
        return
      }
      if (verdict === 'foreign')
        throw new GatewayError('FORBIDDEN', {
          message: 'This page may not call the gateway.',
          wayOut: 'Who runs the gateway can name the origin of the page in CORS_ORIGINS.',
        })
      if (verdict === 'allowed') allowOrigin(response, request.headers.origin ?? '')
      await answerPath(means, admission, { request, response, bill })
    } catch (refusal) {
      bill.charge(prices.request.units)
      if (!response.headersSent) bill.setHeaders(response)
      // What is fetched as a file has no `extensions` to say it in; its headers do.
      const cost = pathOf(request) === '/graphql' ? bill.told(0) : undefined
      answerRefusal(refusal, { request, response }, { formatError: means.formatError, cost })
    }
  }
}

/** WHY health is answered for any name: whoever watches over a gateway calls it as it likes, and learns nothing of anybody. */
function refuseForeignHost(request: IncomingMessage, settings: HostSettings): void {
  if (/^\/(healthz|readyz)(\?|$)/.test(request.url ?? '') || isHostAllowed(request, settings)) return
  throw new GatewayError('FORBIDDEN', {
    message: 'This host is not served here. Whoever runs the gateway allows its name with ALLOWED_HOSTS.',
  })
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly bill: Bill
}

async function answerPath(means: RequestMeans, admission: Admission, exchange: Exchange): Promise<void> {
  const { request, response } = exchange
  const path = pathOf(request)
  if (path === '/graphql')
    return admitted(means, admission, () =>
      asOperation(means, exchange, () => answerGraphql(means.graphql, exchange)),
    )
  if (path === '/readyz') return answerReadiness(means.readiness, response)
  if (path === '/healthz') {
    answerHealth(response)
    return
  }
  const found = findDownload(means.downloads.downloads, request)
  if (found !== undefined) {
    return admitted(means, admission, () =>
      untilGone(means, exchange, () => answerDownload(means.downloads, found, exchange)),
    )
  }
  const page = means.pages.get(path) ?? means.linkPages(path, request.headers['accept-language'])
  if (page === undefined || (request.method !== 'GET' && request.method !== 'HEAD'))
    throw new GatewayError('NOT_FOUND', { wayOut: 'Check the address: GraphQL is answered at `/graphql`.' })
  sendPage(page, exchange)
}

function pathOf({ url = '/' }: IncomingMessage): string {
  const [path = '/'] = url.split('?')
  return path
}

type Answer = () => Promise<void>

/** INVARIANT: a request ends everything it has running at its deadline, and when its caller is gone. */
function asOperation(means: RequestMeans, exchange: Exchange, answer: Answer): Promise<void> {
  const { operationTimeoutMs: milliseconds } = means.graphql.settings
  return withDeadline(placeOf(means, exchange), { milliseconds, besides: goneSignal(exchange) }, answer)
}

/** A file may take long to send: each of its steps has the deadline, see `readAs`. */
function untilGone(means: RequestMeans, exchange: Exchange, answer: Answer): Promise<void> {
  return inOperation({ spender: placeOf(means, exchange), signal: goneSignal(exchange) }, answer)
}

/** Who takes turns with others, until it is known who asks. */
function placeOf({ graphql }: RequestMeans, { request }: Exchange): string {
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

/** WHY bounded: past some point more requests at once only make every one of them late. */
async function admitted(
  means: RequestMeans,
  admission: Admission,
  answer: () => Promise<void>,
): Promise<void> {
  if (admission.inFlight >= means.graphql.settings.maxInFlight) {
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
