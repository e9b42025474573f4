import type { TransactionManager } from '../data/transaction'
import type { Principal } from '../policy/principal'
import { refusal } from './refusal'

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

/**
 * Looks at the membership, or what somebody does for the provider, once more and holds it, so that nobody acts with a
 * role that was taken from them since the request came in.
 * @throws Refusal FORBIDDEN where the membership is gone.
 */
export async function confirmPrincipal(
  manager: TransactionManager,
  principal: Principal,
  lock: string,
): Promise<Confirmed> {
  if (principal.user === null) return { ...NOBODY, principal }
  const rows = await manager.query<readonly Found[]>(
    `SELECT u.locale, u.password_hash, u.email, m.role, m.accounting, u.staff_role
     FROM users u LEFT JOIN memberships m ON m.user_id = u.id AND m.id = ? AND m.organisation_id = ?
     WHERE u.id = ? ${lock}`,
    [principal.membership?.id ?? 0, principal.organisation?.id ?? 0, principal.user.id],
  )
  const [found] = rows
  if (found === undefined || (principal.membership !== null && found.role === null)) {
    throw refusal('FORBIDDEN', 'NO_LONGER_MEMBER')
  }
  const { locale, password_hash: passwordHash, email, role } = found
  const accounting = Number(found.accounting ?? 0) === 1
  const staff = principal.staff === null ? null : found.staff_role
  return { principal: { ...principal, role, accounting, staff }, locale, passwordHash, email }
}
