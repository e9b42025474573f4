import { type Principal } from '../policy/principal'
import { type Clock } from '../services/clock'

import { type Sealer } from '../services/sealed-text'
import { findPrincipal } from './find-principal'
import { type HeldTokens, type NewTokens, openSession } from './open-session'
import { passwordMatches } from './passwords'
import { type RateLimit } from './rate-limits'
import { takeCode } from './second-step'
import { digestOf } from '../services/secret-token'
import { type Settings } from './settings'
import { type SqlDatabase } from './sql-database'

export interface SignInAttempt {
  readonly email: string
  readonly password: string
  readonly code: string | undefined
  /** Where the request came from. */
  readonly address: string
  /** What the caller had: both are void from now on, whoever signs in. */
  readonly held: HeldTokens
  /** What it signs in with, in our words. */
  readonly device: string | null
}

export type SignInAnswer =
  | { readonly kind: 'signed in'; readonly tokens: NewTokens; readonly principal: Principal }
  | { readonly kind: 'wrong' }
  /** INVARIANT: both only to who knows the password. */
  | { readonly kind: 'second factor missing' | 'second factor wrong' }

export interface SignInMeans {
  readonly database: SqlDatabase
  readonly clock: Clock
  readonly sealer: Sealer
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
  const shown = { password: attempt.password, storedHash: user?.password_hash }
  if (!(await passwordMatches(shown, `address ${attempt.address}`))) return { kind: 'wrong' }
  if (user === undefined) return { kind: 'wrong' }
  // INVARIANT: a wrong code stays spent, as a wrong password does: neither can be tried out with the other.
  const second = await secondStep(means, user, attempt.code)
  if (second !== 'passed') return { kind: second }
  await means.attemptsPerAccount.forget(digestOf(account))
  await means.attemptsPerAddress.giveBack(attempt.address, 1)
  const now = means.clock.now()
  const tokens = await openSession(means.database, {
    user: Number(user.id),
    organisation: user.organisation_id === null ? null : Number(user.organisation_id),
    device: attempt.device,
    held: attempt.held,
    now,
    expiresAt: new Date(now.getTime() + means.settings.sessionDays * 86_400_000),
  })
  return {
    kind: 'signed in',
    tokens,
    principal: await findPrincipal(means.database, { token: tokens.session, organisation: undefined, now }),
  }
}

interface UserRow {
  readonly id: number | string
  readonly password_hash: string
  readonly two_factor: number | boolean
  readonly totp_secret: string | null
  readonly organisation_id: number | string | null
}

async function findUser(database: SqlDatabase, email: string): Promise<UserRow | undefined> {
  const sql = `
    SELECT u.id, u.password_hash, u.two_factor, u.totp_secret, m.organisation_id
    FROM users u
    LEFT JOIN memberships m ON m.user_id = u.id
    WHERE u.email = ?
    ORDER BY m.id
    LIMIT 1`
  // The driver answers with the columns named in the statement above.
  return ((await database.query(sql, [email])) as readonly UserRow[])[0]
}

/** What the second step comes to, once the password was right. */
async function secondStep(
  { database, sealer, clock }: SignInMeans,
  user: UserRow,
  code: string | undefined,
): Promise<'passed' | 'second factor missing' | 'second factor wrong'> {
  if (Number(user.two_factor) !== 1) return 'passed'
  if (code === undefined || code.trim() === '') return 'second factor missing'
  const question = { user: Number(user.id), totpSecret: user.totp_secret, code, now: clock.now() }
  return (await takeCode(database, sealer, question)) === undefined ? 'second factor wrong' : 'passed'
}
