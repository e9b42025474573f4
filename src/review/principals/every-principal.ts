import { type Principal, SIGNED_OUT } from '../../policy/principal'
import type { Database } from '../../query/database'
import { MEMBER_COLUMNS, PARTNER_JOIN, principalOf, type PrincipalRow } from '../../query/principal-row'

/**
 * Everybody who can ask anything of this database, in one statement: each membership of each user, users without
 * any, and at last the signed-out. In the order of users and memberships, so that reports do not move.
 *
 * Not among them: programs that ask with a token, whose rights are at most those of the person behind it.
 */
export async function everyPrincipal(database: Database): Promise<readonly Principal[]> {
  const rows = await database.query(`${EVERY_USER} ORDER BY user_id, membership_id`, [])
  // The driver answers with the columns named in the statement.
  return [...rows.map((row) => principalOf(row as unknown as PrincipalRow)), SIGNED_OUT]
}

const EVERY_USER = `SELECT u.id AS user_id, ${MEMBER_COLUMNS}
  FROM users u LEFT JOIN memberships m ON m.user_id = u.id ${PARTNER_JOIN}`
