import type { Transaction } from '../../src/write/transaction'
import { amountDue } from '../billing/invoice-status-on'
import { MovementKind } from '../prepaid-account/movement-kind'
import { payIn } from '../prepaid-account/pay-in'
import { type HeldInvoice, holdInvoice } from './hold-invoice'
import { isUnpaid } from './is-unpaid'
import { Payment } from './payment.entity'
import { type Incoming, receiptOf } from './receipt-of'
import { Receipt } from './receipt.entity'
import { settleInvoice } from './settle-invoice'

/** What became of money that came in for an invoice, in minor units. */
export interface RecordedPayment {
  readonly kind: 'BOOKED' | 'KNOWN'
  readonly toInvoice: number
  /** Beyond what was due. */
  readonly beyond: number
}

/**
 * Books money that came in from outside for an invoice. A part leaves it open; what is beyond it goes to the prepaid
 * account of the billed Organisation. The same report once more books nothing.
 * @throws Refusal where the report makes no sense.
 */
export async function recordPayment(
  tx: Transaction,
  invoice: number,
  incoming: Incoming,
): Promise<RecordedPayment> {
  const held = await holdInvoice(tx, invoice)
  const toInvoice = isUnpaid(held.invoice.status) ? Math.min(incoming.amount, amountDue(held.facts)) : 0
  const known = await receiptOf(tx, incoming, { organisation: held.billed, invoice })
  if (known !== null) return { kind: 'KNOWN', ...sharesOf(known) }
  const beyond = incoming.amount - toInvoice
  const { amount, method, reference, receivedAt } = incoming
  const { currency } = held.invoice
  const payment = toInvoice === 0 ? null : await insertPayment(tx, held, { ...incoming, amount: toInvoice })
  const movement = beyond === 0 ? null : await keepForLater(tx, held, beyond)
  await tx.manager.insert(Receipt, {
    ...{ reference, method, amount, currency, receivedAt },
    organisation: { id: held.billed },
    invoice: { id: invoice },
    payment: payment === null ? null : { id: payment },
    movement: movement === null ? null : { id: movement },
  })
  await tx.audit({
    action: 'payment recorded',
    subject: { type: 'Invoice', key: invoice },
    organisation: held.billed,
    detail: { amount, currency, method, reference, toInvoice, beyond },
  })
  await settleInvoice(tx, invoice)
  return { kind: 'BOOKED', toInvoice, beyond }
}

async function insertPayment(tx: Transaction, { invoice }: HeldInvoice, incoming: Incoming): Promise<number> {
  const { amount, method, receivedAt } = incoming
  const { identifiers } = await tx.manager.insert(Payment, {
    invoice: { id: invoice.id },
    amount,
    currency: invoice.currency,
    paidAt: receivedAt,
    method,
    movement: null,
  })
  return Number(identifiers[0]?.['id'])
}

function keepForLater(tx: Transaction, { invoice, billed }: HeldInvoice, amount: number) {
  const { currency, number } = invoice
  const text = `Paid beyond invoice ${number}`
  return payIn(tx, { organisation: billed, kind: MovementKind.TOP_UP, amount, currency, text })
}

function sharesOf({ amount, payment }: Receipt) {
  const toInvoice = payment?.amount ?? 0
  return { toInvoice, beyond: amount - toInvoice }
}
