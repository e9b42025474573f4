import { type IncomingMessage, type ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import { type Settings } from '../app/settings'
import { isBehindTls, type TlsSettings } from './client-address'
import { GatewayError } from './error-catalogue'
import { isLoopback } from './exposure'

/** What headers say about the installation. */
interface HeaderSettings extends TlsSettings {
  /** Whether people with a known password can sign in: every answer says so, so that nobody takes it for data. */
  readonly world?: 'demo' | undefined
}

const A_YEAR_IN_SECONDS = 31_536_000

/** Sent with every answer: no sniffing, no framing, no referrer, no caching on the way. */
export function setSecurityHeaders(
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  settings: HeaderSettings,
): void {
  // WHY without subdomains: other services may run there, and this installation must not decide for them.
  if (isBehindTls(request, settings)) {
    response.setHeader('strict-transport-security', `max-age=${A_YEAR_IN_SECONDS}`)
  }
  if (settings.world !== undefined) response.setHeader('x-mandate-world', settings.world)
  response.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
  response.setHeader('x-permitted-cross-domain-policies', 'none')
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('x-frame-options', 'DENY')
  response.setHeader('referrer-policy', 'no-referrer')
  response.setHeader('cross-origin-opener-policy', 'same-origin')
  response.setHeader('cross-origin-resource-policy', 'same-origin')
  response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  response.setHeader('cache-control', 'no-store')
  response.setHeader('vary', 'origin, cookie, authorization, accept')
}

export type HostSettings = Pick<Settings, 'host' | 'publicUrl' | 'allowedHosts'>

/**
 * Whether this installation serves the host that a request names. WHY: a page of any site can have its own name answered with the
 * address of this machine (DNS rebinding), and then has the same origin as the gateway, unless the gateway knows its own
 * names. A numeric address needs no look-up that anybody could fake, so every numeric address is accepted.
 */
export function isHostAllowed(
  { headers }: Pick<IncomingMessage, 'headers'>,
  settings: HostSettings,
): boolean {
  if (headers.host === undefined) return true
  const name = hostNameIn(headers.host)
  if (name === undefined) return false
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0 || isLoopback(name)) return true
  const own = settings.publicUrl === undefined ? [] : [new URL(settings.publicUrl).hostname]
  return [settings.host, ...own, ...settings.allowedHosts].some((one) => one.toLowerCase() === name)
}

/** The name without its port, in lower case; undefined if the header is malformed. */
function hostNameIn(header: string): string | undefined {
  const [, name] = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?$/.exec(header) ?? []
  return name?.toLowerCase().replace(/\.$/, '')
}

/** The relation of a request to the page that sent it. */
type OriginVerdict = 'ours' | 'allowed' | 'foreign'

type OriginSettings = Pick<Settings, 'corsOrigins' | 'publicUrl'>

/** A browser sends the origin of the page. A caller without an Origin header is no browser, and is accepted. */
export function judgeOrigin(request: IncomingMessage, settings: OriginSettings): OriginVerdict {
  const { origin, host } = request.headers
  if (origin === undefined || origin === settings.publicUrl) return 'ours'
  if (settings.corsOrigins.includes(origin)) return 'allowed'
  return URL.canParse(origin) && new URL(origin).host === host ? 'ours' : 'foreign'
}

/** Lets only pages of an allowed origin read the answer. */
export function allowOrigin(response: ServerResponse, origin: string): void {
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-allow-credentials', 'true')
  response.setHeader('access-control-expose-headers', EXPOSED.join(', '))
}

/** The headers of an answer that a page may read. */
const EXPOSED = [
  'retry-after',
  'content-disposition',
  'ratelimit',
  'ratelimit-policy',
  'www-authenticate',
  'x-correlation-id',
]

/** The headers that a page may send: our own, and those that common clients and tracing add. */
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

/** The answer to a preflight request of a browser. */
export function answerPreflight(response: ServerResponse, verdict: OriginVerdict): void {
  if (verdict === 'allowed') {
    response.setHeader('access-control-allow-methods', 'GET, POST')
    response.setHeader('access-control-allow-headers', ACCEPTED.join(', '))
    response.setHeader('access-control-max-age', '600')
  }
  response.writeHead(verdict === 'foreign' ? 403 : 204).end()
}

/** Headers that a page of another site cannot set without a preflight request. */
const preflighted = ['apollo-require-preflight', 'x-apollo-operation-name', 'apollographql-client-name']

/**
 * Refuses a GET that a page of another site could make a browser send with our cookies. A request passes if it holds
 * something that such a page cannot add: a custom header, a content type that forms do not have, a bearer token. `Basic`
 * does not count, because browsers add it themselves. A POST is never forgeable: its body must be JSON.
 * @throws BAD_USER_INPUT
 */
export function refuseForgeable({ method, headers }: IncomingMessage): void {
  if (method !== 'GET' && method !== 'HEAD') return
  if (preflighted.some((name) => typeof headers[name] === 'string' && headers[name] !== '')) return
  if (/^Bearer /i.test(headers.authorization ?? '')) return
  const [kind = ''] = (headers['content-type'] ?? '').toLowerCase().split(';')
  if (kind.trim() !== '' && !forms.includes(kind.trim())) return
  throw new GatewayError('BAD_USER_INPUT', {
    message:
      'A page of another site could have sent this (Cross-Site Request Forgery), so it is not answered.',
    wayOut:
      'Send it with POST, with `Authorization: Bearer TOKEN`, or with the header `Apollo-Require-Preflight: 1`.',
  })
}

const forms = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']
