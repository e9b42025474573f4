/* eslint max-lines: ["error", 340] -- one table of every violation */
// WHY above 300 lines: one list, a statement for each rule the database keeps; a reader looks a rule up in one place.
import { nouns } from '../../schema/declared'
import { type Violation } from '../../schema/noun-proofs'
import { memberInvitationViolations } from './member-invitation-violations'
import { requestViolations } from './request-violations'

/**
 * One for every CHECK that is not the list of an enumeration, and one for every UNIQUE.
 * WHY so long: a list of data, in the order of the tables; apart, its parts would have to be searched for.
 */
export const violations: readonly Violation[] = [
  // People and Organisations
  broken(
    'an address differs by case only',
    'users_email_lower_case',
    "UPDATE users SET email = 'Ada@example.com'",
  ),
  broken(
    'two people share an e-mail address',
    'users_email',
    "UPDATE users SET email = 'ada@example.com' WHERE id = 2",
  ),
  broken(
    'somebody belongs to an Organisation twice',
    'memberships_user_organisation',
    copy('memberships', 'id = 1'),
  ),
  broken(
    'an external sees accounting',
    'memberships_external_never_accounting',
    'UPDATE memberships SET accounting = 1 WHERE id = 2',
  ),
  broken('a product is granted twice', 'product_grants_membership_product', copy('product_grants', 'id = 1')),
  broken('a client is granted twice', 'client_grants_membership_client', copy('client_grants', 'id = 1')),

  // Products and prices
  broken('a price is negative', 'products_prices', 'UPDATE products SET public_price = -1'),
  broken('a reseller price is negative', 'products_prices', 'UPDATE products SET reseller_price = -1'),
  broken(
    'a domain name is registered twice',
    'products_domain_once',
    "UPDATE products SET category = 'DOMAIN', name = 'once.example', status = 'ACTIVE'",
  ),
  broken('two holder changes share a link', 'holder_changes_token', copy('holder_changes', 'id = 1')),
  broken('one VAT number is asked about twice', 'vat_checks_organisation_once', copy('vat_checks', 'id = 1')),
  broken('a public price is negative', 'prices_amount', 'UPDATE prices SET amount = -1'),
  broken('a price ends before it begins', 'prices_period', "UPDATE prices SET valid_to = '2026-02-28'"),
  broken('two prices begin on one day', 'prices_from', copy('prices', 'id = 1')),
  broken('a VAT rate is above 100 %', 'vat_rates_rate', 'UPDATE vat_rates SET rate = 10001'),
  broken(
    'a VAT rate ends before it begins',
    'vat_rates_period',
    "UPDATE vat_rates SET valid_to = '2026-02-28'",
  ),
  broken('two VAT rates begin on one day', 'vat_rates_from', copy('vat_rates', 'id = 1')),

  // Partnerships
  broken(
    'a Partner has two rates for a category',
    'partner_rates_partner_category',
    copy('partner_rates', 'id = 1'),
  ),
  broken(
    'a discount is above 100 %',
    'partner_rates_rates',
    'UPDATE partner_rates SET discount_rate = 10001',
  ),
  broken('a cashback is negative', 'partner_rates_rates', 'UPDATE partner_rates SET cashback_rate = -1'),
  broken(
    'a pair has two live partnerships',
    'partnerships_one_live_per_pair',
    copyPartnership("'PENDING', 2, 'LIMITED', NULL"),
  ),
  broken(
    'a pair has two invitations pending',
    'partnerships_one_live_per_pair',
    copyPartnership("'PENDING', 4, 'LIMITED', NULL"),
  ),
  broken(
    'a client has two full partnerships',
    'partnerships_one_full_per_client',
    "UPDATE partnerships SET status = 'ACTIVE', partner_access = 'FULL', payment_mode = 'CLIENT_PAYS', started_at = invited_at, token_hash = NULL WHERE id = 2",
  ),
  broken(
    'limited access has a payment mode',
    'partnerships_mode_with_full_access',
    "UPDATE partnerships SET partner_access = 'LIMITED' WHERE id = 1",
  ),
  broken(
    'full access has no payment mode',
    'partnerships_mode_with_full_access',
    'UPDATE partnerships SET payment_mode = NULL WHERE id = 1',
  ),
  broken(
    'a Partner has a mandate of itself',
    'partnerships_not_with_oneself',
    'UPDATE partnerships SET client_id = partner_id WHERE id = 1',
  ),
  broken(
    'an active partnership has not started',
    'partnerships_started',
    'UPDATE partnerships SET started_at = NULL WHERE id = 1',
  ),
  broken(
    'an ended partnership has no end',
    'partnerships_ended',
    "UPDATE partnerships SET status = 'ENDED' WHERE id = 1",
  ),
  broken(
    'an answered invitation keeps its link',
    'partnerships_token_only_while_pending',
    "UPDATE partnerships SET status = 'REFUSED' WHERE id = 2",
  ),
  broken(
    'two invitations share a digest',
    'partnerships_token',
    "UPDATE partnerships SET status = 'PENDING', token_hash = (SELECT t.hash FROM (SELECT token_hash AS hash FROM partnerships WHERE id = 2) t) WHERE id = 1",
  ),
  ...requestViolations,
  broken(
    'a partnership covers a product twice',
    'partnership_grants_partnership_product',
    copy('partnership_grants', 'id = 1'),
  ),

  // Orders
  broken('an order totals less than nothing', 'orders_total', 'UPDATE orders SET total = -1'),
  broken('a price is above the public price', 'order_lines_prices', 'UPDATE order_lines SET price = 1001'),
  broken('a discount is negative', 'order_lines_rates', 'UPDATE order_lines SET discount_rate = -1'),
  broken('a line is for no year at all', 'years', 'UPDATE order_lines SET years = 0'),
  broken('a kind of document is numbered twice', 'number_series_once', copy('number_series', 'id = 1')),
  broken(
    'cashback goes to nobody',
    'order_lines_cashback_to_somebody',
    'UPDATE order_lines SET cashback_partner_id = NULL',
  ),

  // Invoices
  broken('an amount does not add up', 'invoices_amounts', 'UPDATE invoices SET gross = 109 WHERE id = 1'),
  broken('an amount is negative', 'invoices_amounts', 'UPDATE invoices SET net = -1, gross = 7 WHERE id = 1'),
  broken('a number is left out', 'invoices_without_gap', 'UPDATE invoices SET sequence = 5 WHERE id = 3'),
  broken(
    'a later invoice has no predecessor',
    'invoices_without_gap',
    'UPDATE invoices SET previous_sequence = NULL WHERE id = 3',
  ),
  broken(
    'the first invoice has a predecessor',
    'invoices_without_gap',
    'UPDATE invoices SET previous_sequence = 0 WHERE id = 1',
  ),
  broken(
    'the predecessor does not exist',
    'invoices_previous',
    'UPDATE invoices SET sequence = 5, previous_sequence = 4 WHERE id = 3',
  ),
  broken(
    'an invoice inside the sequence is removed',
    'invoices_previous',
    'DELETE FROM invoices WHERE id = 2',
  ),
  broken(
    'two invoices share a sequence number',
    'invoices_sequence',
    'UPDATE invoices SET sequence = 2, previous_sequence = 1 WHERE id = 3',
  ),
  broken(
    'two invoices share a number',
    'invoices_number',
    "UPDATE invoices SET number = 'INV-1' WHERE id = 2",
  ),
  broken('an order is billed twice', 'invoices_order', 'UPDATE invoices SET order_id = 1 WHERE id = 3'),
  broken(
    'a paid invoice has no day of payment',
    'invoices_paid',
    'UPDATE invoices SET paid_on = NULL WHERE id = 1',
  ),
  broken(
    'an invoice is due before it is issued',
    'invoices_due',
    "UPDATE invoices SET due_on = '2026-02-28'",
  ),
  broken('a VAT rate is negative', 'invoices_vat_rate', 'UPDATE invoices SET vat_rate = -1'),
  broken('a line charges for nothing', 'invoice_lines_quantity', 'UPDATE invoice_lines SET quantity = 0'),
  broken('a line is negative', 'invoice_lines_amounts', 'UPDATE invoice_lines SET net = -1'),
  broken(
    'a line is discounted above 100 %',
    'invoice_lines_discount',
    'UPDATE invoice_lines SET discount_rate = 10001',
  ),
  broken(
    'a credit note number is left out',
    'credit_notes_without_gap',
    'UPDATE credit_notes SET sequence = 5 WHERE id = 2',
  ),
  broken(
    'the credit note before does not exist',
    'credit_notes_previous',
    'UPDATE credit_notes SET sequence = 5, previous_sequence = 4 WHERE id = 2',
  ),
  broken(
    'two credit notes share a sequence number',
    'credit_notes_sequence',
    'UPDATE credit_notes SET sequence = 1, previous_sequence = NULL WHERE id = 2',
  ),
  broken(
    'two credit notes share a number',
    'credit_notes_number',
    "UPDATE credit_notes SET number = 'CN-1' WHERE id = 2",
  ),
  broken('a credit note credits nothing', 'credit_notes_amount', 'UPDATE credit_notes SET amount = 0'),

  // Ledgers
  broken('a line is credited twice', 'cashback_entries_order_line', copy('cashback_entries', 'id = 1')),
  broken('cashback is negative', 'cashback_entries_amount', 'UPDATE cashback_entries SET amount = -1'),
  broken(
    'credited cashback has no day',
    'cashback_entries_credited',
    'UPDATE cashback_entries SET credited_on = NULL',
  ),
  broken(
    'a Partner earns on itself',
    'cashback_entries_not_to_oneself',
    'UPDATE cashback_entries SET client_id = partner_id',
  ),
  broken(
    'an Organisation has two accounts',
    'prepaid_accounts_organisation',
    copy('prepaid_accounts', 'id = 1'),
  ),
  broken('a movement does not add up', 'movements_sum', 'UPDATE movements SET amount = -199 WHERE id = 2'),
  broken(
    'a balance falls below zero',
    'movements_never_below_zero',
    'UPDATE movements SET amount = -501, balance_after = -1 WHERE id = 2',
  ),
  broken(
    'a movement starts from another balance',
    'movements_previous',
    'UPDATE movements SET balance_before = 600, balance_after = 400 WHERE id = 2',
  ),
  broken(
    'an earlier movement is changed',
    'movements_previous',
    'UPDATE movements SET amount = 600, balance_after = 600 WHERE id = 1',
  ),
  broken(
    'a movement has no predecessor',
    'movements_without_gap',
    'UPDATE movements SET previous_position = NULL WHERE id = 2',
  ),
  broken(
    'an account starts with money',
    'movements_without_gap',
    'UPDATE movements SET balance_before = 100, amount = 400 WHERE id = 1',
  ),
  broken(
    'two movements share a place',
    'movements_position',
    "INSERT INTO movements (account_id, position, previous_position, kind, amount, balance_before, balance_after, currency, booked_at, text) VALUES (1, 2, 1, 'TOP_UP', 100, 500, 600, 'CHF', '2026-03-01 09:30:00.000', 'x')",
  ),
  broken(
    'a movement is in another currency',
    'movements_currency',
    "UPDATE movements SET currency = 'EUR' WHERE id = 2",
  ),
  broken('a domain name is registered twice', 'products_domain_once', copy('products', 'id = 1')),
  broken('a line is for no year', 'years', 'UPDATE order_lines SET years = 0'),
  broken('more reminders than there are', 'reminders', 'UPDATE invoices SET reminders = 4'),
  broken('a Partner is owed to', 'still_owed', 'UPDATE cashback_entries SET still_owed = -1'),
  broken('a series of numbers twice', 'number_series_once', copy('number_series', 'id = 1')),
  broken('a report of money twice', 'receipts_reference', copy('receipts', 'id = 1')),
  broken('money received is nothing', 'receipts_amount', 'UPDATE receipts SET amount = 0'),
  broken('money received in no way known', 'receipts_method', "UPDATE receipts SET method = 'CASH'"),
  broken('a payment is nothing', 'payments_amount', 'UPDATE payments SET amount = 0'),

  // Staff, data protection
  broken(
    'a visit ends before it begins',
    'support_visits_ends',
    "UPDATE support_visits SET expires_at = '2026-03-01 09:30:00.000'",
  ),
  broken(
    'two reports share a receipt',
    'irregularity_reports_receipt',
    // Its ids are drawn by the gateway, never counted up by the database.
    'INSERT INTO irregularity_reports (id, receipt_hash, received_on) SELECT 2000000, receipt_hash, received_on FROM irregularity_reports WHERE id = 1',
  ),
  broken('a sub-processor begins twice a day', 'sub_processors_from', copy('sub_processors', 'id = 1')),
  broken(
    'a sub-processor ends before it begins',
    'sub_processors_period',
    "UPDATE sub_processors SET valid_to = '2026-02-28'",
  ),

  // Sessions, credentials, records
  broken('two sessions share a token', 'sessions_token', copy('sessions', 'id = 1')),
  broken('two sign-ups share a token', 'sign_ups_token', copy('sign_ups', 'id = 1')),
  broken('two resets share a token', 'password_resets_token', copy('password_resets', 'id = 1')),
  broken('a recovery code is there twice', 'recovery_codes_once', copy('recovery_codes', 'id = 1')),
  broken('a device is known twice', 'known_devices_once', copy('known_devices', 'id = 1')),
  broken('a code is used twice', 'used_codes_once', copy('used_codes', 'id = 1')),
  broken('two API tokens share a digest', 'api_tokens_token', copy('api_tokens', 'id = 1')),
  ...memberInvitationViolations,
  broken('a request key is used twice', 'idempotency_keys_key', copy('idempotency_keys', 'id = 1')),
  ...nouns.flatMap((noun) => noun.violations ?? []),
]

/** UNIQUEs that only serve as the target of a foreign key: they hold more columns than another one. */
export const impliedUniques: readonly string[] = ['movements_balance', 'prepaid_accounts_currency']

function broken(rule: string, constraint: string, statement: string): Violation {
  return { rule, constraint, statement }
}

/** The same row again under another id; `*` is replaced by the columns of the table. */
function copy(table: string, where: string): string {
  return `COPY ${table} WHERE ${where}`
}

function copyPartnership(values: string): string {
  return (
    'INSERT INTO partnerships (client_id, client_name, invited_at, requested_by_partner, ' +
    'status, partner_id, partner_access, payment_mode) ' +
    `VALUES (1, 'Lakeside', '2026-03-01 09:30:00.000', 0, ${values})`
  )
}
