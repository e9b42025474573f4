import { type Principal, SIGNED_OUT } from '../../policy/principal'
import type { Database } from '../../query/database'
import { principalOf, type PrincipalRow } from '../../query/principal-row'
import { EVERY_PRINCIPAL } from '../../query/sql/principal-table'

/**
 * Everybody who can ask anything of this database, in one statement: see `EVERY_PRINCIPAL`. In the order of users and
 * memberships, the signed-out last, so that reports do not move.
 */
export async function everyPrincipal(database: Database): Promise<readonly Principal[]> {
  const text = `SELECT * FROM (${EVERY_PRINCIPAL.text}) w ORDER BY w.user_id IS NULL, w.user_id, w.membership_id`
  const rows = await database.query(text, [])
  return rows.map(principalFound)
}

/** The principal of a row of a table of principals. */
export function principalFound(row: object): Principal {
  // The driver answers with the columns that `EVERY_PRINCIPAL` names.
  const found = row as Omit<PrincipalRow, 'staff_role'> & { readonly staff: string | null }
  return found.user_id === null ? SIGNED_OUT : principalOf({ ...found, staff_role: found.staff })
}
