import { type IncomingMessage } from 'node:http'
import { parseCookie, stringifySetCookie } from 'cookie'
import { type Settings } from './settings'

const NAME = 'mandate_session'

/** The session token a request shows: the bearer header, else the browser's cookie. */
export function sessionTokenOf({ headers }: IncomingMessage): string | undefined {
  const [, bearer] = /^Bearer +([^ ]+) *$/i.exec(headers.authorization ?? '') ?? []
  if (headers.authorization !== undefined) return bearer
  return headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[NAME]
}

/** The cookie of a new session. Scripts cannot read it, other sites cannot send it with a change. */
export function sessionCookie(token: string, request: IncomingMessage, settings: CookieSettings): string {
  return stringifySetCookie(NAME, token, {
    ...attributes(request, settings),
    maxAge: settings.sessionDays * 86_400,
  })
}

/** The same cookie, void: it makes the browser forget. */
export function noSessionCookie(request: IncomingMessage, settings: CookieSettings): string {
  return stringifySetCookie(NAME, '', { ...attributes(request, settings), maxAge: 0 })
}

export type CookieSettings = Pick<Settings, 'sessionDays' | 'trustProxy' | 'publicUrl'>

function attributes(
  request: IncomingMessage,
  settings: CookieSettings,
): { path: string; httpOnly: true; sameSite: 'lax'; secure: boolean } {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isBehindTls(request, settings) }
}

function isBehindTls(request: IncomingMessage, { trustProxy, publicUrl }: CookieSettings): boolean {
  if (publicUrl?.startsWith('https://')) return true
  return trustProxy && request.headers['x-forwarded-proto'] === 'https'
}
