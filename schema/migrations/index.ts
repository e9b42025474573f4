import { OrganisationsAndUsers1764000000001 } from './1764000000001-organisations-and-users'
import { Products1764000000002 } from './1764000000002-products'
import { Memberships1764000000003 } from './1764000000003-memberships'
import { Partnerships1764000000004 } from './1764000000004-partnerships'
import { Orders1764000000005 } from './1764000000005-orders'
import { Invoices1764000000006 } from './1764000000006-invoices'
import { Ledgers1764000000007 } from './1764000000007-ledgers'
import { SessionsAndCredentials1764000000008 } from './1764000000008-sessions-and-credentials'
import { Records1764000000009 } from './1764000000009-records'

/** Every change of the tables, in the order they are made. */
export const migrations = [
  OrganisationsAndUsers1764000000001,
  Products1764000000002,
  Memberships1764000000003,
  Partnerships1764000000004,
  Orders1764000000005,
  Invoices1764000000006,
  Ledgers1764000000007,
  SessionsAndCredentials1764000000008,
  Records1764000000009,
]
