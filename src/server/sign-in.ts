import { type Principal } from '../policy/principal'
import { type Clock } from '../services/clock'

import { findPrincipal } from './find-principal'
import { passwordMatches } from './passwords'
import { type RateLimit } from './rate-limits'
import { digestOf, newToken } from '../services/secret-token'
import { type Settings } from './settings'
import { sqlInstant } from '../data/sql-instant'
import { type SqlDatabase } from './sql-database'

export interface SignInAttempt {
  readonly email: string
  readonly password: string
  readonly code: string | undefined
  /** Where the request came from. */
  readonly address: string
  /** The session this caller had: it ends, whoever signs in. */
  readonly formerToken: string | undefined
}

export type SignInAnswer =
  | { readonly kind: 'signed in'; readonly token: string; readonly principal: Principal }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'second factor missing' }

export interface SignInMeans {
  readonly database: SqlDatabase
  readonly clock: Clock
  readonly settings: Pick<Settings, 'sessionDays'>
  readonly attemptsPerAccount: RateLimit
  readonly attemptsPerAddress: RateLimit
}

/**
 * Signs a User in, acting in the Organisation of the oldest membership.
 * INVARIANT: an unknown e-mail address and a wrong password are one case: same answer, same work, same limits.
 * Throws RATE_LIMITED. WHY spent before the password is checked: attempts sent at once must not slip through.
 */
export async function signIn(means: SignInMeans, attempt: SignInAttempt): Promise<SignInAnswer> {
  const account = attempt.email.trim().toLowerCase()
  await means.attemptsPerAddress.spend(attempt.address, 1)
  await means.attemptsPerAccount.spend(digestOf(account), 1)
  const user = await findUser(means.database, account)
  if (!(await passwordMatches(attempt.password, user?.password_hash))) return { kind: 'wrong' }
  if (user === undefined) return { kind: 'wrong' }
  // A second factor cannot be checked yet, so who has one is not let in with the password alone.
  if (Number(user.two_factor) === 1) return { kind: 'second factor missing' }
  await means.attemptsPerAccount.forget(digestOf(account))
  await means.attemptsPerAddress.giveBack(attempt.address, 1)
  const token = await openSession(means, user, attempt.formerToken)
  const now = means.clock.now()
  return {
    kind: 'signed in',
    token,
    principal: await findPrincipal(means.database, { token, organisation: undefined, now }),
  }
}

interface UserRow {
  readonly id: number | string
  readonly password_hash: string
  readonly two_factor: number | boolean
  readonly organisation_id: number | string | null
}

async function findUser(database: SqlDatabase, email: string): Promise<UserRow | undefined> {
  const sql = `
    SELECT u.id, u.password_hash, u.two_factor, m.organisation_id
    FROM users u
    LEFT JOIN memberships m ON m.user_id = u.id
    WHERE u.email = ?
    ORDER BY m.id
    LIMIT 1`
  // The driver answers with the columns named in the statement above.
  return ((await database.query(sql, [email])) as readonly UserRow[])[0]
}

/** INVARIANT: always a new token, never one the caller brought (session fixation). */
async function openSession(
  means: SignInMeans,
  user: UserRow,
  formerToken: string | undefined,
): Promise<string> {
  const { database, clock, settings } = means
  const now = clock.now()
  const expiresAt = new Date(now.getTime() + settings.sessionDays * 86_400_000)
  const token = newToken()
  await database.query('DELETE FROM sessions WHERE token_hash = ? OR (user_id = ? AND expires_at <= ?)', [
    digestOf(formerToken ?? token),
    Number(user.id),
    sqlInstant(now),
  ])
  await database.query(
    `INSERT INTO sessions (token_hash, user_id, organisation_id, created_at, expires_at, last_seen_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    [
      digestOf(token),
      Number(user.id),
      user.organisation_id === null ? null : Number(user.organisation_id),
      sqlInstant(now),
      sqlInstant(expiresAt),
      sqlInstant(now),
    ],
  )
  return token
}
