import type { Slot } from '../../policy/condition'
import { type Fragment, parameter, raw } from './fragment'

/** How a value of who asks is written. */
export type SlotSql = (slot: Slot) => Fragment

/**
 * Slots as columns of a table of principals, for statements that ask about many of them at once; the clock stays a
 * parameter. @param alias of a table with the columns of `principal-table.ts`.
 */
export function slotColumns(alias: string): SlotSql {
  return (slot) => {
    const column = SLOT_COLUMNS.get(slot.name)
    return column === undefined ? parameter(slot) : raw(`${alias}.${column}`)
  }
}

/** The columns of a table of principals, by slot. */
export const SLOT_COLUMNS: ReadonlyMap<string, string> = new Map([
  ['principal.user.id', 'user_id'],
  ['principal.organisation.id', 'organisation_id'],
  ['principal.membership.id', 'membership_id'],
  ['principal.partner.id', 'partner_id'],
  ['principal.role', 'role'],
  ['principal.accounting', 'accounting'],
  ['principal.scopes', 'scopes'],
  ['principal.token', 'token'],
  ['principal.staff', 'staff'],
  ['principal.session.id', 'session_id'],
])
