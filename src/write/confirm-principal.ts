import { dialectOf, sqlInstant } from '../platform/database/dialect'
import { type TransactionManager } from '../platform/database/transaction'
import { type Principal, SIGNED_OUT } from '../policy/principal'
import { type WriteDependencies } from './operation'
import { LostRace, Refusal, refusal } from './refusal'

/** The principal, as the transaction finds them. */
export interface Confirmed {
  readonly principal: Principal
  /** The language they chose; null for nobody. */
  readonly locale: string | null
  readonly passwordHash: string | null
  readonly email: string | null
}

type ConfirmDependencies = Pick<WriteDependencies, 'dataSource'>

const NOBODY = { locale: null, passwordHash: null, email: null }

interface Found {
  readonly locale: string
  readonly password_hash: string
  readonly email: string
  readonly role: string | null
  readonly accounting: number | boolean | null
  readonly staff_role: string | null
  readonly alive: number | string | null
}

/** When it is, and what the statement that looks at people ends with, so that they are held where they can be. */
export interface ConfirmationTime {
  readonly now: Date
  readonly lock: string
}

/**
 * Looks at the person, the credential and the membership, or what somebody does for the provider, once more, and holds the
 * User, so that nobody acts by what was taken from them since the request came in, and what one person sends at once is
 * done one after the other.
 * WHY exclusively: a lock that is first shared and then wanted exclusively makes two of them wait for each other.
 * INVARIANT: every root field of a mutation comes through here. What an earlier one ended - the account, the session, the
 * token, the membership - does nothing for a later one of the same document.
 * @throws Refusal UNAUTHENTICATED where the account or the credential is gone, FORBIDDEN where the membership is.
 */
export async function confirmPrincipal(
  manager: TransactionManager,
  principal: Principal,
  { now, lock }: ConfirmationTime,
): Promise<Confirmed> {
  if (principal.user === null) return { ...NOBODY, principal }
  const membership = [principal.membership?.id ?? 0, principal.organisation?.id ?? 0]
  const own = 'm.user_id = u.id AND m.id = ? AND m.organisation_id = ?'
  const credential = aliveCredential(principal, now)
  // INVARIANT: rows of a sub-select are read and not held; see `confirmMembership` for what keeps them as they are.
  const rows = await manager.query<readonly Found[]>(
    `SELECT u.locale, u.password_hash, u.email, u.staff_role,
       (SELECT m.role FROM memberships m WHERE ${own}) AS role,
       (SELECT m.accounting FROM memberships m WHERE ${own}) AS accounting,
       (${credential.sql}) AS alive
     FROM users u WHERE u.id = ? AND u.erased_on IS NULL ${lock}`,
    [...membership, ...membership, ...credential.parameters, principal.user.id],
  )
  const [found] = rows
  if (found === undefined || Number(found.alive) !== 1) throw refusal('UNAUTHENTICATED', 'SIGNED_OUT')
  if (principal.membership !== null && found.role === null) throw refusal('FORBIDDEN', 'NO_LONGER_MEMBER')
  const { locale, password_hash: passwordHash, email, role } = found
  const accounting = Number(found.accounting ?? 0) === 1
  const staff = principal.staff === null ? null : found.staff_role
  return { principal: { ...principal, role, accounting, staff }, locale, passwordHash, email }
}

/**
 * Whether the credential holds still, as SQL beside the user `u`: 1, or anything else.
 * WHY not held: whoever signs out elsewhere need not wait for a mutation at work, and each statement sees what was committed
 * before it. A credential that is none of these (of a simple client) reads and never writes.
 */
function aliveCredential(
  { session, apiToken }: Principal,
  now: Date,
): { readonly sql: string; readonly parameters: readonly (number | string)[] } {
  if (apiToken !== undefined) {
    const sql = `SELECT COUNT(*) FROM api_tokens c WHERE c.id = ? AND c.user_id = u.id AND c.revoked_at IS NULL
      AND (c.expires_at IS NULL OR c.expires_at > ?)`
    return { sql, parameters: [apiToken.id, sqlInstant(now)] }
  }
  if (session === undefined) return { sql: 'SELECT 1', parameters: [] }
  const sql = 'SELECT COUNT(*) FROM sessions c WHERE c.id = ? AND c.user_id = u.id AND c.expires_at > ?'
  return { sql, parameters: [session.id, sqlInstant(now)] }
}

/** Who somebody is after an operation, which may have changed that: nobody, where they are gone. */
export async function principalAfterwards(
  manager: TransactionManager,
  principal: Principal,
  now: Date,
): Promise<{ readonly principal: Principal; readonly signedOut: boolean }> {
  try {
    const confirmed = await confirmPrincipal(manager, principal, { now, lock: '' })
    return { principal: confirmed.principal, signedOut: false }
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem
    return { principal: SIGNED_OUT, signedOut: problem.refusals[0]?.code === 'UNAUTHENTICATED' }
  }
}

/**
 * Makes sure that the membership is still what `confirmPrincipal` found. The Organisation is held, so it stays so.
 * INVARIANT: a membership is changed or ended only by who holds its Organisation exclusively.
 * @throws LostRace where it is not: the transaction is run again, on what is true now.
 */
export async function confirmMembership(
  manager: TransactionManager,
  { dataSource }: ConfirmDependencies,
  { organisation, membership, role, accounting }: Principal,
): Promise<void> {
  if (dialectOf(dataSource) === 'sqlite' || organisation === null || membership === null) return
  const [found] = await manager.query<readonly Pick<Found, 'role' | 'accounting'>[]>(
    'SELECT role, accounting FROM memberships WHERE id = ? AND organisation_id = ?',
    [membership.id, organisation.id],
  )
  const same = found?.role === role && (Number(found.accounting ?? 0) === 1) === accounting
  if (!same) throw new LostRace('The membership changed meanwhile.')
}

/** Holds the Organisation acted in, shared: for what changes nothing of it. */
export async function holdActing(
  manager: TransactionManager,
  { dataSource }: ConfirmDependencies,
  { organisation }: Principal,
): Promise<void> {
  if (dialectOf(dataSource) === 'sqlite' || organisation === null) return
  await manager.query('SELECT id FROM organisations WHERE id = ? LOCK IN SHARE MODE', [organisation.id])
}
