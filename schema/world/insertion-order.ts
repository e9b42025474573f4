/** Every table a world fills, parents before children. */
export const insertionOrder: readonly string[] = [
  'vat_rates',
  'prices',
  'organisations',
  'billing_addresses',
  'payment_means',
  'prepaid_accounts',
  'users',
  'sessions',
  'memberships',
  'partners',
  'partner_rates',
  'contacts',
  'products',
  'product_grants',
  'client_grants',
  'partnerships',
  'partnership_grants',
  'partnership_events',
  'access_requests',
  'orders',
  'order_lines',
  'invoices',
  'invoice_lines',
  'credit_notes',
  'cashback_entries',
  'movements',
  'payments',
  'sub_processors',
  'support_visits',
  'breach_notices',
  'irregularity_reports',
  'irregularity_messages',
  'member_invitations',
  'member_invitation_products',
  'member_invitation_clients',
  'api_tokens',
  'application_passwords',
  'audit_entries',
]

/** The same tables, parents first. A table the order does not know is a mistake. */
export function parentsFirst<T extends { readonly table: string }>(tables: readonly T[]): readonly T[] {
  const unknown = tables.find(({ table }) => !insertionOrder.includes(table))
  if (unknown !== undefined) throw new Error(`No place among the tables for \`${unknown.table}\`.`)
  return [...tables].sort((a, b) => insertionOrder.indexOf(a.table) - insertionOrder.indexOf(b.table))
}
