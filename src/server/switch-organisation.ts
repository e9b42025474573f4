import { type Principal } from '../policy/principal'

import { findPrincipal } from './find-principal'
import { organisationNumber } from './organisation-id'
import { digestOf } from '../services/secret-token'
import { sqlInstant } from '../data/sql-instant'
import { type SqlDatabase } from './sql-database'

export interface Switch {
  readonly token: string
  readonly organisation: string
  readonly now: Date
}

export type SwitchAnswer =
  | { readonly kind: 'switched'; readonly principal: Principal }
  | { readonly kind: 'signed out' }
  /** The User is no current member there, for whatever reason: no such Organisation, a former member, nonsense. */
  | { readonly kind: 'not found' }

/**
 * Makes a session act in another Organisation of its User.
 * INVARIANT: one statement decides and writes, so a membership cannot end in between.
 */
export async function switchOrganisation(database: SqlDatabase, to: Switch): Promise<SwitchAnswer> {
  const number = organisationNumber(to.organisation)
  const now = sqlInstant(to.now)
  await database.query(
    `UPDATE sessions SET organisation_id = ?, last_seen_at = ?
     WHERE token_hash = ? AND expires_at > ? AND EXISTS (
       SELECT 1 FROM memberships m WHERE m.user_id = sessions.user_id AND m.organisation_id = ?)`,
    [number, now, digestOf(to.token), now, number],
  )
  const principal = await findPrincipal(database, { token: to.token, organisation: undefined, now: to.now })
  if (principal.user === null) return { kind: 'signed out' }
  return principal.organisation?.id === number ? { kind: 'switched', principal } : { kind: 'not found' }
}
