import { dialectOf } from '../data/dialect'
import type { TransactionManager } from '../data/transaction'
import type { Principal } from '../policy/principal'
import { LostRace } from './database-problems'
import type { WriteGround } from './ground'
import { refusal } from './refusal'

/** Who asks, as the transaction finds them. */
export interface Confirmed {
  readonly principal: Principal
  /** The language they chose; null for nobody. */
  readonly locale: string | null
  readonly passwordHash: string | null
  readonly email: string | null
}

type Ground = Pick<WriteGround, 'dataSource'>

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
 * Looks once more at who asks, what they do for the provider and their membership, and holds the User: what one person
 * sends at once is done one after the other.
 * WHY exclusively: a lock that is first shared and then wanted exclusively makes two of them wait for each other.
 * @throws Refusal FORBIDDEN where the membership is gone.
 */
export async function confirmPrincipal(
  manager: TransactionManager,
  ground: Ground,
  principal: Principal,
): Promise<Confirmed> {
  if (principal.user === null) return { ...NOBODY, principal }
  const membership = [principal.membership?.id ?? 0, principal.organisation?.id ?? 0]
  const own = 'm.user_id = u.id AND m.id = ? AND m.organisation_id = ?'
  // INVARIANT: rows of a sub-select are read and not held; see `confirmMembership` for what keeps them as they are.
  const rows = await manager.query<readonly Found[]>(
    `SELECT u.locale, u.password_hash, u.email, u.staff_role,
       (SELECT m.role FROM memberships m WHERE ${own}) AS role,
       (SELECT m.accounting FROM memberships m WHERE ${own}) AS accounting
     FROM users u WHERE u.id = ? ${dialectOf(ground.dataSource) === 'sqlite' ? '' : 'FOR UPDATE'}`,
    [...membership, ...membership, principal.user.id],
  )
  const [found] = rows
  if (found === undefined || (principal.membership !== null && found.role === null)) throw gone()
  const { locale, password_hash: passwordHash, email, role } = found
  const accounting = Number(found.accounting ?? 0) === 1
  const staff = principal.staff === null ? null : found.staff_role
  return { principal: { ...principal, role, accounting, staff }, locale, passwordHash, email }
}

/**
 * Makes sure that the membership is still what `confirmPrincipal` found. The Organisation is held, so it stays so.
 * INVARIANT: a membership is changed or ended only by who holds its Organisation exclusively.
 * @throws LostRace where it is not: the transaction is run again, on what is true now.
 */
export async function confirmMembership(
  manager: TransactionManager,
  { dataSource }: Ground,
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
  { dataSource }: Ground,
  { organisation }: Principal,
): Promise<void> {
  if (dialectOf(dataSource) === 'sqlite' || organisation === null) return
  await manager.query('SELECT id FROM organisations WHERE id = ? LOCK IN SHARE MODE', [organisation.id])
}

function gone(): Error {
  return refusal('FORBIDDEN', 'NO_LONGER_MEMBER')
}
