import { Not } from 'typeorm'
import type { Transaction } from '../../src/write/transaction'
import { invoiceStatusOn } from '../billing/invoice-status-on'
import { creditCashback } from '../cashback-entry/credit-cashback'
import { completeOrder } from '../order/complete-order'
import { OrderStatus } from '../order/order-status'
import { Order } from '../order/order.entity'
import { holdInvoice } from './hold-invoice'
import { InvoiceStatus } from './invoice-status'
import { Invoice } from './invoice.entity'
import { isUnpaid } from './is-unpaid'

/**
 * Brings an invoice up to date after money came in or was credited. When it becomes paid, its order is completed and
 * the cashback of its lines is credited; when all of it was credited before, the order is cancelled.
 * INVARIANT: an invoice becomes paid once, so that both happen once.
 */
export async function settleInvoice(tx: Transaction, key: number): Promise<void> {
  const { invoice, order, facts, lastPaidOn } = await holdInvoice(tx, key)
  if (isFinal(invoice.status)) return
  const status = InvoiceStatus[invoiceStatusOn(facts, tx.today)]
  const becomesPaid = isUnpaid(invoice.status) && isPaid(status)
  const paidOn = becomesPaid ? (lastPaidOn ?? tx.today) : invoice.paidOn
  await tx.manager.update(Invoice, key, { status, paidOn })
  if (order === null) return
  if (isFinal(status)) await withdrawOrder(tx, order)
  if (!becomesPaid) return
  await completeOrder(tx, order)
  await creditCashback(tx, order)
}

function isPaid(status: InvoiceStatus): boolean {
  return status === InvoiceStatus.PAID || status === InvoiceStatus.PARTIALLY_REFUNDED
}

function isFinal(status: InvoiceStatus): boolean {
  return status === InvoiceStatus.CANCELLED || status === InvoiceStatus.REFUNDED
}

/** INVARIANT: what was delivered and paid stays completed, though the money went back. */
async function withdrawOrder({ manager }: Transaction, order: number): Promise<void> {
  await manager.update(
    Order,
    { id: order, status: Not(OrderStatus.COMPLETED) },
    { status: OrderStatus.CANCELLED },
  )
}
