import type { Principal } from '../policy/principal'
import type { Database } from '../query/database'
import type { Persona } from './persona'

/** Who a persona is when acting in its Organisation, as a session of theirs would be; undefined in another world. */
export async function personaPrincipal(
  database: Database,
  { ids, email }: Pick<Persona, 'ids' | 'email'>,
): Promise<Principal | undefined> {
  const [row] = await database.query(
    `SELECT m.id AS membership, m.role AS role, m.accounting AS accounting, p.id AS partner
     FROM memberships m JOIN users u ON u.id = m.user_id LEFT JOIN partners p ON p.id = m.organisation_id
     WHERE m.user_id = ? AND m.organisation_id = ? AND u.email = ?`,
    [ids.user, ids.organisation, email],
  )
  if (row === undefined) return undefined
  return {
    user: { id: ids.user },
    organisation: { id: ids.organisation },
    membership: { id: Number(row['membership']) },
    partner: row['partner'] === null ? null : { id: Number(row['partner']) },
    role: String(row['role']),
    accounting: Number(row['accounting']) === 1,
    scopes: [],
    token: false,
    staff: null,
  }
}
