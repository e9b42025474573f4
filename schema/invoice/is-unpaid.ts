import { InvoiceStatus } from './invoice-status'

/** Whether something is still to be paid. */
export function isUnpaid(status: InvoiceStatus): boolean {
  return status === InvoiceStatus.OPEN || status === InvoiceStatus.OVERDUE
}
