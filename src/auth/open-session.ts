import { readFileSync } from 'node:fs'
import { type IncomingMessage } from 'node:http'
import { join, resolve } from 'node:path'
import { parseCookie, stringifySetCookie } from 'cookie'
import { filled } from '../app/setting-kinds'
import { type Settings } from '../app/settings'
import { isBehindTls, type TlsSettings } from '../http/client-address'
import { digestOf, newToken } from '../platform/crypto/sealed-text'
import { sqlInstant } from '../platform/database/dialect'
import { type SqlDatabase } from '../platform/database/transaction'
import { type Locale } from '../platform/mail/language'

/** A session to open. */
interface Opening {
  readonly user: number
  readonly organisation: number | null
  readonly device: string | null
  readonly held: HeldTokens
  readonly now: Date
  readonly expiresAt: Date
}

/** What a caller sends: its session, and the device on which the session was opened. */
export interface HeldTokens {
  readonly session: string | undefined
  readonly device: string | undefined
}

/** The new tokens of a caller. */
export interface NewTokens {
  readonly session: string
  readonly device: string
}

/**
 * Opens a session. INVARIANT: both tokens are new, never sent by the caller (session fixation). The session of another
 * User on the same device stays, so that the device can switch back to it, but its token is void. Without a device it ends.
 */
export async function openSession(database: SqlDatabase, opening: Opening): Promise<NewTokens> {
  const { user, organisation, device, held, now, expiresAt } = opening
  const tokens = { session: newToken(), device: newToken() }
  const oldDevice = digestOf(held.device ?? newToken())
  await database.query('DELETE FROM sessions WHERE user_id = ? AND (expires_at <= ? OR device_hash = ?)', [
    user,
    sqlInstant(now),
    oldDevice,
  ])
  await leaveSession(database, held)
  await database.query('DELETE FROM sessions WHERE token_hash = ?', [digestOf(held.session ?? newToken())])
  await moveDevice(database, oldDevice, tokens.device)
  await knowDevice(database, { user, deviceHash: digestOf(tokens.device), now })
  await database.query(
    `INSERT INTO sessions
       (token_hash, user_id, organisation_id, device_hash, device, created_at, expires_at, last_seen_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[digestOf(tokens.session), user, organisation, digestOf(tokens.device), device],
      ...[sqlInstant(now), sqlInstant(expiresAt), sqlInstant(now)],
    ],
  )
  return tokens
}

/** Voids the token of the current session. Only the holder of the device token can switch back to it. */
export async function leaveSession(database: SqlDatabase, held: HeldTokens): Promise<void> {
  await database.query('UPDATE sessions SET token_hash = ? WHERE token_hash = ? AND device_hash = ?', [
    digestOf(newToken()),
    digestOf(held.session ?? newToken()),
    digestOf(held.device ?? newToken()),
  ])
}

/** Moves the sessions of a device to its new token; the old token is void. */
export async function moveDevice(database: SqlDatabase, oldHash: string, token: string): Promise<void> {
  for (const table of ['sessions', 'known_devices']) {
    await database.query(`UPDATE ${table} SET device_hash = ? WHERE device_hash = ?`, [
      digestOf(token),
      oldHash,
    ])
  }
}

interface SeenDevice {
  readonly user: number
  readonly deviceHash: string
  readonly now: Date
}

/** Records a sign-in on a device: attempts of others no longer slow it down. */
async function knowDevice(database: SqlDatabase, { user, deviceHash, now }: SeenDevice): Promise<void> {
  await database.query('DELETE FROM known_devices WHERE user_id = ? AND device_hash = ?', [user, deviceHash])
  await database.query('INSERT INTO known_devices (user_id, device_hash, used_at) VALUES (?, ?, ?)', [
    user,
    deviceHash,
    sqlInstant(now),
  ])
}

const NAME = 'mandate_session'
const DEVICE = 'mandate_device'

/**
 * The name of a cookie. WHY `__Host-` behind TLS: a browser accepts such a name only from this host, so that no other
 * host of the same domain can set it. INVARIANT: behind TLS the plain name is ignored.
 */
function nameOf(name: string, request: IncomingMessage, settings: TlsSettings): string {
  return isBehindTls(request, settings) ? `__Host-${name}` : name
}

/** The token, and who sent it: a program on purpose, or a browser by itself. `unusable` is no token at all. */
type ShownToken =
  { readonly kind: 'none' | 'unusable' } | { readonly kind: 'bearer' | 'cookie'; readonly token: string }

/** The token of a request: from the header, otherwise from the cookie. */
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

/** The session token of a request. */
export function sessionTokenOf(request: IncomingMessage, settings: TlsSettings): string | undefined {
  const shown = shownToken(request, settings)
  return 'token' in shown ? shown.token : undefined
}

/**
 * The device token of a request: from its header, otherwise from the cookie. INVARIANT: the cookie counts only if the
 * session came in a cookie too, so that a program and a page of one browser do not mix.
 */
export function deviceTokenOf(request: IncomingMessage, settings: TlsSettings): string | undefined {
  const { headers } = request
  const header = headers['x-device']
  if (typeof header === 'string' && header.trim() !== '') return header.trim()
  if (headers.authorization !== undefined || headers.cookie === undefined) return undefined
  return parseCookie(headers.cookie)[nameOf(DEVICE, request, settings)]
}

/** Whether the caller stores its tokens itself. WHY: scripts of a page must not learn what its cookies hold. */
export function keepsTokens({ headers }: IncomingMessage): boolean {
  return headers.authorization !== undefined || headers['x-device'] !== undefined
}

/** The cookie of a device: see `remembered-users.ts`. */
export function deviceCookie(token: string, request: IncomingMessage, settings: CookieSettings): string {
  return stringifySetCookie(nameOf(DEVICE, request, settings), token, {
    ...attributes(request, settings),
    ...(settings.sessionSameSite === 'lax' ? { sameSite: 'strict' as const } : {}),
    maxAge: settings.sessionDays * 86_400,
  })
}

/** The cookie of a new session. Scripts cannot read it, and other sites cannot send it with a mutation. */
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

/** The visitor's choice of what may be stored. WHY scripts can read it: the page must know whether to ask. */
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
 * WHY partitioned if another site may keep a session: browsers that refuse third-party cookies accept partitioned ones. INVARIANT: such a cookie travels over TLS only; the settings ask for a PUBLIC_URL with https.
 */
function attributes(request: IncomingMessage, settings: CookieSettings): Attributes {
  const common = { path: '/', httpOnly: true } as const
  if (settings.sessionSameSite === 'none')
    return { ...common, sameSite: 'none', secure: true, partitioned: true }
  return { ...common, sameSite: 'lax', secure: isBehindTls(request, settings) }
}

/** The folder and file names of the cookie question, served at `/cookies/NAME`. */
export const cookieFiles = {
  folder: resolve(__dirname, '../../web/cookies'),
  names: ['cookies.js', 'cookies.css'],
} as const

/** One of our pages with the cookie question at its foot: the first page asks, any later one can change the answer. */
export function withCookieQuestion(html: string, lang: Locale): string {
  const words = JSON.parse(read('words.json')) as Readonly<Record<Locale, Readonly<Record<string, string>>>>
  const foot = filled(read('footer.html'), words[lang])
  return html.replace('</head>', () => `${HEAD}</head>`).replace('</body>', () => `${foot}</body>`)
}

const HEAD = `<link rel="stylesheet" href="/cookies/cookies.css" />
<script src="/cookies/cookies.js" defer></script>
`

function read(name: string): string {
  return readFileSync(join(cookieFiles.folder, name), 'utf8')
}
