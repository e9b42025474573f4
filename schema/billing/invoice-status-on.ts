import type { InvoiceStatus } from '../invoice/invoice-status'

/** What decides where an invoice stands. */
export interface InvoiceFacts {
  readonly gross: number
  readonly dueOn: string
  /** Gross amounts received and credited so far. */
  readonly paid: number
  readonly credited: number
}

/**
 * Where an invoice stands on a day. A credit of all of it cancels what was not paid and refunds what was;
 * a part credited before payment only lowers what is due.
 */
export function invoiceStatusOn(invoice: InvoiceFacts, day: string): `${InvoiceStatus}` {
  const { gross, dueOn, paid, credited } = invoice
  if (credited > 0 && credited >= gross) return paid > 0 ? 'REFUNDED' : 'CANCELLED'
  if (paid >= gross - credited) return credited > 0 && paid + credited > gross ? 'PARTIALLY_REFUNDED' : 'PAID'
  return day > dueOn ? 'OVERDUE' : 'OPEN'
}

/** What is still to be paid. */
export function amountDue({ gross, paid, credited }: Omit<InvoiceFacts, 'dueOn'>): number {
  return Math.max(0, gross - credited - paid)
}

/** What was received beyond what is owed after credits, and goes back to who paid. */
export function amountToRefund({ gross, paid, credited }: Omit<InvoiceFacts, 'dueOn'>): number {
  return Math.max(0, paid - (gross - credited))
}
