import { type IncomingMessage } from 'node:http'
import { type TlsSettings } from '../http/client-address'
import { GatewayError } from '../http/error-catalogue'
import { digestOf, secretPrefixes } from '../platform/crypto/sealed-text'
import { sqlInstant } from '../platform/database/dialect'
import { type SqlDatabase } from '../platform/database/transaction'
import { type Principal, SIGNED_OUT } from '../policy/principal'
import { MEMBER_COLUMNS, PARTNER_JOIN, principalOf, type PrincipalRow } from '../read/principal-row'
import { noteUse, usedLately, usedLatelySince } from './credentials'
import { shownToken } from './open-session'

/** What a request says of its principal. */
interface Credentials {
  /** From `Authorization: Bearer` or the session cookie. */
  readonly token: string | undefined
  /** From `X-Organisation`: replaces the session's acting Organisation for this request. */
  readonly organisation: string | undefined
  readonly now: Date
  /** `nothing`: the use of the credential is not recorded; otherwise it is, from time to time. */
  readonly noting?: 'nothing'
}

/**
 * Finds the principal in one statement. Nothing of it is kept after the request, so a change of rights counts at once.
 * An unknown or expired token belongs to nobody; the prefix of a token shows whether it is one of a program. A session acts in
 * no Organisation if its User has left it. A header with an Organisation is refused unless the User is a current member.
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

/** An API token acts in one Organisation; a header may name only that one. */
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

/** WHY not each time: a request that only reads should not need to write. */
async function noteSeen(
  database: SqlDatabase,
  { session_id: id, stale }: SessionRow,
  now: Date,
): Promise<void> {
  if (Number(stale) !== 1) return
  await database.query('UPDATE sessions SET last_seen_at = ? WHERE id = ?', [sqlInstant(now), Number(id)])
}

/** Whether a bearer token is an API token. WHY by its prefix: one statement then searches one table. */
function isApiToken(token: string): boolean {
  return token.startsWith(secretPrefixes.apiToken)
}

/**
 * The User and Organisation of an API token; undefined if it is unknown, revoked, expired or idle for a year, or if its
 * User is no longer a member there.
 * INVARIANT: a year without a call ends it by the clock of the request, whether or not the job has run yet.
 */
async function findToken(
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

/** The principal of a request, and the state of the session in its cookie. */
interface Caller {
  readonly principal: Principal
  /** Whether the cookie's session has ended, so that the browser should forget it. */
  readonly isCookieDead: boolean
}

interface CallerQuestion {
  readonly request: IncomingMessage
  readonly settings: TlsSettings
  /** The Organisation to act in, if the request names one. */
  readonly organisation: string | undefined
  readonly now: Date
  /** `nothing`: the use of the credential is not recorded. */
  readonly noting?: 'nothing'
}

/**
 * Finds the principal. INVARIANT: if a caller sends credentials on purpose and they are not valid, the request is refused: an
 * answer for nobody would look like an empty account. A browser sends cookies by itself, so with an expired one nobody is signed in.
 * @throws UNAUTHENTICATED, NOT_FOUND
 */
export async function findCaller(database: SqlDatabase, question: CallerQuestion): Promise<Caller> {
  const shown = shownToken(question.request, question.settings)
  if (shown.kind === 'unusable') throw refusedCredentials('`Authorization` takes `Bearer TOKEN` here.')
  const token = 'token' in shown ? shown.token : undefined
  const { organisation, now, noting } = question
  const asking = { token, organisation, now, ...(noting === undefined ? {} : { noting }) }
  const principal = await findPrincipal(database, asking)
  if (shown.kind === 'bearer' && principal.user === null)
    throw refusedCredentials('The token in `Authorization` is not valid: it is unknown, expired or revoked.')
  return { principal, isCookieDead: shown.kind === 'cookie' && principal.user === null }
}

function refusedCredentials(message: string): GatewayError {
  return new GatewayError('UNAUTHENTICATED', {
    message,
    wayOut: 'Sign in again or use another token. Leave `Authorization` out to ask without being signed in.',
  })
}

const FORM = /^Organisation:([1-9]\d{0,9})$/

/** No Organisation has this number. WHY: a malformed id is looked up like one that does not exist. */
const NOBODY = 0

/** The number in `Organisation:12`. */
export function organisationNumber(externalId: string): number {
  const [, digits] = FORM.exec(externalId) ?? []
  return digits === undefined ? NOBODY : Number(digits)
}
