import { slotsOf } from '../policy/compile/class-policy'
import { type Principal } from '../policy/principal'
import { SLOT_COLUMNS } from './sql/condition-sql'
import { type Fragment, joined, parameter, parametersOf, raw, sql } from './sql/fragment'

/** What a statement reads of a principal, by the names of its columns. */
export interface PrincipalRow {
  readonly user_id: number | string | null
  readonly membership_id: number | string | null
  readonly organisation_id: number | string | null
  readonly role: string | null
  readonly accounting: number | boolean | string | null
  readonly partner_id: number | string | null
  /** What the User does for the provider. */
  readonly staff_role: string | null
}

/**
 * These columns, from a User `u`, a membership `m` and the Partner entry `p` of its Organisation; the caller names the
 * user's id itself. One list, so that a session, a persona and the list of all principals cannot read a membership differently.
 */
export const MEMBER_COLUMNS =
  'm.id AS membership_id, m.organisation_id AS organisation_id, m.role AS role, m.accounting AS accounting, p.id AS partner_id, u.staff_role AS staff_role'

/** Where `p` comes from, once `m` is there. */
export const PARTNER_JOIN = 'LEFT JOIN partners p ON p.id = m.organisation_id'

/**
 * The principal of a person. INVARIANT: without a membership there is no role and no accounting, and with
 * one nobody is staff: rights come from one place only.
 */
export function principalOf(row: PrincipalRow): Principal {
  const member = row.membership_id !== null
  return {
    user: identified(row.user_id),
    organisation: identified(row.organisation_id),
    membership: identified(row.membership_id),
    partner: identified(row.partner_id),
    role: member ? row.role : null,
    accounting: member && Number(row.accounting) === 1,
    scopes: [],
    token: false,
    staff: member ? null : row.staff_role,
  }
}

function identified(id: number | string | null): { readonly id: number } | null {
  return id === null ? null : { id: Number(id) }
}

/**
 * Everybody who can ask anything of a database, as a table: each membership of each user, users without any, staff of
 * the provider acting nowhere, and the signed-out. One column a slot, see `slot-columns.ts`.
 *
 * Not among them: programs that ask with a token, whose rights are at most those of the person behind it.
 */
export const EVERY_PRINCIPAL: Fragment = raw(`
  SELECT e.user_id, e.organisation_id, e.membership_id, e.partner_id, e.role, COALESCE(e.accounting, 0) AS accounting,
    '' AS scopes, 0 AS token, CASE WHEN e.membership_id IS NULL THEN e.staff_role END AS staff, NULL AS session_id
  FROM (SELECT u.id AS user_id, ${MEMBER_COLUMNS}
    FROM users u LEFT JOIN memberships m ON m.user_id = u.id ${PARTNER_JOIN}) e
  UNION ALL SELECT u.id, NULL, NULL, NULL, NULL, 0, '', 0, u.staff_role, NULL FROM users u
    WHERE u.staff_role IS NOT NULL AND EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = u.id)
  UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, 0, '', 0, NULL, NULL`)

/** These principals as such a table, numbered from 0 in the column `number`. */
export function principalTable(principals: readonly Principal[]): Fragment {
  const rows = principals.map((principal, number) => {
    const slots = slotsOf(principal, new Date(0))
    const values = [...SLOT_COLUMNS].map(([slot, column]) => {
      const [value = null] = parametersOf(parameter({ kind: 'slot', name: slot }), slots)
      return sql`${parameter(value)} ${raw(`AS ${column}`)}`
    })
    return sql`SELECT ${joined(values, ', ')}, ${raw(`${number} AS number`)}`
  })
  return joined(rows, ' UNION ALL ')
}
