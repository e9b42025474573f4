import type { Transaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'

/** What is paid in at a postal address. */
export function currencyOf(country: string | null): 'CHF' | 'EUR' {
  return country === 'CH' || country === 'LI' ? 'CHF' : 'EUR'
}

/**
 * @throws Refusal where something of the Organisation is in another currency and cannot follow: its wallet, products
 * that run, what is owed and what a Partner is yet to be credited.
 */
export async function refuseCurrencyInUse(
  { manager }: Pick<Transaction, 'manager'>,
  organisation: number,
  currency: string,
): Promise<void> {
  const found = await manager.query<readonly object[]>(IN_OTHER_CURRENCY, [
    ...[organisation, currency],
    ...[organisation, organisation, currency],
    ...[organisation, currency],
    ...[organisation, currency],
    ...[organisation, currency],
  ])
  if (found.length > 0) {
    throw refuse('CONFLICT', 'CURRENCY_IN_USE', { field: 'postalAddress.country', facts: { currency } })
  }
}

const IN_OTHER_CURRENCY = `
  SELECT 1 AS used FROM prepaid_accounts WHERE organisation_id = ? AND currency <> ?
  UNION ALL SELECT 1 FROM products
    WHERE (organisation_id = ? OR payer_id = ?) AND currency <> ? AND status <> 'ENDED'
  UNION ALL SELECT 1 FROM invoices
    WHERE billed_organisation_id = ? AND currency <> ? AND status IN ('OPEN', 'OVERDUE')
  UNION ALL SELECT 1 FROM orders
    WHERE payer_id = ? AND currency <> ? AND status IN ('PLACED', 'CONFIRMED')
  UNION ALL SELECT 1 FROM cashback_entries
    WHERE partner_id = ? AND currency <> ? AND status = 'PENDING'
  LIMIT 1`
