import { type IncomingMessage, type ServerResponse } from 'node:http'
import { type Settings } from './settings'

/** How a request stands to the page that sent it. */
export type OriginVerdict = 'ours' | 'allowed' | 'foreign'

export type OriginSettings = Pick<Settings, 'corsOrigins' | 'publicUrl'>

/** Browsers name the page a request comes from. Callers that are no browser send no Origin and are ours. */
export function judgeOrigin(request: IncomingMessage, settings: OriginSettings): OriginVerdict {
  const { origin, host } = request.headers
  if (origin === undefined || origin === settings.publicUrl) return 'ours'
  if (settings.corsOrigins.includes(origin)) return 'allowed'
  return URL.canParse(origin) && new URL(origin).host === host ? 'ours' : 'foreign'
}

/** Lets the page of an allowed origin read the answer, and nobody else's. */
export function allowOrigin(response: ServerResponse, origin: string): void {
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-allow-credentials', 'true')
  response.setHeader('access-control-expose-headers', EXPOSED.join(', '))
}

/** What a page may read of an answer, beside its body. */
const EXPOSED = [
  'retry-after',
  'content-disposition',
  'ratelimit',
  'ratelimit-policy',
  'www-authenticate',
  'x-correlation-id',
]

/** What a page may send: our own headers, and what common clients and tracing add by themselves. */
const ACCEPTED = [
  'content-type',
  'authorization',
  'accept-language',
  'x-organisation',
  'x-device',
  'x-schema',
  'x-access',
  'x-correlation-id',
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'apollographql-client-name',
  'apollographql-client-version',
  'traceparent',
  'tracestate',
]

/** The answer to a browser that asks beforehand. */
export function answerPreflight(response: ServerResponse, verdict: OriginVerdict): void {
  if (verdict === 'allowed') {
    response.setHeader('access-control-allow-methods', 'GET, POST')
    response.setHeader('access-control-allow-headers', ACCEPTED.join(', '))
    response.setHeader('access-control-max-age', '600')
  }
  response.writeHead(verdict === 'foreign' ? 403 : 204).end()
}
