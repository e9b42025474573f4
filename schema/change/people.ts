import { type Principal } from '../../src/policy/principal'
import { MEMBER_COLUMNS, PARTNER_JOIN, principalOf, type PrincipalRow } from '../../src/read/principal-row'
import { type Transaction } from '../../src/write/transaction'
import { Role } from '../membership/role'
import { StaffRole } from '../staff/staff-role'

/** Somebody who may be written to, and in which Organisation they act when it is decided what they see. */
export interface Person {
  readonly user: number
  /** Null for staff of the provider. */
  readonly membership: number | null
  readonly organisation: number | null
  readonly name: string
  readonly email: string
  readonly locale: string
  readonly principal: Principal
  /** The kinds of changes of which they want no mail. */
  readonly muted: ReadonlySet<string>
}

interface PersonRow extends PrincipalRow {
  readonly name: string
  readonly email: string
  readonly locale: string
  readonly muted: string | null
}

const PERSON = `u.id AS user_id, u.name AS name, u.email AS email, u.locale AS locale,
  (SELECT s.muted FROM notification_settings s WHERE s.user_id = u.id) AS muted`

type Reading = Pick<Transaction, 'manager'>

/** Every member of these Organisations. */
export async function membersOf(
  { manager }: Reading,
  organisations: readonly number[],
): Promise<readonly Person[]> {
  if (organisations.length === 0) return []
  const rows = await manager.query<readonly PersonRow[]>(
    `SELECT ${PERSON}, ${MEMBER_COLUMNS} FROM memberships m JOIN users u ON u.id = m.user_id ${PARTNER_JOIN}
     WHERE m.organisation_id IN (${organisations.map(() => '?').join(', ')}) ORDER BY m.id`,
    [...organisations],
  )
  return rows.map(personOf)
}

/** The compliance officers of the provider, acting in no Organisation. */
export async function complianceOfficers({ manager }: Reading): Promise<readonly Person[]> {
  const rows = await manager.query<readonly PersonRow[]>(
    `SELECT ${PERSON}, NULL AS membership_id, NULL AS organisation_id, NULL AS role, 0 AS accounting,
     NULL AS partner_id, u.staff_role AS staff_role FROM users u WHERE u.staff_role = ? ORDER BY u.id`,
    [StaffRole.COMPLIANCE],
  )
  return rows.map(personOf)
}

/** Owners and administrators of all Organisations, each person once, after a membership. */
export async function ownersAfter(
  { manager }: Reading,
  membership: number,
  limit: number,
): Promise<readonly Person[]> {
  const managing = [Role.OWNER, Role.ADMINISTRATOR]
  const rows = await manager.query<readonly PersonRow[]>(
    `SELECT ${PERSON}, ${MEMBER_COLUMNS} FROM memberships m JOIN users u ON u.id = m.user_id ${PARTNER_JOIN}
     WHERE m.id > ? AND m.role IN (?, ?) AND NOT EXISTS (SELECT 1 FROM memberships o
       WHERE o.user_id = m.user_id AND o.role IN (?, ?) AND o.id < m.id)
     ORDER BY m.id LIMIT ${limit}`,
    [membership, ...managing, ...managing],
  )
  return rows.map(personOf)
}

function personOf(row: PersonRow): Person {
  const principal = principalOf(row)
  return {
    user: Number(row.user_id),
    membership: principal.membership?.id ?? null,
    organisation: principal.organisation?.id ?? null,
    name: row.name,
    email: row.email,
    locale: row.locale,
    principal,
    muted: new Set((row.muted ?? '').split(' ')),
  }
}

/** Of each of these clients, the Partners with an active mandate. */
export async function partnersOfClients(
  { manager }: Reading,
  clients: readonly number[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  if (clients.length === 0) return new Map()
  const rows = await manager.query<readonly { readonly client_id: number; readonly partner_id: number }[]>(
    `SELECT client_id, partner_id FROM partnerships WHERE status = 'ACTIVE'
     AND client_id IN (${clients.map(() => '?').join(', ')}) ORDER BY id`,
    [...clients],
  )
  const partners = new Map<number, number[]>()
  for (const row of rows)
    partners.set(row.client_id, [...(partners.get(row.client_id) ?? []), row.partner_id])
  return partners
}
