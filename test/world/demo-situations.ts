/** What the demo world must contain: queries that count at least one. */
export const demoSituations: { readonly [situation: string]: string } = {
  'each role': `SELECT COUNT(DISTINCT role) = 4 FROM memberships`,
  'a collaborator with accounting': `SELECT COUNT(*) FROM memberships WHERE role = 'COLLABORATOR' AND accounting`,
  'each kind of Organisation, in both currencies': `SELECT COUNT(DISTINCT kind) = 3 AND COUNT(DISTINCT currency) = 2
    FROM organisations`,
  'each VAT status but INVALID': `SELECT COUNT(DISTINCT vat_status) = 3 FROM organisations`,
  'full access, client pays, never switched': full('CLIENT_PAYS', 'NOT EXISTS'),
  'full access, partner pays, never switched': full('PARTNER_PAYS', 'NOT EXISTS'),
  'switched from client-pays to partner-pays, invoices of either payer before and after':
    switched('PARTNER_PAYS'),
  'switched from partner-pays to client-pays, invoices of either payer before and after':
    switched('CLIENT_PAYS'),
  'an invoice of a Partner from before its switch that it still owes': `SELECT COUNT(*) FROM invoices i
    JOIN partnership_events e ON e.kind = 'PAYMENT_MODE_CHANGED' AND i.issued_on < e.happened_at
    JOIN partnerships p ON p.id = e.partnership_id AND p.client_id = i.client_id
      AND p.partner_id = i.billed_organisation_id WHERE p.payment_mode = 'CLIENT_PAYS' AND i.status = 'OVERDUE'`,
  'limited with grants, and products that are not granted': `SELECT COUNT(*) FROM partnerships p
    WHERE p.status = 'ACTIVE' AND p.partner_access = 'LIMITED'
      AND EXISTS (SELECT 1 FROM partnership_grants g WHERE g.partnership_id = p.id)
      AND EXISTS (SELECT 1 FROM products d WHERE d.organisation_id = p.client_id AND d.id NOT IN
        (SELECT g.product_id FROM partnership_grants g WHERE g.partnership_id = p.id))`,
  'each status of a partnership': `SELECT COUNT(DISTINCT status) = 6 FROM partnerships`,
  'an invitation to each access pending': `SELECT COUNT(DISTINCT partner_access) = 2 FROM partnerships
    WHERE status = 'PENDING' AND token_hash IS NOT NULL`,
  'access a Partner has asked for': `SELECT COUNT(*) FROM partnerships WHERE requested_by_partner`,
  'an ended mandate with invoices of its Partner and cashback from before, and a client that was renamed': `
    SELECT COUNT(*) FROM partnerships p JOIN organisations o ON o.id = p.client_id
    WHERE p.status = 'ENDED' AND o.name <> p.client_name
      AND EXISTS (SELECT 1 FROM invoices i WHERE i.client_id = p.client_id
        AND i.billed_organisation_id = p.partner_id AND i.issued_on < p.ended_at)
      AND EXISTS (SELECT 1 FROM invoices i WHERE i.billed_organisation_id = p.client_id
        AND i.issued_on > p.ended_at)
      AND EXISTS (SELECT 1 FROM cashback_entries c WHERE c.client_id = p.client_id
        AND c.partner_id = p.partner_id AND c.status = 'CREDITED')`,
  'two Partners of one client, one full and one limited': `SELECT COUNT(*) FROM partnerships a
    JOIN partnerships b ON b.client_id = a.client_id AND b.status = 'ACTIVE' AND b.partner_access = 'LIMITED'
    WHERE a.status = 'ACTIVE' AND a.partner_access = 'FULL'`,
  'a collaborator of a Partner granted one client and not another': `SELECT COUNT(*) FROM client_grants g
    JOIN memberships m ON m.id = g.membership_id AND m.role = 'COLLABORATOR'
    JOIN partnerships p ON p.partner_id = m.organisation_id AND p.status = 'ACTIVE' AND p.client_id <> g.client_id
    WHERE NOT EXISTS (SELECT 1 FROM client_grants h WHERE h.membership_id = m.id AND h.client_id = p.client_id)`,
  'collaborators of a Partner granted a client and not, with accounting and without': `SELECT COUNT(*) = 4 FROM (
    SELECT DISTINCT m.accounting, EXISTS (SELECT 1 FROM client_grants g WHERE g.membership_id = m.id) AS granted
    FROM memberships m JOIN organisations o ON o.id = m.organisation_id AND o.name = 'Kontrast Webagentur'
    WHERE m.role = 'COLLABORATOR') kinds`,
  'an external who became a person of the Partner: no membership left, a grant of the client instead': `
    SELECT COUNT(*) FROM users u JOIN memberships m ON m.user_id = u.id
    JOIN client_grants g ON g.membership_id = m.id JOIN products p ON p.organisation_id = g.client_id
    WHERE u.name = 'Reto Zimmermann' AND p.managed_by_id = u.id
      AND NOT EXISTS (SELECT 1 FROM memberships e WHERE e.user_id = u.id AND e.organisation_id = g.client_id)`,
  'a person who is both staff of a Partner and member of its client': `SELECT COUNT(*) FROM partnerships p
    JOIN memberships s ON s.organisation_id = p.partner_id
    JOIN memberships c ON c.organisation_id = p.client_id AND c.user_id = s.user_id WHERE p.status = 'ACTIVE'`,
  'a product that a Partner pays and whose holder is no user at all': `SELECT COUNT(*) FROM products p
    JOIN contacts c ON c.id = p.holder_id JOIN partners r ON r.id = p.payer_id
    WHERE p.payer_id <> p.organisation_id AND NOT EXISTS (SELECT 1 FROM users u WHERE u.email = c.email)`,
  'a holder who is a user, but no member of the client': `SELECT COUNT(*) FROM products p
    JOIN contacts c ON c.id = p.holder_id JOIN users u ON u.email = c.email
    WHERE NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = u.id AND m.organisation_id = p.organisation_id)`,
  'a Partner that is itself a client, and has a client': `SELECT COUNT(*) FROM partnerships a
    JOIN partnerships b ON b.partner_id = a.client_id WHERE a.status = 'ACTIVE' AND b.status = 'ACTIVE'`,
  'an Organisation that no Partner knows': `SELECT COUNT(*) FROM organisations o
    WHERE NOT EXISTS (SELECT 1 FROM partnerships p WHERE p.client_id = o.id OR p.partner_id = o.id)`,
  'a product that was transferred, its first invoice left behind': `SELECT COUNT(*) FROM invoice_lines l
    JOIN invoices i ON i.id = l.invoice_id JOIN products p ON p.id = l.product_id
    WHERE p.organisation_id <> i.client_id`,
  'each status of an invoice': `SELECT COUNT(DISTINCT status) = 6 FROM invoices`,
  'each status of a cashback entry': `SELECT COUNT(DISTINCT status) = 3 FROM cashback_entries`,
  'an invoice without an order, and one with a line without a product': `SELECT COUNT(*) FROM invoices i
    JOIN invoice_lines l ON l.invoice_id = i.id WHERE i.order_id IS NULL AND l.product_id IS NULL`,
  'an automatic renewal, placed by nobody': `SELECT COUNT(*) FROM orders WHERE placed_by_id IS NULL`,
  'a suspended product whose unpaid invoice is the Partner’s': `SELECT COUNT(*) FROM products p
    JOIN invoice_lines l ON l.product_id = p.id JOIN invoices i ON i.id = l.invoice_id
    WHERE p.status = 'SUSPENDED' AND i.billed_organisation_id = p.payer_id AND p.payer_id <> p.organisation_id
      AND i.status = 'OVERDUE'`,
  'the price 347.20, less 20 % is 277.76': `SELECT COUNT(*) FROM order_lines
    WHERE public_price = 34720 AND discount_rate = 2000 AND price = 27776`,
  'less 25 % more is 208.32': `SELECT COUNT(*) FROM order_lines
    WHERE public_price = 34720 AND discount_rate = 4000 AND price = 20832`,
}

