import { registerEnumType } from 'type-graphql'

/** Where an invoice stands. */
export enum InvoiceStatus {
  OPEN = 'OPEN',
  OVERDUE = 'OVERDUE',
  PAID = 'PAID',
  PARTIALLY_REFUNDED = 'PARTIALLY_REFUNDED',
  REFUNDED = 'REFUNDED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(InvoiceStatus, {
  name: 'InvoiceStatus',
  description: 'Where an invoice stands.',
  valuesConfig: {
    OPEN: { description: 'To be paid.' },
    OVERDUE: { description: 'Past its due date.' },
    PAID: { description: 'Paid.' },
    PARTIALLY_REFUNDED: { description: 'Paid, a part given back.' },
    REFUNDED: { description: 'Given back entirely.' },
    CANCELLED: { description: 'Void by a credit note before payment.' },
  },
})
