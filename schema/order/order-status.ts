import { registerEnumType } from 'type-graphql'

/**
 * Where an order stands: PLACED → CONFIRMED → COMPLETED, or CANCELLED from either of the first two. A purchase is
 * installed at once, so it begins CONFIRMED; a renewal gives no time before it is paid, so it waits PLACED.
 */
export enum OrderStatus {
  /** Billed, and nothing delivered before payment. */
  PLACED = 'PLACED',
  /** Delivered, and not paid yet. */
  CONFIRMED = 'CONFIRMED',
  /** Delivered and paid: `complete-order.ts`. */
  COMPLETED = 'COMPLETED',
  /** Withdrawn, its invoice credited in full. */
  CANCELLED = 'CANCELLED',
}

registerEnumType(OrderStatus, {
  name: 'OrderStatus',
  description: 'Where an order stands.',
  valuesConfig: {
    PLACED: { description: 'Billed, and nothing delivered before payment.' },
    CONFIRMED: { description: 'Delivered, and not paid yet.' },
    COMPLETED: { description: 'Delivered and paid.' },
    CANCELLED: { description: 'Withdrawn, its invoice credited in full.' },
  },
})
