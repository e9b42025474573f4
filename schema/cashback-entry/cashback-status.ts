/** Where a cashback entry stands. */
export enum CashbackStatus {
  /** Due once the line is paid. */
  PENDING = 'PENDING',
  /** Credited to the Partner. */
  CREDITED = 'CREDITED',
  /** Taken back after a refund. */
  REVERSED = 'REVERSED',
}
