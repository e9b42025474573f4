import type { Principal } from '../policy/principal'
import type { Database } from '../query/database'
import { MEMBER_COLUMNS, PARTNER_JOIN, principalOf, type PrincipalRow } from '../query/principal-row'
import type { Persona } from './persona'

/**
 * Who a persona is when acting in its Organisation, or in none, as a session of theirs, or their API token, would be;
 * undefined in another world.
 */
export async function personaPrincipal(
  database: Database,
  { ids, email, token }: Pick<Persona, 'ids' | 'email' | 'token'>,
): Promise<Principal | undefined> {
  const [row] = await database.query(
    `SELECT u.id AS user_id, ${MEMBER_COLUMNS}
     FROM users u LEFT JOIN memberships m ON m.user_id = u.id AND m.organisation_id = ? ${PARTNER_JOIN}
     WHERE u.id = ? AND u.email = ? AND (m.id IS NOT NULL OR ? = 0)`,
    [ids.organisation ?? 0, ids.user, email, ids.organisation ?? 0],
  )
  // The driver answers with the columns named in the statement above.
  const person = row === undefined ? undefined : principalOf(row as unknown as PrincipalRow)
  if (person === undefined || token === undefined) return person
  return { ...person, token: true, scopes: token.scopes }
}
