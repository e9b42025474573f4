import { type Principal, SIGNED_OUT } from '../policy/principal'
import { EVERY_PRINCIPAL, principalOf, type PrincipalRow } from '../read/principal-row'
import { type Database } from '../read/read-context'

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

/** A principal in a few words, without personal data: `User:3 in Organisation:5 as OWNER`, `signed out`. */
export function principalText(principal: Principal): string {
  const { user, organisation, partner, role, accounting, token, staff } = principal
  if (user === null) return 'signed out'
  const place = organisation === null ? 'nowhere' : `in Organisation:${organisation.id}`
  return [
    `User:${user.id} ${place}`,
    ...(role === null ? [] : [`as ${role}${accounting ? ' with accounting' : ''}`]),
    ...(partner === null ? [] : ['of a Partner']),
    ...(staff === null ? [] : [`staff: ${staff}`]),
    ...(token ? ['by token'] : []),
  ].join(', ')
}
