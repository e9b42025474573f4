import { type IncomingMessage } from 'node:http'
import { parseCookie, stringifySetCookie } from 'cookie'
import { isBehindTls, type TlsSettings } from './behind-tls'
import { type Settings } from './settings'

const NAME = 'mandate_session'
const DEVICE = 'mandate_device'

/**
 * What a cookie is called. WHY `__Host-` behind TLS: a browser keeps such a name only for this host alone, so that no
 * neighbour under the same domain can plant one. INVARIANT: there the plain name counts for nothing.
 */
function nameOf(name: string, request: IncomingMessage, settings: TlsSettings): string {
  return isBehindTls(request, settings) ? `__Host-${name}` : name
}

/** The token of who asks, and who shows it: a program on purpose, a browser by itself. `unusable` is no token at all. */
export type ShownToken =
  { readonly kind: 'none' | 'unusable' } | { readonly kind: 'bearer' | 'cookie'; readonly token: string }

/** What a request shows: the header, else the browser's cookie. */
export function shownToken(request: IncomingMessage, settings: TlsSettings): ShownToken {
  const { headers } = request
  if (headers.authorization !== undefined) {
    const [, token] = /^Bearer +([^ ]+) *$/i.exec(headers.authorization) ?? []
    return token === undefined ? { kind: 'unusable' } : { kind: 'bearer', token }
  }
  const token =
    headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[nameOf(NAME, request, settings)]
  return token === undefined || token === '' ? { kind: 'none' } : { kind: 'cookie', token }
}

/** The session token a request shows. */
export function sessionTokenOf(request: IncomingMessage, settings: TlsSettings): string | undefined {
  const shown = shownToken(request, settings)
  return 'token' in shown ? shown.token : undefined
}

/**
 * The token of the device a request shows: its own header, else the browser's cookie. INVARIANT: a cookie counts only
 * where the session is one too, so that a program and a page of one browser do not mix.
 */
export function deviceTokenOf(request: IncomingMessage, settings: TlsSettings): string | undefined {
  const { headers } = request
  const header = headers['x-device']
  if (typeof header === 'string' && header.trim() !== '') return header.trim()
  if (headers.authorization !== undefined || headers.cookie === undefined) return undefined
  return parseCookie(headers.cookie)[nameOf(DEVICE, request, settings)]
}

/** Whether the caller keeps its tokens itself. WHY it matters: a page's scripts are not told what its cookies hold. */
export function keepsTokens({ headers }: IncomingMessage): boolean {
  return headers.authorization !== undefined || headers['x-device'] !== undefined
}

/** The cookie of a device: what it opens is written in `remembered-users.ts`. */
export function deviceCookie(token: string, request: IncomingMessage, settings: CookieSettings): string {
  return stringifySetCookie(nameOf(DEVICE, request, settings), token, {
    ...attributes(request, settings),
    ...(settings.sessionSameSite === 'lax' ? { sameSite: 'strict' as const } : {}),
    maxAge: settings.sessionDays * 86_400,
  })
}

/** The cookie of a new session. Scripts cannot read it, other sites cannot send it with a change. */
export function sessionCookie(token: string, request: IncomingMessage, settings: CookieSettings): string {
  return stringifySetCookie(nameOf(NAME, request, settings), token, {
    ...attributes(request, settings),
    maxAge: settings.sessionDays * 86_400,
  })
}

/** The same cookie, void: it makes the browser forget. */
export function noSessionCookie(request: IncomingMessage, settings: CookieSettings): string {
  return stringifySetCookie(nameOf(NAME, request, settings), '', {
    ...attributes(request, settings),
    maxAge: 0,
  })
}

const A_YEAR = 365 * 86_400

/** What a visitor allows to be stored. WHY scripts read it: the page must know whether to ask. */
export function cookieChoiceCookie(
  choice: string,
  request: IncomingMessage,
  settings: CookieSettings,
): string {
  const { httpOnly: _httpOnly, ...rest } = attributes(request, settings)
  return stringifySetCookie('mandate_cookies', choice, { ...rest, maxAge: A_YEAR })
}

export type CookieSettings = Pick<Settings, 'sessionDays' | 'sessionSameSite' | 'trustProxy' | 'publicUrl'>

interface Attributes {
  readonly path: string
  readonly httpOnly: true
  readonly sameSite: 'lax' | 'none'
  readonly secure: boolean
  readonly partitioned?: true
}

/**
 * WHY partitioned where another site may keep a session: browsers that refuse the cookies of third parties keep those that
 * belong to one pair of sites. INVARIANT: such a cookie travels over TLS only; the settings ask for a PUBLIC_URL with https.
 */
function attributes(request: IncomingMessage, settings: CookieSettings): Attributes {
  const common = { path: '/', httpOnly: true } as const
  if (settings.sessionSameSite === 'none')
    return { ...common, sameSite: 'none', secure: true, partitioned: true }
  return { ...common, sameSite: 'lax', secure: isBehindTls(request, settings) }
}
