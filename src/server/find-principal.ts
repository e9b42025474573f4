import { SIGNED_OUT, type Principal } from '../policy/principal'
import { MEMBER_COLUMNS, PARTNER_JOIN, principalOf, type PrincipalRow } from '../query/principal-row'
import { GatewayError } from './gateway-error'
import { organisationNumber } from './organisation-id'
import { findToken, isApiToken } from './find-token'
import { digestOf } from '../services/secret-token'
import { sqlInstant } from '../data/sql-instant'
import { type SqlDatabase } from './sql-database'

/** What a request shows of who asks. */
export interface Credentials {
  /** From `Authorization: Bearer` or the session cookie. */
  readonly token: string | undefined
  /** From `X-Organisation`: acts there for this request, instead of where the session does. */
  readonly organisation: string | undefined
  readonly now: Date
  /** `nothing`: that the credential was used is not written down; else it is, now and then. */
  readonly noting?: 'nothing'
}

/**
 * Who asks, in one statement; nothing of it is kept beyond the request, so a change of rights counts at once.
 * A token that is unknown or expired is nobody's; that of a program is told by how it begins. A session whose
 * Organisation is no longer its user's acts nowhere. A header that names an Organisation the user is no current member of is refused, whatever the reason.
 */
export async function findPrincipal(database: SqlDatabase, credentials: Credentials): Promise<Principal> {
  const { token, organisation } = credentials
  if (token !== undefined && isApiToken(token)) {
    return actingOnlyIn((await findToken(database, token, credentials)) ?? SIGNED_OUT, organisation)
  }
  const row = token === undefined ? undefined : await findSession(database, token, credentials)
  if (row === undefined) {
    if (organisation === undefined) return SIGNED_OUT
    throw new GatewayError('UNAUTHENTICATED')
  }
  if (credentials.noting !== 'nothing') await noteSeen(database, row, credentials.now)
  const principal = { ...principalOf(row), session: { id: Number(row.session_id) } }
  if (organisation !== undefined && principal.organisation === null) {
    throw new GatewayError('NOT_FOUND', { message: 'X-Organisation names no Organisation that you act in.' })
  }
  return principal
}

/** An API token acts in one Organisation; a header may say so, and nothing else. */
function actingOnlyIn(principal: Principal, organisation: string | undefined): Principal {
  if (organisation === undefined) return principal
  if (principal.user === null) throw new GatewayError('UNAUTHENTICATED')
  if (principal.organisation?.id === organisationNumber(organisation)) return principal
  throw new GatewayError('NOT_FOUND', { message: 'X-Organisation names no Organisation that you act in.' })
}

async function findSession(
  database: SqlDatabase,
  token: string,
  { organisation, now }: Credentials,
): Promise<SessionRow | undefined> {
  const acting = organisation === undefined ? 's.organisation_id' : '?'
  const chosen = organisation === undefined ? [] : [organisationNumber(organisation)]
  const sql = `
    SELECT s.id AS session_id, s.last_seen_at < ? AS stale, s.user_id AS user_id, ${MEMBER_COLUMNS}
    FROM sessions s
    JOIN users u ON u.id = s.user_id
    LEFT JOIN memberships m ON m.user_id = s.user_id AND m.organisation_id = ${acting}
    ${PARTNER_JOIN}
    WHERE s.token_hash = ? AND s.expires_at > ?`
  const rows = await database.query(sql, [
    sqlInstant(new Date(now.getTime() - TEN_MINUTES)),
    ...chosen,
    digestOf(token),
    sqlInstant(now),
  ])
  // The driver answers with the columns named in the statement above.
  return (rows as readonly SessionRow[])[0]
}

interface SessionRow extends PrincipalRow {
  readonly session_id: number | string
  readonly stale: number | string | boolean
}

const TEN_MINUTES = 600_000

/** WHY not each time: a request that only reads should not have to write. */
async function noteSeen(
  database: SqlDatabase,
  { session_id: id, stale }: SessionRow,
  now: Date,
): Promise<void> {
  if (Number(stale) !== 1) return
  await database.query('UPDATE sessions SET last_seen_at = ? WHERE id = ?', [sqlInstant(now), Number(id)])
}
