import { type IncomingMessage, type ServerResponse } from 'node:http'
import { isBehindTls, type TlsSettings } from './behind-tls'

/** What the installation is, as far as headers say it. */
export interface HeaderSettings extends TlsSettings {
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
