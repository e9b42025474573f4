import type { Operation } from '../../src/write/operation'
import type { Refusal } from '../../src/write/refusal'
import { amountText } from '../money/amount-text'
import { refuse } from '../user-error/refuse'
import { InvoiceStatus } from './invoice-status'
import type { PayInvoiceInput } from './invoice.inputs'
import { type PrepaidPayment, tryPrepaidPayment } from './try-prepaid-payment'

/**
 * The billed Organisation pays an invoice from its prepaid account: all that is due.
 * WHY its balance may be told: whoever may pay from the account may see it.
 */
export const payInvoice: Operation<PayInvoiceInput> = {
  name: 'payInvoice',
  by: 'signed in',
  run: async (tx, { invoiceId }) => {
    const key = await tx.target('Invoice', invoiceId, 'invoiceId')
    await tx.authorise('pay', 'Invoice', key)
    const payment = await tryPrepaidPayment(tx, key)
    if (payment.kind !== 'PAID') throw unpaid(payment)
    return { invoice: { type: 'Invoice', key } }
  },
}

function unpaid(payment: Exclude<PrepaidPayment, { readonly kind: 'PAID' }>): Refusal {
  switch (payment.kind) {
    case 'NOT_PAYABLE': {
      const { status } = payment
      const nothing = status === InvoiceStatus.CANCELLED || status === InvoiceStatus.REFUNDED
      return refuse('CONFLICT', nothing ? 'NOTHING_OWED' : 'ALREADY_PAID', { field: 'invoiceId' })
    }
    case 'INSUFFICIENT': {
      const { currency } = payment
      const balance = amountText({ amount: payment.balance, currency })
      const amount = amountText({ amount: payment.due, currency })
      return refuse('CONFLICT', 'INSUFFICIENT_BALANCE', { facts: { balance, amount } })
    }
    case 'OTHER_CURRENCY':
      return refuse('CONFLICT', 'OTHER_CURRENCY', { facts: { currency: payment.currency } })
  }
}
