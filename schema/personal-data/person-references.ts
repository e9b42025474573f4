import { type Pseudonym } from './erase-me'

/** What is done with a row that refers to a person, when that person asks. */
export interface PersonReference {
  /** `sessions.user_id`: the column with the key of the User. */
  readonly at: string
  /**
   * `own`: the row is the person's alone, told as it is stored, of it the columns named and no others.
   * `shared`: the row is others' too. It is read through the engine, as everything else the person reads.
   * Null where it is told by neither.
   */
  readonly exported: OwnRows | SharedRows | null
  /**
   * `deleted` with the account. `kept`: the row is a record that others need, or the law wants, and goes on naming the
   * User, who is a pseudonym from then on.
   */
  readonly erasure: 'deleted' | 'kept'
  /** Columns `name` and `email` of a kept row that say who this is: they say the pseudonym from then on. */
  readonly pseudonymised?: readonly (keyof Pseudonym)[]
}

export interface OwnRows {
  readonly kind: 'own'
  /** The file of the export. */
  readonly file: string
  /** INVARIANT: no secret among them, and nothing that others decide on without the person. */
  readonly columns: readonly string[]
}

export interface SharedRows {
  readonly kind: 'shared'
  readonly file: SharedFile
  /** The column with the key of the row that is read; `id` if not said. */
  readonly key?: string
}

/** Files of rows that others share; `shared-questions.ts` says what is read for each. */
export type SharedFile =
  | 'member-invitations-sent'
  | 'products-managed'
  | 'orders-placed'
  | 'invitations-sent'
  | 'partnership-events'
  | 'access-requests'
  | 'support-visits'
  | 'breach-notices-sent'
  | 'audit-entries'

const own = (file: string, ...columns: readonly string[]): OwnRows => ({ kind: 'own', file, columns })
const shared = (file: SharedFile, key = 'id'): SharedRows => ({ kind: 'shared', file, key })

/**
 * Every column that refers to a User, in an order in which rows can be deleted.
 * INVARIANT: complete; a test compares it with the foreign keys of the tables.
 */
export const personReferences: readonly PersonReference[] = [
  {
    at: 'sessions.user_id',
    exported: own('sessions', 'id', 'organisation_id', 'device', 'created_at', 'expires_at', 'last_seen_at'),
    erasure: 'deleted',
  },
  { at: 'known_devices.user_id', exported: own('known-devices', 'used_at'), erasure: 'deleted' },
  { at: 'password_resets.user_id', exported: null, erasure: 'deleted' },
  { at: 'recovery_codes.user_id', exported: own('recovery-codes', 'created_at'), erasure: 'deleted' },
  { at: 'used_codes.user_id', exported: null, erasure: 'deleted' },
  {
    at: 'api_tokens.user_id',
    exported: own(
      'api-tokens',
      ...['id', 'organisation_id', 'application', 'prefix', 'scopes'],
      ...['created_at', 'expires_at', 'last_used_at', 'revoked_at'],
    ),
    erasure: 'deleted',
  },
  {
    at: 'application_passwords.user_id',
    exported: own(
      'application-passwords',
      'id',
      'name',
      'prefix',
      'created_at',
      'last_used_at',
      'revoked_at',
    ),
    erasure: 'deleted',
  },
  {
    at: 'idempotency_keys.user_id',
    exported: own('repeated-requests', 'organisation_id', 'request_key', 'created_at'),
    erasure: 'deleted',
  },
  {
    at: 'memberships.user_id',
    exported: own('memberships', 'id', 'organisation_id', 'user_id', 'role', 'accounting', 'created_at'),
    erasure: 'deleted',
  },
  // WHY not told: who invited or granted is kept for the rules; no policy shows these columns to anybody.
  { at: 'memberships.invited_by_id', exported: null, erasure: 'kept' },
  { at: 'product_grants.granted_by_id', exported: null, erasure: 'kept' },
  { at: 'client_grants.granted_by_id', exported: null, erasure: 'kept' },
  { at: 'member_invitations.invited_by_id', exported: shared('member-invitations-sent'), erasure: 'kept' },
  // WHY not told: the Organisation's record; the answer is told by the membership it came to.
  { at: 'member_invitations.answered_by_id', exported: null, erasure: 'kept', pseudonymised: ['email'] },
  { at: 'products.managed_by_id', exported: shared('products-managed'), erasure: 'kept' },
  { at: 'orders.placed_by_id', exported: shared('orders-placed'), erasure: 'kept' },
  { at: 'partnerships.invited_by_id', exported: shared('invitations-sent'), erasure: 'kept' },
  {
    at: 'partnership_events.by_user_id',
    exported: shared('partnership-events', 'partnership_id'),
    erasure: 'kept',
  },
  { at: 'access_requests.asked_by_id', exported: shared('access-requests'), erasure: 'kept' },
  {
    at: 'terms_acceptances.user_id',
    exported: own('terms-accepted', 'organisation_id', 'version', 'accepted_at'),
    erasure: 'kept',
  },
  { at: 'support_visits.staff_id', exported: shared('support-visits'), erasure: 'kept' },
  { at: 'breach_notices.sent_by_id', exported: shared('breach-notices-sent'), erasure: 'kept' },
  { at: 'audit_entries.user_id', exported: shared('audit-entries'), erasure: 'kept' },
]

/** Of the account itself. */
export const profile: OwnRows = own(
  'profile',
  ...['id', 'name', 'email', 'locale', 'two_factor', 'staff_role', 'cookie_choice'],
  ...['terms_version', 'terms_accepted_at', 'created_at'],
)

/**
 * Columns with an address whose rows are about whoever reads that mailbox, and about nobody else.
 * INVARIANT: equal addresses are a reference here only, because that of an account was confirmed before there was the
 * account. Elsewhere an address is what somebody typed, and says nothing about whose row it is.
 */
export const addressReferences: readonly Pick<PersonReference, 'at' | 'exported'>[] = [
  { at: 'sign_ups.email', exported: null },
  // WHY without their facts: these hold links that prove themselves. WHY without ids: they count the mails of others.
  {
    at: 'outbox_mails.recipient',
    exported: own('mails', 'created_at', 'sent_at', 'template', 'locale'),
  },
]

export function tableAndColumnOf({ at }: Pick<PersonReference, 'at'>): {
  readonly table: string
  readonly column: string
} {
  const [table = '', column = ''] = at.split('.')
  return { table, column }
}
