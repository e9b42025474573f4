/**
 * What must not be found in any world, by what is wrong: queries that count offenders. The constraints refuse
 * most of it already; these ask again, and ask what no constraint can.
 */
export const brokenBooks: { readonly [wrong: string]: string } = {
  'a gap in the invoice numbers': `SELECT COUNT(*) FROM (
      SELECT COUNT(*) AS many, MIN(sequence) AS first, MAX(sequence) AS last FROM invoices GROUP BY issuer) i
    WHERE first <> 1 OR many <> last`,
  'a gap in the credit note numbers': `SELECT COUNT(*) FROM (
      SELECT COUNT(*) AS many, MIN(sequence) AS first, MAX(sequence) AS last FROM credit_notes GROUP BY issuer) n
    WHERE first <> 1 OR many <> last`,
  'an invoice issued before its predecessor': `SELECT COUNT(*) FROM invoices i
    JOIN invoices p ON p.issuer = i.issuer AND p.sequence = i.previous_sequence WHERE p.issued_on > i.issued_on`,
  'an invoice that is not the sum of its lines': `SELECT COUNT(*) FROM invoices i
    WHERE net <> (SELECT SUM(l.net) FROM invoice_lines l WHERE l.invoice_id = i.id)`,
  'VAT that is not the rate of the net': `SELECT COUNT(*) FROM invoices
    WHERE ABS(vat * 10000 - net * vat_rate) > 5000 OR (vat_rate = 0) <> (vat_mention IS NOT NULL)`,
  'VAT charged to a valid EU company, or not charged to another': `SELECT COUNT(*) FROM invoices i
    JOIN organisations o ON o.id = i.billed_organisation_id
    WHERE (i.vat_rate = 0) <> (o.country <> 'CH' AND o.vat_status = 'VALID')`,
  'an invoice in another currency than whom it bills': `SELECT COUNT(*) FROM invoices i
    JOIN organisations o ON o.id = i.billed_organisation_id WHERE o.currency <> i.currency`,
  'an invoice that bills another than the payer of its order': `SELECT COUNT(*) FROM invoices i
    JOIN orders o ON o.id = i.order_id WHERE o.payer_id <> i.billed_organisation_id
      OR o.placed_for_id <> i.client_id OR o.total <> i.net`,
  'an order that is not the sum of its lines': `SELECT COUNT(*) FROM orders o
    WHERE total <> (SELECT SUM(l.price) FROM order_lines l WHERE l.order_id = o.id)`,
  'a price that is not the public price less the discount': `SELECT COUNT(*) FROM order_lines
    WHERE ABS(price * 10000 - public_price * (10000 - discount_rate)) > 5000`,
  'cashback that is not the public price less the price of the Partner': `SELECT COUNT(*) FROM cashback_entries c
    JOIN order_lines l ON l.id = c.order_line_id
    WHERE ABS(c.amount * 10000 - l.public_price * l.cashback_rate) > 5000 OR c.partner_id <> l.cashback_partner_id`,
  'cashback on what a Partner paid': `SELECT COUNT(*) FROM cashback_entries c
    JOIN order_lines l ON l.id = c.order_line_id JOIN orders o ON o.id = l.order_id
    WHERE o.payer_id <> o.placed_for_id`,
  'cashback under limited access on a product that is not granted': `SELECT COUNT(*) FROM cashback_entries c
    WHERE NOT EXISTS (SELECT 1 FROM partnerships p WHERE p.client_id = c.client_id AND p.partner_id = c.partner_id
      AND (p.partner_access = 'FULL' OR EXISTS (SELECT 1 FROM partnership_grants g
        WHERE g.partnership_id = p.id AND g.product_id = c.product_id)))`,
  'an account that does not begin at zero, or does not add up': `SELECT COUNT(*) FROM prepaid_accounts a
    WHERE COALESCE((SELECT SUM(m.amount) FROM movements m WHERE m.account_id = a.id), 0)
      <> COALESCE((SELECT m.balance_after FROM movements m WHERE m.account_id = a.id
        ORDER BY m.position DESC LIMIT 1), 0)`,
  'a ledger out of the order of time': `SELECT COUNT(*) FROM movements m
    JOIN movements p ON p.account_id = m.account_id AND p.position = m.previous_position
    WHERE p.booked_at > m.booked_at`,
  'credited cashback that never reached the account': `SELECT COUNT(*) FROM partners p
    WHERE COALESCE((SELECT SUM(CASE WHEN c.status = 'CREDITED' THEN c.amount ELSE c.still_owed END)
        FROM cashback_entries c WHERE c.partner_id = p.id), 0)
      <> COALESCE((SELECT SUM(m.amount) FROM movements m JOIN prepaid_accounts a ON a.id = m.account_id
        WHERE a.organisation_id = p.id AND m.kind = 'CASHBACK'), 0)`,
  'a payment from an account that is not its movement': `SELECT COUNT(*) FROM payments p
    LEFT JOIN movements m ON m.id = p.movement_id
    WHERE (p.method = 'PREPAID_ACCOUNT') <> (p.movement_id IS NOT NULL) OR p.amount <> -m.amount`,
  'a paid invoice without its payment': `SELECT COUNT(*) FROM invoices i
    WHERE (i.paid_on IS NOT NULL) <> EXISTS (SELECT 1 FROM payments p
      WHERE p.invoice_id = i.id AND p.amount = i.gross)`,
  'an Organisation without an owner': `SELECT COUNT(*) FROM organisations o
    WHERE NOT EXISTS (SELECT 1 FROM memberships m WHERE m.organisation_id = o.id AND m.role = 'OWNER')`,
  'a grant of a product of another Organisation': `SELECT COUNT(*) FROM product_grants g
    JOIN memberships m ON m.id = g.membership_id JOIN products p ON p.id = g.product_id
    WHERE p.organisation_id <> m.organisation_id`,
  'a mandate that grants a product of another client': `SELECT COUNT(*) FROM partnership_grants g
    JOIN partnerships s ON s.id = g.partnership_id JOIN products p ON p.id = g.product_id
    WHERE p.organisation_id <> s.client_id`,
  'an external of a client that its Partner manages in person': `SELECT COUNT(*) FROM memberships e
    JOIN partnerships s ON s.client_id = e.organisation_id AND s.status = 'ACTIVE'
    JOIN memberships m ON m.organisation_id = s.partner_id AND m.user_id = e.user_id
    WHERE e.role = 'EXTERNAL'`,
  'a product that another than its client pays and that has no price for it': `SELECT COUNT(*) FROM products
    WHERE (payer_id <> organisation_id) <> (reseller_price IS NOT NULL)`,
}
