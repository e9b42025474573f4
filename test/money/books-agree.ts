import { type DataSource } from 'typeorm'
import { ledgerFaults } from '../../schema/billing/ledger'
import { Movement, PrepaidAccount } from '../../schema/prepaid-account/prepaid-account.entity'

/** What must not be found after whatever happened, by what is wrong: queries that count offenders. */
const wrong: { readonly [what: string]: string } = {
  'cashback movements that are not what was credited and what is still owed': `SELECT COUNT(*) AS n FROM partners p
    JOIN prepaid_accounts a ON a.organisation_id = p.id
    WHERE COALESCE((SELECT SUM(CASE WHEN c.status = 'CREDITED' THEN c.amount ELSE c.still_owed END)
        FROM cashback_entries c WHERE c.partner_id = p.id AND c.currency = a.currency), 0)
      <> COALESCE((SELECT SUM(m.amount) FROM movements m WHERE m.account_id = a.id AND m.kind = 'CASHBACK'), 0)`,
  'something owed of cashback that was not taken back': `SELECT COUNT(*) AS n FROM cashback_entries
    WHERE still_owed < 0 OR still_owed > amount OR (still_owed > 0 AND status <> 'REVERSED')`,
  'a payment from an account that is not its movement': `SELECT COUNT(*) AS n FROM payments p
    LEFT JOIN movements m ON m.id = p.movement_id
    WHERE (p.method = 'PREPAID_ACCOUNT') <> (p.movement_id IS NOT NULL) OR p.amount <> -m.amount`,
  'a movement that paid two invoices': `SELECT COUNT(*) AS n FROM (
    SELECT movement_id FROM payments WHERE movement_id IS NOT NULL GROUP BY movement_id HAVING COUNT(*) > 1) t`,
  'a paid invoice whose order is not completed': `SELECT COUNT(*) AS n FROM invoices i
    JOIN orders o ON o.id = i.order_id WHERE i.id > ? AND i.status IN ('PAID', 'PARTIALLY_REFUNDED')
    AND o.status <> 'COMPLETED'`,
  'cashback credited on what is not paid, or taken back on what is': `SELECT COUNT(*) AS n FROM cashback_entries c
    JOIN order_lines l ON l.id = c.order_line_id JOIN invoices i ON i.order_id = l.order_id
    WHERE (c.status = 'CREDITED' AND i.status NOT IN ('PAID', 'PARTIALLY_REFUNDED'))
      OR (c.status = 'PENDING' AND i.status NOT IN ('OPEN', 'OVERDUE'))
      OR (c.status = 'REVERSED' AND i.status = 'PAID' AND NOT EXISTS (
        SELECT 1 FROM credit_notes n WHERE n.invoice_id = i.id))`,
  'a gap in the credit note numbers': `SELECT COUNT(*) AS n FROM (
    SELECT COUNT(*) AS many, MIN(sequence) AS first, MAX(sequence) AS last FROM credit_notes GROUP BY issuer) s
    WHERE first <> 1 OR many <> last`,
  'a ledger out of the order of time': `SELECT COUNT(*) AS n FROM movements m
    JOIN movements p ON p.account_id = m.account_id AND p.position = m.previous_position
    WHERE p.booked_at > m.booked_at`,
}

/** @throws where anything is wrong with the books, saying what. */
export async function assertBooksAgree(database: DataSource, since: number): Promise<void> {
  const faults = await faultsOf(database, since)
  if (faults.length > 0) throw new Error(`The books do not agree.\n${faults.join('\n')}`)
}

/**
 * Everything that is wrong with the books, a sentence each; nothing where they agree. `since`: the last invoice that
 * no test has made.
 */
async function faultsOf(database: DataSource, since: number): Promise<readonly string[]> {
  const faults: string[] = []
  for (const { id } of await database.manager.find(PrepaidAccount, { select: { id: true } })) {
    const movements = await database.manager.find(Movement, {
      where: { account: { id } },
      order: { position: 'ASC' },
    })
    faults.push(...ledgerFaults(movements).map((fault) => `Account ${id}: ${fault}`))
  }
  for (const [what, sql] of Object.entries(wrong)) {
    const [row] = await database.query<{ n: number | string }[]>(sql, sql.includes('?') ? [since] : [])
    if (Number(row?.n) > 0) faults.push(`${what}: ${row?.n}`)
  }
  return [...faults, ...(await invoiceFaults(database, since))]
}

interface InvoiceSums {
  readonly number: string
  readonly status: string
  readonly gross: number | string
  readonly paid: number | string
  readonly credited: number | string
  readonly refunded: number | string
}

/** Each invoice against all that was paid, credited and given back on it. */
async function invoiceFaults(database: DataSource, since: number): Promise<readonly string[]> {
  const invoices = await database.query<InvoiceSums[]>(
    `SELECT i.number, i.status, i.gross,
       (SELECT COALESCE(SUM(p.amount), 0) FROM payments p WHERE p.invoice_id = i.id) AS paid,
       (SELECT COALESCE(SUM(c.amount), 0) FROM credit_notes c WHERE c.invoice_id = i.id) AS credited,
       (SELECT COALESCE(SUM(m.amount), 0) FROM credit_notes c JOIN movements m ON m.kind = 'REFUND'
         AND m.text = CONCAT('Credit note ', c.number) WHERE c.invoice_id = i.id) AS refunded
     FROM invoices i WHERE i.id > ? ORDER BY i.id`,
    [since],
  )
  return invoices.flatMap(({ number, status, ...sums }) => {
    const [gross, paid, credited, refunded] = [sums.gross, sums.paid, sums.credited, sums.refunded].map(
      Number,
    )
    if (gross === undefined || paid === undefined || credited === undefined) return [`${number}: no sums`]
    return [
      paid <= gross ? [] : [`${number} was paid beyond its amount.`],
      credited <= gross ? [] : [`${number} was credited beyond its amount.`],
      refunded === Math.max(0, paid + credited - gross) ? [] : [`${number} gave back ${refunded}.`],
      status.replace('OVERDUE', 'OPEN') === expectedStatus({ gross, paid, credited })
        ? []
        : [`${number} is ${status}.`],
    ].flat()
  })
}

function expectedStatus({
  gross,
  paid,
  credited,
}: {
  gross: number
  paid: number
  credited: number
}): string {
  if (credited === gross) return paid > 0 ? 'REFUNDED' : 'CANCELLED'
  if (paid + credited > gross) return 'PARTIALLY_REFUNDED'
  return paid + credited === gross ? 'PAID' : 'OPEN'
}