function full(mode: string, ever: 'NOT EXISTS'): string {
  return `SELECT COUNT(*) FROM partnerships p WHERE p.status = 'ACTIVE' AND p.payment_mode = '${mode}'
    AND ${ever} (SELECT 1 FROM partnership_events e WHERE e.partnership_id = p.id
      AND e.kind = 'PAYMENT_MODE_CHANGED')`
}

function switched(to: string): string {
  const invoice = (billed: string, when: string) => `EXISTS (SELECT 1 FROM invoices i
    WHERE i.client_id = p.client_id AND i.billed_organisation_id = p.${billed} AND i.issued_on ${when} e.happened_at)`
  const before = to === 'PARTNER_PAYS' ? 'client_id' : 'partner_id'
  const after = to === 'PARTNER_PAYS' ? 'partner_id' : 'client_id'
  return `SELECT COUNT(*) FROM partnerships p
    JOIN partnership_events e ON e.partnership_id = p.id AND e.kind = 'PAYMENT_MODE_CHANGED'
    WHERE p.status = 'ACTIVE' AND p.payment_mode = '${to}'
      AND ${invoice(before, '<')} AND ${invoice(after, '>')}
      AND EXISTS (SELECT 1 FROM orders o WHERE o.placed_for_id = p.client_id AND o.placed_at > e.happened_at
        AND o.placed_for_id = o.organisation_id)
      AND EXISTS (SELECT 1 FROM products d WHERE d.organisation_id = p.client_id AND d.created_at < e.happened_at)
      AND EXISTS (SELECT 1 FROM products d WHERE d.organisation_id = p.client_id AND d.created_at > e.happened_at)`
}
