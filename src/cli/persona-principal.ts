import type { Principal } from '../policy/principal'
import type { Database } from '../query/database'
import type { Persona } from './persona'

/** Who a persona is when acting in its Organisation, as a session of theirs would be; undefined without a membership. */
export async function personaPrincipal(
  database: Database,
  ids: Persona['ids'],
): Promise<Principal | undefined> {
  const [row] = await database.query(
    `SELECT m.id AS membership, m.role AS role, m.accounting AS accounting, p.id AS partner
     FROM memberships m LEFT JOIN partners p ON p.id = m.organisation_id
     WHERE m.user_id = ? AND m.organisation_id = ?`,
    [ids.user, ids.organisation],
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
  }
}
