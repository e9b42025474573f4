import type { Transaction } from '../../src/write/transaction'

/** A renewal that was placed and not paid. */
export interface OpenRenewal {
  readonly order: number
  readonly payer: number
  /** Null where the product renewed itself. */
  readonly placedBy: number | null
  /** Null where it is not billed yet. */
  readonly invoice: number | null
}

/**
 * The renewal of a product that waits for payment, if there is one.
 * INVARIANT: whoever decides on it holds the client's Organisation, so that there is never a second.
 */
export async function openRenewal(
  { manager }: Pick<Transaction, 'manager'>,
  product: number,
): Promise<OpenRenewal | undefined> {
  const [row] = await manager.query<readonly Row[]>(OPEN, [product])
  return row === undefined ? undefined : toOpen(row)
}

interface Row {
  readonly order_id: number
  readonly payer_id: number
  readonly placed_by_id: number | null
  readonly invoice_id: number | null
}

function toOpen({ order_id, payer_id, placed_by_id, invoice_id }: Row): OpenRenewal {
  return { order: order_id, payer: payer_id, placedBy: placed_by_id, invoice: invoice_id }
}

const OPEN = `SELECT o.id AS order_id, o.payer_id, o.placed_by_id, i.id AS invoice_id
  FROM order_lines l
  JOIN orders o ON o.id = l.order_id
  LEFT JOIN invoices i ON i.order_id = o.id
  WHERE l.product_id = ? AND o.kind = 'RENEWAL' AND o.status IN ('PLACED', 'CONFIRMED')
    AND (i.id IS NULL OR i.status IN ('OPEN', 'OVERDUE'))
  ORDER BY o.id LIMIT 1`
