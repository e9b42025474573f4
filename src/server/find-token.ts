import { sqlInstant } from '../data/sql-instant'
import { type Principal } from '../policy/principal'
import { MEMBER_COLUMNS, PARTNER_JOIN, principalOf, type PrincipalRow } from '../query/principal-row'
import { digestOf } from '../services/secret-token'
import { secretPrefixes } from '../services/personal-secret'
import { noteUse, usedLately, usedLatelySince } from './note-use'
import { type SqlDatabase } from './sql-database'

/** Whether a bearer token is one of a program. WHY by its first letters: one statement looks in one table. */
export function isApiToken(token: string): boolean {
  return token.startsWith(secretPrefixes.apiToken)
}

/**
 * The User an API token acts for, in its Organisation; undefined where it is unknown, revoked, expired, idle for a
 * year, or its User no member there any more.
 * INVARIANT: a year without a call ends it by the clock of the request, whether or not a job has noted that yet.
 */
export async function findToken(
  database: SqlDatabase,
  token: string,
  { now, noting }: { readonly now: Date; readonly noting?: 'nothing' },
): Promise<Principal | undefined> {
  const sql = `
    SELECT t.id AS token_id, t.scopes AS scopes, ${usedLately('t')}, t.user_id AS user_id, ${MEMBER_COLUMNS}
    FROM api_tokens t
    JOIN users u ON u.id = t.user_id
    JOIN memberships m ON m.user_id = t.user_id AND m.organisation_id = t.organisation_id
    ${PARTNER_JOIN}
    WHERE t.token_hash = ? AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > ?)
      AND COALESCE(t.last_used_at, t.created_at) >= ?`
  const values = [usedLatelySince(now), digestOf(token), sqlInstant(now), sqlInstant(yearBefore(now))]
  // The driver answers with the columns named in the statement above.
  const [row] = (await database.query(sql, values)) as readonly TokenRow[]
  if (row === undefined) return undefined
  if (noting !== 'nothing')
    await noteUse(database, { table: 'api_tokens', key: row.token_id, usedLately: row.used_lately }, now)
  const scopes = row.scopes.split(' ').filter((scope) => scope !== '')
  return { ...principalOf(row), token: true, apiToken: { id: Number(row.token_id) }, scopes }
}

interface TokenRow extends PrincipalRow {
  readonly token_id: number | string
  readonly scopes: string
  readonly used_lately: number | string
}

function yearBefore(now: Date): Date {
  const since = new Date(now)
  since.setUTCFullYear(since.getUTCFullYear() - 1)
  return since
}
