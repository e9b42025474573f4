import type { Pseudonym } from './pseudonym'

/** What is done with a row that refers to a person, when that person asks. */
export interface PersonReference {
  /** `sessions.user_id`: the column with the key of the User. */
  readonly at: string
  /** The file of the export it is told in; null where the row is somebody else's. */
  readonly exported: string | null
  /** Columns that are never exported: secrets, and what the person did not write and is not about them. */
  readonly withheld?: readonly string[]
  /**
   * `deleted` with the account. `kept`: the row is a record that others need, or the law wants, and goes on naming the
   * User, who is a pseudonym from then on.
   */
  readonly erasure: 'deleted' | 'kept'
  /** Columns `name` and `email` of a kept row that say who this is: they say the pseudonym from then on. */
  readonly pseudonymised?: readonly (keyof Pseudonym)[]
}

/**
 * Every column that refers to a User, in an order in which rows can be deleted.
 * INVARIANT: complete; a test compares it with the foreign keys of the tables.
 */
export const personReferences: readonly PersonReference[] = [
  {
    at: 'sessions.user_id',
    exported: 'sessions',
    withheld: ['token_hash', 'device_hash'],
    erasure: 'deleted',
  },
  { at: 'password_resets.user_id', exported: null, erasure: 'deleted' },
  { at: 'recovery_codes.user_id', exported: 'recovery-codes', withheld: ['code_hash'], erasure: 'deleted' },
  { at: 'used_codes.user_id', exported: null, erasure: 'deleted' },
  { at: 'api_tokens.user_id', exported: 'api-tokens', withheld: ['token_hash'], erasure: 'deleted' },
  {
    at: 'application_passwords.user_id',
    exported: 'application-passwords',
    withheld: ['secret_hash'],
    erasure: 'deleted',
  },
  {
    at: 'idempotency_keys.user_id',
    exported: 'repeated-requests',
    withheld: ['input_hash', 'result'],
    erasure: 'deleted',
  },
  { at: 'memberships.user_id', exported: 'memberships', erasure: 'deleted' },
  { at: 'memberships.invited_by_id', exported: 'members-invited', withheld: ['user_id'], erasure: 'kept' },
  {
    at: 'member_invitations.invited_by_id',
    exported: 'member-invitations-sent',
    withheld: ['token_hash', 'email'],
    erasure: 'kept',
  },
  { at: 'member_invitations.answered_by_id', exported: null, erasure: 'kept', pseudonymised: ['email'] },
  { at: 'product_grants.granted_by_id', exported: 'product-grants-given', erasure: 'kept' },
  { at: 'client_grants.granted_by_id', exported: 'client-grants-given', erasure: 'kept' },
  {
    at: 'products.managed_by_id',
    exported: 'products-managed',
    withheld: ['public_price', 'reseller_price', 'payer_id', 'holder_id'],
    erasure: 'kept',
  },
  {
    at: 'orders.placed_by_id',
    exported: 'orders-placed',
    withheld: ['total', 'partner_id'],
    erasure: 'kept',
  },
  {
    at: 'partnerships.invited_by_id',
    exported: 'invitations-sent',
    withheld: ['token_hash'],
    erasure: 'kept',
  },
  { at: 'partnership_events.by_user_id', exported: 'partnership-events', erasure: 'kept' },
  {
    at: 'access_requests.asked_by_id',
    exported: 'access-requests',
    withheld: ['delivered_at', 'partnership_id'],
    erasure: 'kept',
  },
  { at: 'terms_acceptances.user_id', exported: 'terms-accepted', erasure: 'kept' },
  { at: 'support_visits.staff_id', exported: 'support-visits', erasure: 'kept' },
  { at: 'breach_notices.sent_by_id', exported: 'breach-notices-sent', erasure: 'kept' },
  { at: 'audit_entries.user_id', exported: 'audit-entries', erasure: 'kept' },
]

/**
 * Columns with an address whose rows are about whoever reads that mailbox, and about nobody else.
 * INVARIANT: equal addresses are a reference here only, because that of an account was confirmed before there was the
 * account. Elsewhere an address is what somebody typed, and says nothing about whose row it is.
 */
export const addressReferences: readonly Pick<PersonReference, 'at'>[] = [
  { at: 'sign_ups.email' },
  { at: 'outbox_mails.recipient' },
]

/** Columns of `users` that are never exported. */
export const secretsOfUser: readonly string[] = ['password_hash', 'totp_secret', 'totp_pending']

export function placeOf({ at }: Pick<PersonReference, 'at'>): {
  readonly table: string
  readonly column: string
} {
  const [table = '', column = ''] = at.split('.')
  return { table, column }
}
