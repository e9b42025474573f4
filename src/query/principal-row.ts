import type { Principal } from '../policy/principal'

/** What a statement finds out about who asks; the names of its columns. */
export interface PrincipalRow {
  readonly user_id: number | string | null
  readonly membership_id: number | string | null
  readonly organisation_id: number | string | null
  readonly role: string | null
  readonly accounting: number | boolean | string | null
  readonly partner_id: number | string | null
  /** What the User does for the provider. */
  readonly staff_role: string | null
}

/**
 * These columns, from a User `u`, a membership `m` and the Partner entry `p` of its Organisation; the user's id is named
 * by whoever asks. One list, so that a session, a persona and the list of all principals cannot read a membership differently.
 */
export const MEMBER_COLUMNS =
  'm.id AS membership_id, m.organisation_id AS organisation_id, m.role AS role, m.accounting AS accounting, p.id AS partner_id, u.staff_role AS staff_role'

/** Where `p` comes from, once `m` is there. */
export const PARTNER_JOIN = 'LEFT JOIN partners p ON p.id = m.organisation_id'

/**
 * Who asks, as a person at the keyboard. INVARIANT: without a membership there is no role and no accounting, and with
 * one nobody is staff: rights come from one place only.
 */
export function principalOf(row: PrincipalRow): Principal {
  const member = row.membership_id !== null
  return {
    user: identified(row.user_id),
    organisation: identified(row.organisation_id),
    membership: identified(row.membership_id),
    partner: identified(row.partner_id),
    role: member ? row.role : null,
    accounting: member && Number(row.accounting) === 1,
    scopes: [],
    token: false,
    staff: member ? null : row.staff_role,
  }
}

function identified(id: number | string | null): { readonly id: number } | null {
  return id === null ? null : { id: Number(id) }
}
