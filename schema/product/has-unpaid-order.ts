import type { Transaction } from '../../src/write/transaction'

/** Whether anybody still owes for an order of this product, or the order is not billed yet. */
export async function hasUnpaidOrder(
  { manager }: Pick<Transaction, 'manager'>,
  product: number,
): Promise<boolean> {
  const found = await manager.query<readonly object[]>(
    `SELECT o.id FROM order_lines l
     JOIN orders o ON o.id = l.order_id
     LEFT JOIN invoices i ON i.order_id = o.id
     WHERE l.product_id = ? AND o.status <> 'CANCELLED'
       AND (i.status IN ('OPEN', 'OVERDUE') OR (i.id IS NULL AND o.status IN ('PLACED', 'CONFIRMED')))
     LIMIT 1`,
    [product],
  )
  return found.length > 0
}
