import {
  AnchorDays1764000000151,
  AuditEntriesNeverChange1764000000101,
  FoundByReference1764000000100,
  KeysReferToNoOrganisation1764000000110,
  Limits1764000000160,
  TextKeys1764000000150,
} from './later-changes'
import {
  InvoicePdfAddress1764000000012,
  Invoices1764000000006,
  Ledgers1764000000007,
  MoneyReceived1764000000015,
} from './money'
import {
  Memberships1764000000003,
  OrganisationsAndUsers1764000000001,
  Products1764000000002,
} from './organisations-and-products'
import {
  Ordering1764000000014,
  Orders1764000000005,
  PartnershipHistory1764000000013,
  Partnerships1764000000004,
} from './partnerships-and-orders'
import {
  Accounts1764000000020,
  Credentials1764000000030,
  KeysOfPeople1764000000050,
  MemberInvitations1764000000031,
  SessionsAndCredentials1764000000008,
} from './people'
import {
  AuditEntriesStay1764000000051,
  DataProtection1764000000040,
  Irregularities1764000000041,
  OutboxAttempts1764000000011,
  Records1764000000009,
  RightsAndDetails1764000000016,
  WhoActed1764000000010,
} from './records'

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
