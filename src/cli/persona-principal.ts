import type { Principal } from '../policy/principal'
import type { Database } from '../query/database'
import { MEMBER_COLUMNS, PARTNER_JOIN, principalOf, type PrincipalRow } from '../query/principal-row'
import type { Persona } from './persona'

/** Who a persona is when acting in its Organisation, as a session of theirs would be; undefined in another world. */
export async function personaPrincipal(
  database: Database,
  { ids, email }: Pick<Persona, 'ids' | 'email'>,
): Promise<Principal | undefined> {
  const [row] = await database.query(
    `SELECT u.id AS user_id, ${MEMBER_COLUMNS}
     FROM memberships m JOIN users u ON u.id = m.user_id ${PARTNER_JOIN}
     WHERE m.user_id = ? AND m.organisation_id = ? AND u.email = ?`,
    [ids.user, ids.organisation, email],
  )
  // The driver answers with the columns named in the statement above.
  return row === undefined ? undefined : principalOf(row as unknown as PrincipalRow)
}
