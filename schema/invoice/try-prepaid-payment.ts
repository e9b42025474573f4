import type { Transaction } from '../../src/write/transaction'
import { amountDue } from '../billing/invoice-status-on'
import { accountOf } from '../prepaid-account/account-of'
import { bookMovement } from '../prepaid-account/book-movement'
import { MovementKind } from '../prepaid-account/movement-kind'
import { holdInvoice } from './hold-invoice'
import type { InvoiceStatus } from './invoice-status'
import { isUnpaid } from './is-unpaid'
import { Payment } from './payment.entity'
import { settleInvoice } from './settle-invoice'

export type PrepaidPayment =
  | { readonly kind: 'PAID' }
  | { readonly kind: 'NOT_PAYABLE'; readonly status: InvoiceStatus }
  | {
      readonly kind: 'INSUFFICIENT'
      readonly balance: number
      readonly due: number
      readonly currency: string
    }
  | { readonly kind: 'OTHER_CURRENCY'; readonly currency: string }

/**
 * Pays what is due of an invoice from the prepaid account of the Organisation it bills: all of it, or nothing.
 * INVARIANT: the invoice is held, so that it is never paid twice.
 */
export async function tryPrepaidPayment(tx: Transaction, key: number): Promise<PrepaidPayment> {
  const { invoice, billed, facts } = await holdInvoice(tx, key)
  const due = amountDue(facts)
  const { status, number, currency } = invoice
  if (!isUnpaid(status) || due === 0) return { kind: 'NOT_PAYABLE', status }
  const account = await accountOf(tx, billed)
  if (account.currency !== currency) return { kind: 'OTHER_CURRENCY', currency: account.currency }
  const { balance } = account
  if (balance < due) return { kind: 'INSUFFICIENT', balance, due, currency }
  const movement = await bookMovement(tx, {
    organisation: billed,
    kind: MovementKind.PAYMENT,
    amount: -due,
    currency,
    text: `Invoice ${number}`,
  })
  await tx.manager.insert(Payment, {
    invoice: { id: key },
    amount: due,
    currency,
    paidAt: tx.now,
    method: 'PREPAID_ACCOUNT',
    movement: { id: movement },
  })
  await tx.audit({
    action: 'invoice paid',
    subject: { type: 'Invoice', key },
    organisation: billed,
    detail: { amount: due, currency, method: 'PREPAID_ACCOUNT' },
  })
  await settleInvoice(tx, key)
  return { kind: 'PAID' }
}
