import { type IncomingMessage, type ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import { type Settings } from '../app/settings'
import { isBehindTls, type TlsSettings } from './client-address'
import { GatewayError } from './error-catalogue'
import { isLoopback } from './exposure'

/** What the installation is, as far as headers say it. */
interface HeaderSettings extends TlsSettings {
  /** Whether people with a known password can sign in: every answer says so, so that nobody takes it for data. */
  readonly world?: 'demo' | undefined
}

const A_YEAR_IN_SECONDS = 31_536_000

/** Said with every answer: no sniffing, no framing, no referrer, nothing kept by anybody in between. */
export function setSecurityHeaders(
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  settings: HeaderSettings,
): void {
  // WHY without subdomains: what else runs under the name is not ours to decide on.
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
 * Whether a request asks for a host that is served here. WHY: a page of any site can have its own name answered with the
 * address of this machine (DNS rebinding) and is then of the same origin as we are, unless we know our names. An address in
 * digits is nobody's name and cannot be answered otherwise, so every one is right.
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

/** The name without its port, in small letters; undefined where the header is none. */
function hostNameIn(header: string): string | undefined {
  const [, name] = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?$/.exec(header) ?? []
  return name?.toLowerCase().replace(/\.$/, '')
}

/** How a request stands to the page that sent it. */
type OriginVerdict = 'ours' | 'allowed' | 'foreign'

type OriginSettings = Pick<Settings, 'corsOrigins' | 'publicUrl'>

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

/** Headers that a page of another site cannot set without asking first. */
const preflighted = ['apollo-require-preflight', 'x-apollo-operation-name', 'apollographql-client-name']

/**
 * Refuses a GET that a page of another site could make a browser send with our cookies. What a browser cannot be made to
 * send passes: a header of one's own, a content type that forms do not have, a bearer token. `Basic` is no such thing: browsers add
 * it by themselves. A POST is never forgeable: its body must be JSON.
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
