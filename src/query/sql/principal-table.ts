import type { Principal } from '../../policy/principal'
import { slotsOf } from '../../policy/slots'
import { MEMBER_COLUMNS, PARTNER_JOIN } from '../principal-row'
import { type Fragment, joined, parameter, parametersOf, raw, sql } from './fragment'
import { SLOT_COLUMNS } from './slot-columns'

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
