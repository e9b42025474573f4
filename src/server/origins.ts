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
  response.setHeader('access-control-expose-headers', 'retry-after, content-disposition')
}

/** The answer to a browser that asks beforehand. */
export function answerPreflight(response: ServerResponse, verdict: OriginVerdict): void {
  if (verdict === 'allowed') {
    response.setHeader('access-control-allow-methods', 'GET, POST')
    response.setHeader(
      'access-control-allow-headers',
      'content-type, authorization, x-organisation, x-device, x-schema, x-access, apollo-require-preflight, x-apollo-operation-name',
    )
    response.setHeader('access-control-max-age', '600')
  }
  response.writeHead(verdict === 'foreign' ? 403 : 204).end()
}
