import { addressBlock } from '../http/client-address'
import { GatewayError } from '../http/error-catalogue'
import { type Clock } from '../platform/clock'
import { digestOf } from '../platform/crypto/sealed-text'
import { sqlInstant } from '../platform/database/dialect'
import { type SqlDatabase } from '../platform/database/transaction'
import { type RateLimit } from '../platform/limits/counters'
import { canonicalAddress } from '../platform/typed-texts'
import { type Principal, SIGNED_OUT } from '../policy/principal'
import { MEMBER_COLUMNS, PARTNER_JOIN, principalOf, type PrincipalRow } from '../read/principal-row'
import { noteUse, usedLately, usedLatelySince } from './credentials'
import { organisationNumber } from './find-principal'

export interface SimpleClientDependencies {
  readonly database: SqlDatabase
  readonly clock: Clock
  /** Wrong passwords from one address, and for one account from there. */
  readonly wrongClients: { readonly perAddress: RateLimit; readonly perPlace: RateLimit }
}

/** What a simple client sends: `Authorization: Basic`, its address, and the Organisation to act in. */
export interface ShownPassword {
  readonly authorization: string
  readonly address: string
  readonly organisation: string | undefined
}

/**
 * Finds the principal by e-mail address and application password. It acts in the Organisation it names, otherwise in that of
 * its oldest membership. Nobody is signed in if address and password do not match.
 * INVARIANT: an unknown name and a wrong password are one case: one statement that finds nothing.
 * @throws RATE_LIMITED, and NOT_FOUND for an Organisation they do not belong to.
 */
export async function findSimpleClient(
  dependencies: SimpleClientDependencies,
  shown: ShownPassword,
): Promise<Principal> {
  const { email, password } = partsOf(shown.authorization)
  const row = await find(dependencies, { email, password, organisation: shown.organisation })
  if (row === undefined) {
    // WHY only now: such a password is random and cannot be guessed, so wrong attempts must not keep out whoever has it.
    const address = addressBlock(shown.address)
    await dependencies.wrongClients.perAddress.spend(address, 1)
    await dependencies.wrongClients.perPlace.spend(`${email} ${address}`, 1)
    return SIGNED_OUT
  }
  const used = { table: 'application_passwords', key: row.password_id, usedLately: row.used_lately } as const
  await noteUse(dependencies.database, used, dependencies.clock.now())
  // INVARIANT: a calendar never acts with the staff role of its User.
  const principal = { ...principalOf(row), staff: null }
  if (shown.organisation !== undefined && principal.organisation === null) {
    throw new GatewayError('NOT_FOUND', { message: '`organisation` names no Organisation that you act in.' })
  }
  return principal
}

interface Sought {
  readonly email: string
  readonly password: string
  readonly organisation: string | undefined
}

async function find(
  { database, clock }: SimpleClientDependencies,
  { email, password, organisation }: Sought,
): Promise<PasswordRow | undefined> {
  const oldest = 'm.id = (SELECT MIN(o.id) FROM memberships o WHERE o.user_id = a.user_id)'
  const acting = organisation === undefined ? oldest : 'm.organisation_id = ?'
  const chosen = organisation === undefined ? [] : [organisationNumber(organisation)]
  const sql = `
    SELECT a.id AS password_id, ${usedLately('a')}, a.user_id AS user_id, ${MEMBER_COLUMNS}
    FROM application_passwords a
    JOIN users u ON u.id = a.user_id
    LEFT JOIN memberships m ON m.user_id = a.user_id AND ${acting}
    ${PARTNER_JOIN}
    WHERE a.secret_hash = ? AND u.email = ? AND a.revoked_at IS NULL
      AND (a.expires_at IS NULL OR a.expires_at > ?)`
  const values = [usedLatelySince(clock.now()), ...chosen, digestOf(password), email, sqlInstant(clock.now())]
  // The driver answers with the columns named in the statement above.
  return ((await database.query(sql, values)) as readonly PasswordRow[])[0]
}

interface PasswordRow extends PrincipalRow {
  readonly password_id: number | string
  readonly used_lately: number | string
}

/** Malformed credentials become an address and a password that nobody has. */
function partsOf(authorization: string): { readonly email: string; readonly password: string } {
  const [, encoded = ''] = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(authorization) ?? []
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 0) return { email: '', password: '' }
  return { email: canonicalAddress(text.slice(0, colon)), password: text.slice(colon + 1) }
}
