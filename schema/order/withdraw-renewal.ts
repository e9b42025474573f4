import type { Transaction } from '../../src/write/transaction'
import { creditInvoice } from '../invoice/credit-invoice'
import type { OpenRenewal } from './open-renewal'
import { OrderStatus } from './order-status'
import { Order } from './order.entity'

/**
 * Withdraws a renewal that was not paid: its order is cancelled and its invoice credited in full.
 * `reason` is what who was billed reads on the credit note.
 */
export async function withdrawRenewal(tx: Transaction, open: OpenRenewal, reason: string): Promise<void> {
  await tx.manager.update(Order, open.order, { status: OrderStatus.CANCELLED })
  if (open.invoice !== null) await creditInvoice(tx, { invoice: open.invoice, of: { of: 'REST' }, reason })
}
