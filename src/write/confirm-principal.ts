import type { TransactionManager } from '../data/transaction'
import { sqlInstant } from '../data/sql-instant'
import { type Principal, SIGNED_OUT } from '../policy/principal'
import { Refusal, refusal } from './refusal'

/** Who asks, as the transaction finds them. */
export interface Confirmed {
  readonly principal: Principal
  /** The language they chose; null for nobody. */
  readonly locale: string | null
  readonly passwordHash: string | null
  readonly email: string | null
}

const NOBODY = { locale: null, passwordHash: null, email: null }

interface Found {
  readonly locale: string
  readonly password_hash: string
  readonly email: string
  readonly role: string | null
  readonly accounting: number | boolean | null
  readonly staff_role: string | null
}

/** When it is, and what the statement that looks at people ends with, so that they are held where they can be. */
export interface Look {
  readonly now: Date
  readonly lock: string
}

/**
 * Looks at the person, the credential and the membership, or what somebody does for the provider, once more, and holds what
 * decides on rights, so that nobody acts by what was taken from them since the request came in.
 * INVARIANT: every root field of a mutation comes through here. What an earlier one ended - the account, the session, the
 * token, the membership - does nothing for a later one of the same document.
 * @throws Refusal UNAUTHENTICATED where the account or the credential is gone, FORBIDDEN where the membership is.
 */
export async function confirmPrincipal(
  manager: TransactionManager,
  principal: Principal,
  { now, lock }: Look,
): Promise<Confirmed> {
  if (principal.user === null) return { ...NOBODY, principal }
  const rows = await manager.query<readonly Found[]>(
    `SELECT u.locale, u.password_hash, u.email, m.role, m.accounting, u.staff_role
     FROM users u LEFT JOIN memberships m ON m.user_id = u.id AND m.id = ? AND m.organisation_id = ?
     WHERE u.id = ? AND u.erased_on IS NULL ${lock}`,
    [principal.membership?.id ?? 0, principal.organisation?.id ?? 0, principal.user.id],
  )
  const [found] = rows
  if (found === undefined || !(await isCredentialAlive(manager, principal, now))) {
    throw refusal('UNAUTHENTICATED', 'SIGNED_OUT')
  }
  if (principal.membership !== null && found.role === null) throw refusal('FORBIDDEN', 'NO_LONGER_MEMBER')
  const { locale, password_hash: passwordHash, email, role } = found
  const accounting = Number(found.accounting ?? 0) === 1
  const staff = principal.staff === null ? null : found.staff_role
  return { principal: { ...principal, role, accounting, staff }, locale, passwordHash, email }
}

/**
 * WHY not held: whoever signs out elsewhere need not wait for a mutation at work, and each statement sees what was committed
 * before it. A credential that is none of these (of a simple client) reads and never writes.
 */
async function isCredentialAlive(
  manager: TransactionManager,
  { user, session, apiToken }: Principal,
  now: Date,
): Promise<boolean> {
  const holder = user?.id ?? 0
  const alive: unknown[][] = []
  if (session !== undefined) {
    const sql = 'SELECT id FROM sessions WHERE id = ? AND user_id = ? AND expires_at > ?'
    alive.push(await manager.query<unknown[]>(sql, [session.id, holder, sqlInstant(now)]))
  }
  if (apiToken !== undefined) {
    const sql = `SELECT id FROM api_tokens WHERE id = ? AND user_id = ? AND revoked_at IS NULL
      AND (expires_at IS NULL OR expires_at > ?)`
    alive.push(await manager.query<unknown[]>(sql, [apiToken.id, holder, sqlInstant(now)]))
  }
  return alive.every((rows) => rows.length > 0)
}

/** Who somebody is after an operation, which may have changed that: nobody, where they are gone. */
export async function whoIsLeft(
  manager: TransactionManager,
  principal: Principal,
  now: Date,
): Promise<{ readonly principal: Principal; readonly signedOut: boolean }> {
  try {
    const confirmed = await confirmPrincipal(manager, principal, { now, lock: '' })
    return { principal: confirmed.principal, signedOut: false }
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem
    return { principal: SIGNED_OUT, signedOut: problem.complaints[0]?.code === 'UNAUTHENTICATED' }
  }
}
