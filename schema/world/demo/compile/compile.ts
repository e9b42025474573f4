import type { TableRows } from '../../table-rows'
import type { Story } from '../story'
import { writeAccessRequests } from './access-requests'
import { writeDataProtection } from './data-protection'
import { writeAuditEntries } from './audit-entries'
import { draftOf } from './draft'
import { writeIncome } from './income'
import { writeInvoices } from './invoices'
import { writeMandates } from './mandates'
import { writeMemberInvitations } from './member-invitations'
import { writeOrders } from './orders'
import { writePeople } from './people'
import { writePrograms } from './programs'
import { writeProducts } from './products'

/** The stories as rows, and the external id behind every name. */
export interface CompiledWorld {
  readonly tables: readonly TableRows[]
  /** `invoice/lakeside-before-switch` → `Invoice:4`. */
  readonly names: ReadonlyMap<string, string>
}

/** Works out everything the stories imply. Throws where they contradict themselves. */
export function compile(stories: readonly Story[]): CompiledWorld {
  const draft = draftOf(stories)
  writePeople(draft)
  writeMandates(draft)
  writeAccessRequests(draft)
  writeProducts(draft)
  writeOrders(draft)
  writeIncome(draft, writeInvoices(draft))
  writeDataProtection(draft)
  writeMemberInvitations(draft)
  writePrograms(draft)
  writeAuditEntries(draft)
  return { tables: draft.rows.tableRows(), names: draft.names.externalIds() }
}
