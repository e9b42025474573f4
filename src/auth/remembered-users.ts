import { digestOf, newToken } from '../platform/crypto/sealed-text'
import { sqlInstant } from '../platform/database/dialect'
import { type SqlDatabase } from '../platform/database/transaction'
import { type Principal } from '../policy/principal'
import { globalId, parseGlobalId } from '../read/cursor'
import { findPrincipal } from './find-principal'
import { type HeldTokens, leaveSession, moveDevice, type NewTokens } from './open-session'

/** Somebody who is signed in on this device. */
export interface RememberedUser {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly current: boolean
}

interface AtDevice {
  readonly held: HeldTokens
  readonly now: Date
}

/** The Users that this device can switch to without signing in: those with a session on it that is neither expired nor revoked. */
export async function rememberedUsers(
  database: SqlDatabase,
  { held, now }: AtDevice,
): Promise<readonly RememberedUser[]> {
  if (held.device === undefined) return []
  const sql = `
    SELECT u.id, u.name, u.email, s.token_hash
    FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.device_hash = ? AND s.expires_at > ?
    ORDER BY u.name, u.id`
  const rows = (await database.query(sql, [digestOf(held.device), sqlInstant(now)])) as readonly Row[] // the columns named above
  const own = held.session === undefined ? undefined : digestOf(held.session)
  return rows.map(({ id, name, email, token_hash: hash }) => ({
    userId: globalId('User', Number(id)),
    name,
    email,
    current: hash === own,
  }))
}

interface Row {
  readonly id: number | string
  readonly name: string
  readonly email: string
  readonly token_hash: string
}

interface Switched {
  readonly tokens: NewTokens
  readonly principal: Principal
}

/**
 * Switches to the session of another User of this device, with new tokens; undefined if there is none, for whatever
 * reason. INVARIANT: the statement that sets the new token checks device and expiry itself.
 */
export async function switchUser(
  database: SqlDatabase,
  { held, now }: AtDevice,
  userId: string,
): Promise<Switched | undefined> {
  if (held.device === undefined) return undefined
  const tokens = { session: newToken(), device: newToken() }
  const deviceHash = digestOf(held.device)
  await database.query(
    `UPDATE sessions SET token_hash = ?, last_seen_at = ?
     WHERE device_hash = ? AND user_id = ? AND expires_at > ?`,
    [digestOf(tokens.session), sqlInstant(now), deviceHash, userNumber(userId), sqlInstant(now)],
  )
  const principal = await findPrincipal(database, { token: tokens.session, organisation: undefined, now })
  if (principal.user === null) return undefined
  await leaveSession(database, held)
  await moveDevice(database, deviceHash, tokens.device)
  return { tokens, principal }
}

/** Ends the session of a User on this device. It does not report whether there was one. */
export async function forgetUser(database: SqlDatabase, held: HeldTokens, userId: string): Promise<void> {
  if (held.device === undefined) return
  await database.query('DELETE FROM sessions WHERE device_hash = ? AND user_id = ?', [
    digestOf(held.device),
    userNumber(userId),
  ])
}

/** INVARIANT: a malformed id is looked up like a missing one. */
function userNumber(id: string): number {
  const parsed = parseGlobalId(id)
  return parsed?.type === 'User' ? parsed.key : 0
}

/**
 * The client that opened a session, in a few words of ours: `Firefox on Linux`; null if unknown.
 * WHY not the header itself: a whole User-Agent identifies people, and a caller may write anything into it.
 */
export function deviceName(userAgent: string | undefined): string | null {
  if (userAgent === undefined) return null
  const agent = userAgent.slice(0, MOST_CHARACTERS)
  const program = programs.find(([, pattern]) => pattern.test(agent))?.[0]
  const system = systems.find(([, pattern]) => pattern.test(agent))?.[0]
  if (program === undefined) return system ?? null
  return system === undefined ? program : `${program} on ${system}`
}

const MOST_CHARACTERS = 500

/** The order matters: each of these names the later ones in its own User-Agent. */
const programs: readonly (readonly [string, RegExp])[] = [
  ['Edge', /\bEdgA?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS)\//],
  ['Safari', /\bVersion\/[\d.]+.* Safari\//],
  ['curl', /^curl\//],
]

const systems: readonly (readonly [string, RegExp])[] = [
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(iPhone|iPad)\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
]
