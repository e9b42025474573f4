import { sqlInstant } from '../data/sql-instant'
import { digestOf, newToken } from '../services/secret-token'
import { type SqlDatabase } from './sql-database'

/** A session to open. */
export interface Opening {
  readonly user: number
  readonly organisation: number | null
  readonly device: string | null
  readonly held: HeldTokens
  readonly now: Date
  readonly expiresAt: Date
}

/** What a caller shows: the session it has, and the device it was opened on. */
export interface HeldTokens {
  readonly session: string | undefined
  readonly device: string | undefined
}

/** What a caller has from now on. */
export interface NewTokens {
  readonly session: string
  readonly device: string
}

/**
 * Opens a session. INVARIANT: both tokens are new, never ones the caller brought (fixation). The session of somebody
 * else on the same device stays, to come back to, but its own token is void; without a device it ends.
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

/** Voids the token of the session at hand. Only who holds the token of its device can come back to it. */
export async function leaveSession(database: SqlDatabase, held: HeldTokens): Promise<void> {
  await database.query('UPDATE sessions SET token_hash = ? WHERE token_hash = ? AND device_hash = ?', [
    digestOf(newToken()),
    digestOf(held.session ?? newToken()),
    digestOf(held.device ?? newToken()),
  ])
}

/** Gives the sessions of a device to its new token: the old one opens nothing any more. */
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

/** Notes that somebody has signed in on a device: what others try does not slow it from now on. */
async function knowDevice(database: SqlDatabase, { user, deviceHash, now }: SeenDevice): Promise<void> {
  await database.query('DELETE FROM known_devices WHERE user_id = ? AND device_hash = ?', [user, deviceHash])
  await database.query('INSERT INTO known_devices (user_id, device_hash, used_at) VALUES (?, ?, ?)', [
    user,
    deviceHash,
    sqlInstant(now),
  ])
}
