/** Where an order stands. */
export enum OrderStatus {
  /** Placed. */
  PLACED = 'PLACED',
  /** Accepted. */
  CONFIRMED = 'CONFIRMED',
  /** Delivered and paid. */
  COMPLETED = 'COMPLETED',
  /** Withdrawn. */
  CANCELLED = 'CANCELLED',
}
