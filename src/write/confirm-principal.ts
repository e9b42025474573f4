import { dialectOf, sqlInstant } from '../platform/database/dialect'
import { type TransactionManager } from '../platform/database/transaction'
import { type Principal, SIGNED_OUT } from '../policy/principal'
import { type WriteDependencies } from './operation'
import { LostRace, Refusal, refusal } from './refusal'

/** The principal, as the transaction finds it. */
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

/** The moment, and the end of the statement that reads people, which locks them on a database with row locks. */
export interface ConfirmationTime {
  readonly now: Date
  readonly lock: string
}

/**
 * Checks the User, the credential and the membership (or staff role) again and locks the User, so that nobody acts by a
 * right that was taken away since the request came in, and concurrent requests of one person run one after the other.
 * WHY exclusively: two transactions that hold a lock shared and then want it exclusively wait for each other.
 * INVARIANT: every root field of a mutation comes through here. If an earlier field ended the account, the session, the
 * token or the membership, a later field of the same document can no longer use it.
 * @throws Refusal UNAUTHENTICATED if the account or the credential is gone, FORBIDDEN if the membership is.
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
  // INVARIANT: rows of a sub-select are read but not locked; see `confirmMembership` for what keeps them as they are.
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
 * Whether the credential is still valid, as SQL beside the User `u`: 1, or anything else.
 * WHY not locked: signing out elsewhere must not wait for a running mutation, and each statement sees what was committed
 * before it. The remaining kind of credential (of a simple client) reads and never writes.
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

/** The principal after an operation, which may have changed it: nobody, if the User is gone. */
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
 * Makes sure that the membership is still what `confirmPrincipal` found. The Organisation is locked, so it cannot change.
 * INVARIANT: only a transaction that locks the Organisation exclusively changes or ends a membership.
 * @throws LostRace if it changed: the transaction runs again, on the new state.
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

/** Locks the acting Organisation in shared mode: for operations that change nothing of it. */
export async function holdActing(
  manager: TransactionManager,
  { dataSource }: ConfirmDependencies,
  { organisation }: Principal,
): Promise<void> {
  if (dialectOf(dataSource) === 'sqlite' || organisation === null) return
  await manager.query('SELECT id FROM organisations WHERE id = ? LOCK IN SHARE MODE', [organisation.id])
}
