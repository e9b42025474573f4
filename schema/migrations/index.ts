import { OrganisationsAndUsers1764000000001 } from './1764000000001-organisations-and-users'
import { Products1764000000002 } from './1764000000002-products'
import { Memberships1764000000003 } from './1764000000003-memberships'
import { Partnerships1764000000004 } from './1764000000004-partnerships'
import { Orders1764000000005 } from './1764000000005-orders'
import { Invoices1764000000006 } from './1764000000006-invoices'
import { Ledgers1764000000007 } from './1764000000007-ledgers'
import { SessionsAndCredentials1764000000008 } from './1764000000008-sessions-and-credentials'
import { Records1764000000009 } from './1764000000009-records'
import { WhoActed1764000000010 } from './1764000000010-who-acted'
import { OutboxAttempts1764000000011 } from './1764000000011-outbox-attempts'
import { InvoicePdfAddress1764000000012 } from './1764000000012-invoice-pdf-address'
import { PartnershipHistory1764000000013 } from './1764000000013-partnership-history'
import { Ordering1764000000014 } from './1764000000014-ordering'
import { MoneyReceived1764000000015 } from './1764000000015-money-received'
import { RightsAndDetails1764000000016 } from './1764000000016-rights-and-details'
import { Accounts1764000000020 } from './1764000000020-accounts'
import { Credentials1764000000030 } from './1764000000030-credentials'
import { MemberInvitations1764000000031 } from './1764000000031-member-invitations'
import { DataProtection1764000000040 } from './1764000000040-data-protection'
import { Irregularities1764000000041 } from './1764000000041-irregularities'
import { KeysOfPeople1764000000050 } from './1764000000050-keys-of-people'
import { AuditEntriesStay1764000000051 } from './1764000000051-audit-entries-stay'
import { FoundByReference1764000000100 } from './1764000000100-found-by-reference'
import { AuditEntriesNeverChange1764000000101 } from './1764000000101-audit-entries-never-change'
import { KeysReferToNoOrganisation1764000000110 } from './1764000000110-keys-refer-to-no-organisation'
import { TextKeys1764000000150 } from './1764000000150-text-keys'
import { AnchorDays1764000000151 } from './1764000000151-anchor-days'
import { Limits1764000000160 } from './1764000000160-limits'

/**
 * The changes of the tables that were made before the nouns had their own, in the order they are made. They are released:
 * their names, and with them their order, never change. A new one stands in the folder of its noun.
 */
export const migrationsBeforeNouns = [
  OrganisationsAndUsers1764000000001,
  Products1764000000002,
  Memberships1764000000003,
  Partnerships1764000000004,
  Orders1764000000005,
  Invoices1764000000006,
  Ledgers1764000000007,
  SessionsAndCredentials1764000000008,
  Records1764000000009,
  WhoActed1764000000010,
  OutboxAttempts1764000000011,
  InvoicePdfAddress1764000000012,
  PartnershipHistory1764000000013,
  Ordering1764000000014,
  MoneyReceived1764000000015,
  RightsAndDetails1764000000016,
  Accounts1764000000020,
  DataProtection1764000000040,
  Irregularities1764000000041,
  Credentials1764000000030,
  MemberInvitations1764000000031,
  KeysOfPeople1764000000050,
  AuditEntriesStay1764000000051,
  TextKeys1764000000150,
  AnchorDays1764000000151,
  FoundByReference1764000000100,
  AuditEntriesNeverChange1764000000101,
  KeysReferToNoOrganisation1764000000110,
  Limits1764000000160,
]
