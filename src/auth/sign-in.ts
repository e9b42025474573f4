import { type Settings } from '../app/settings'
import { type Clock } from '../platform/clock'
import { digestOf, type Sealer } from '../platform/crypto/sealed-text'
import { type SqlDatabase } from '../platform/database/transaction'
import { type Attempts, type AttemptPlace } from '../platform/limits/attempts'
import { canonicalAddress } from '../platform/typed-texts'
import { type Principal } from '../policy/principal'
import { takeCode } from './credentials'
import { findPrincipal } from './find-principal'
import { type HeldTokens, type NewTokens, openSession } from './open-session'
import { passwordMatches } from './passwords'

export interface SignInAttempt {
  readonly email: string
  readonly password: string
  readonly code: string | undefined
  /** The place of the request, as limits count it. */
  readonly address: string
  /** The caller's previous tokens: both become void, whoever signs in. */
  readonly held: HeldTokens
  /** The client it signs in with, in our words. */
  readonly device: string | null
}

export type SignInAnswer =
  | { readonly kind: 'signed in'; readonly tokens: NewTokens; readonly principal: Principal }
  | { readonly kind: 'wrong' }
  /** INVARIANT: only a caller who knows the password gets either. */
  | { readonly kind: 'second factor missing' | 'second factor wrong' }

export interface SignInDependencies {
  readonly database: SqlDatabase
  readonly clock: Clock
  readonly sealer: Sealer
  readonly settings: Pick<Settings, 'sessionDays'>
  readonly attempts: Attempts
}

/**
 * Signs a User in, acting in the Organisation of the oldest membership.
 * INVARIANT: an unknown e-mail address and a wrong password are one case: the same answer, the same work, the same limits.
 * INVARIANT: attempts from elsewhere never keep the right person out: a device that has signed in before has attempts of
 * its own, and any other place waits at most two minutes.
 * @throws RATE_LIMITED. WHY counted before the password is checked: concurrent attempts must not slip through.
 */
export async function signIn(
  dependencies: SignInDependencies,
  attempt: SignInAttempt,
): Promise<SignInAnswer> {
  const account = canonicalAddress(attempt.email)
  const user = await findUser(dependencies.database, account, attempt.held)
  const place = placeOf(user, account, attempt)
  await dependencies.attempts.begin(place)
  const shown = { password: attempt.password, storedHash: user?.password_hash }
  if (!(await passwordMatches(shown, `address ${attempt.address}`))) return { kind: 'wrong' }
  if (user === undefined) return { kind: 'wrong' }
  // INVARIANT: a wrong code stays counted, as a wrong password does, so that neither can be guessed with the help of the other.
  const second = await secondStep(dependencies, { user, place, account }, attempt.code)
  if (second !== 'passed') return { kind: second }
  await dependencies.attempts.provedItself(place)
  const now = dependencies.clock.now()
  const tokens = await openSession(dependencies.database, {
    user: Number(user.id),
    organisation: user.organisation_id === null ? null : Number(user.organisation_id),
    device: attempt.device,
    held: attempt.held,
    now,
    expiresAt: new Date(now.getTime() + dependencies.settings.sessionDays * 86_400_000),
  })
  return {
    kind: 'signed in',
    tokens,
    principal: await findPrincipal(dependencies.database, {
      token: tokens.session,
      organisation: undefined,
      now,
    }),
  }
}

/** INVARIANT: the same statement asks whether the device is known, for every e-mail address. */
function placeOf(
  user: UserRow | undefined,
  account: string,
  { held, address }: Pick<SignInAttempt, 'held' | 'address'>,
): AttemptPlace {
  if (user !== undefined && Number(user.known_device) > 0 && held.device !== undefined)
    return { kind: 'known', key: `device ${digestOf(held.device)} ${user.id}` }
  return { kind: 'unknown', account, address }
}

interface UserRow {
  readonly id: number | string
  readonly password_hash: string
  readonly two_factor: number | boolean
  readonly totp_secret: string | null
  readonly organisation_id: number | string | null
  readonly known_device: number | string
}

async function findUser(
  database: SqlDatabase,
  email: string,
  held: HeldTokens,
): Promise<UserRow | undefined> {
  const sql = `
    SELECT u.id, u.password_hash, u.two_factor, u.totp_secret, m.organisation_id,
      (SELECT COUNT(*) FROM known_devices d WHERE d.user_id = u.id AND d.device_hash = ?) AS known_device
    FROM users u
    LEFT JOIN memberships m ON m.user_id = u.id
    WHERE u.email = ?
    ORDER BY m.id
    LIMIT 1`
  // The driver answers with the columns named in the statement above.
  const values = [digestOf(held.device ?? ''), email]
  return ((await database.query(sql, values)) as readonly UserRow[])[0]
}

interface SecondStepAt {
  readonly user: UserRow
  readonly place: AttemptPlace
  readonly account: string
}

/** The outcome of the second step, after a right password. */
async function secondStep(
  { database, sealer, clock, attempts }: SignInDependencies,
  { user, place, account }: SecondStepAt,
  code: string | undefined,
): Promise<'passed' | 'second factor missing' | 'second factor wrong'> {
  if (Number(user.two_factor) !== 1) return 'passed'
  if (code === undefined || code.trim() === '') return 'second factor missing'
  // WHY counted for the whole account: only somebody who knows the password gets here, so nobody can lock out a stranger;
  // and a code has so few digits that many places together would find it.
  if (place.kind === 'unknown') await attempts.codes.spend(account, 1)
  const question = { user: Number(user.id), totpSecret: user.totp_secret, code, now: clock.now() }
  if ((await takeCode(database, sealer, question)) === undefined) return 'second factor wrong'
  if (place.kind === 'unknown') await attempts.codes.giveBack(account, 1)
  return 'passed'
}
