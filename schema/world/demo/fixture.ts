import { type Category } from '../reference-data'

/**
 * The form the demo world is written in: stories, each a handful of people and what happened between them.
 * Everything refers to everything by name; `compile` gives out ids, computes prices, VAT, cashback, invoice
 * numbers and ledgers, and refuses names that do not exist.
 *
 * Money is minor units (`347_20` is 347.20), rates are ten-thousandths (`20_00` is 20 %), a `Day` is
 * `2026-03-01`, an `Instant` is `2026-03-01 09:30` UTC.
 */
export interface DemoFixture {
  readonly organisations?: Named<OrganisationSpec>
  readonly users?: Named<UserSpec>
  readonly sessions?: Named<SessionSpec>
  readonly memberships?: Named<MembershipSpec>
  readonly partners?: Named<PartnerSpec>
  readonly partnerships?: Named<PartnershipSpec>
  readonly accessRequests?: Named<AccessRequestSpec>
  readonly contacts?: Named<ContactSpec>
  readonly products?: Named<ProductSpec>
  readonly orders?: Named<OrderSpec>
  readonly invoices?: Named<LooseInvoiceSpec>
  readonly movements?: Named<MovementSpec>
  readonly supportVisits?: Named<SupportVisitSpec>
  readonly breachNotices?: Named<BreachNoticeSpec>
  readonly irregularities?: Named<IrregularitySpec>
  readonly memberInvitations?: Named<MemberInvitationSpec>
  readonly apiTokens?: Named<ApiTokenSpec>
  readonly applicationPasswords?: Named<ApplicationPasswordSpec>
  readonly auditEntries?: Named<AuditEntrySpec>
}

export type Named<T> = { readonly [name: string]: T }
export type Day = string
export type Instant = string
export type Kind = 'PRIVATE' | 'COMPANY' | 'ASSOCIATION'
export type Currency = 'CHF' | 'EUR'

/** Street, postal code, city, country. */
export type AddressSpec = readonly [street: string, postalCode: string, city: string, country: string]

export interface OrganisationSpec {
  readonly name: string
  readonly legalName: string
  readonly kind: Kind
  readonly address: AddressSpec
  readonly currency: Currency
  readonly phone?: string
  readonly logoUrl?: string
  readonly vatNumber?: string
  readonly vatStatus: 'NOT_APPLICABLE' | 'UNVERIFIED' | 'VALID' | 'INVALID'
  readonly since: Day
  readonly billingAddresses?: Named<{
    readonly label: string
    readonly recipient: string
    readonly address: AddressSpec
  }>
  readonly paymentMeans?: Named<{
    readonly kind: 'CARD' | 'DIRECT_DEBIT' | 'BANK_TRANSFER'
    readonly label: string
    readonly expiresOn?: Day
  }>
  /** Whether it keeps a prepaid account. */
  readonly prepaid?: true
}

export interface UserSpec {
  readonly name: string
  readonly email: string
  readonly locale: 'de' | 'fr' | 'it' | 'en'
  readonly since: Day
  /** What they do for the provider. */
  readonly staff?: 'SUPPORT' | 'COMPLIANCE' | 'POLICY_REVIEWER'
}

/** A look of the support, two hours long at most. */
export interface SupportVisitSpec {
  readonly organisation: string
  readonly staff: string
  readonly reason: string
  readonly openedAt: Instant
  readonly expiresAt: Instant
  readonly closedAt?: Instant
}

/** A report by nobody. Its receipt is `irregularity-NAME`; its messages are not sealed: a world knows no secret. */
export interface IrregularitySpec {
  readonly receivedOn: Day
  readonly messages: readonly {
    readonly author: 'REPORTER' | 'COMPLIANCE'
    readonly on: Day
    readonly text: string
  }[]
}

export interface BreachNoticeSpec {
  readonly organisation: string
  readonly sentBy: string
  readonly sentAt: Instant
  readonly subject: string
  readonly message: string
}

/** Somebody is signed in somewhere. Nobody has its token. */
export interface SessionSpec {
  readonly user: string
  readonly organisation: string
  readonly device: string
  readonly since: Instant
  readonly seen: Instant
  readonly until: Instant
}

export interface MembershipSpec {
  readonly user: string
  readonly organisation: string
  readonly role: 'OWNER' | 'ADMINISTRATOR' | 'COLLABORATOR' | 'EXTERNAL'
  readonly accounting?: true
  readonly since: Day
  readonly invitedBy?: string
  /** Granted products, and in a partner Organisation granted clients; `invitedBy` granted them. */
  readonly products?: readonly string[]
  readonly clients?: readonly string[]
}

/** Named as its organisation. */
export interface PartnerSpec {
  readonly displayName: string
  readonly website?: string
  readonly description?: string
  readonly logoUrl?: string
  readonly country?: string
  readonly languages?: string
  readonly contactEmail?: string
  readonly contactPhone?: string
  readonly email: string
  readonly level: 'Bronze' | 'Silver' | 'Gold' | 'Platinum'
  /** No longer in the directory. */
  readonly withdrawn?: true
  /** Discount per category; the cashback rate is the same: public price − the Partner's price. */
  readonly rates: { readonly [category in Category]?: number }
}

export interface PartnershipSpec {
  readonly client: string
  /** The client's name as it was, where it has changed since. */
  readonly clientName?: string
  readonly partner: string
  readonly access: 'LIMITED' | 'FULL'
  readonly mode?: 'CLIENT_PAYS' | 'PARTNER_PAYS'
  readonly status: 'PENDING' | 'ACTIVE' | 'REFUSED' | 'CANCELLED' | 'EXPIRED' | 'ENDED'
  readonly invitedBy: string
  readonly invitedAt: Instant
  /** `clientName` is what the Partner wrote. Goes with an access request of the story. */
  readonly requestedByPartner?: true
  readonly startedAt?: Instant
  /** When it reached a final status. */
  readonly endedAt?: Instant
  readonly products?: readonly string[]
  /** What one order of the Partner may cost before the client is asked. */
  readonly orderLimit?: number
  /** A change of the payment mode; the partnership's `mode` is the one after it. */
  readonly switched?: {
    readonly at: Instant
    readonly by: string
    readonly from: 'CLIENT_PAYS' | 'PARTNER_PAYS'
  }
}

export interface AccessRequestSpec {
  readonly partner: string
  readonly askedBy: string
  readonly askedAt: Instant
  readonly clientName: string
  readonly clientEmail: string
  readonly access: 'LIMITED' | 'FULL'
  readonly mode?: 'CLIENT_PAYS' | 'PARTNER_PAYS'
  /** When it expired, unanswered. */
  readonly closedAt?: Instant
  /** What the client sees of it; nothing where the address is nobody's. */
  readonly partnership?: string
}

export interface ContactSpec {
  readonly name: string
  readonly kind: Kind
  readonly email: string
  readonly phone?: string
  readonly address: AddressSpec
}

export interface ProductSpec {
  readonly organisation: string
  readonly category: Category
  readonly name: string
  readonly status?: 'ACTIVE' | 'EXPIRING' | 'SUSPENDED' | 'ENDED'
  readonly expiresOn?: Day
  readonly autoRenew?: true
  /** An organisation: the client itself, or a Partner, which then has a reseller price. */
  readonly payer: string
  /** A year, before VAT. */
  readonly publicPrice: number
  readonly holder?: string
  readonly managedBy?: string
  /** Since when its payer offers to hand that role back. */
  readonly payerOffered?: Instant
  readonly since: Day
}

export interface OrderSpec {
  /** The organisation it was placed in, by whom (nobody: an automatic renewal), and for which client. */
  readonly placedIn: string
  readonly placedBy?: string
  readonly placedFor: string
  readonly payer: string
  /** Who gets cashback on it, when it is paid. */
  readonly cashbackTo?: string
  readonly at: Instant
  readonly kind?: 'PURCHASE' | 'RENEWAL'
  readonly status?: 'PLACED' | 'CONFIRMED' | 'COMPLETED' | 'CANCELLED'
  readonly products: readonly string[]
  readonly invoice?: IssueSpec
}

/** An invoice of the same name as its order, with the order's lines. */
export interface IssueSpec {
  readonly issuedOn: Day
  readonly paidOn?: Day
  readonly paidFrom?: 'CARD' | 'BANK_TRANSFER' | 'DIRECT_DEBIT' | 'PREPAID_ACCOUNT'
  readonly cancelled?: true
  /** The gross amount credited; the whole invoice where it is left out. */
  readonly credited?: { readonly on: Day; readonly reason: string; readonly amount?: number }
}

/** An invoice without an order: work done by hand. */
export interface LooseInvoiceSpec extends IssueSpec {
  readonly billedTo: string
  readonly client: string
  readonly lines: readonly {
    readonly description: string
    readonly product?: string
    readonly quantity: number
    readonly unitPrice: number
  }[]
}

export interface MovementSpec {
  /** The organisation whose prepaid account it moves. */
  readonly account: string
  readonly kind: 'TOP_UP' | 'WITHDRAWAL'
  readonly amount: number
  readonly at: Instant
  readonly text: string
}

export interface MemberInvitationSpec {
  readonly organisation: string
  readonly email: string
  readonly role: MembershipSpec['role']
  readonly accounting?: true
  readonly status: 'PENDING' | 'ACCEPTED' | 'REFUSED' | 'CANCELLED' | 'EXPIRED'
  readonly invitedBy: string
  readonly invitedAt: Instant
  readonly closedAt?: Instant
  readonly products?: readonly string[]
  readonly clients?: readonly string[]
}

export interface ApiTokenSpec {
  /** Whose it is, and where it acts. */
  readonly membership: string
  readonly application: string
  readonly scopes: readonly string[]
  readonly createdAt: Instant
}

export interface ApplicationPasswordSpec {
  readonly user: string
  readonly name: string
  readonly createdAt: Instant
}

export interface AuditEntrySpec {
  readonly at: Instant
  readonly user?: string
  readonly actingIn?: string
  readonly organisation?: string
  readonly action: string
  /** Its type, and what it is called in the world: `['Order', 'order', 'lakeside-own']`. */
  readonly subject: readonly [type: string, kind: string, name: string]
  readonly detail: object
}
