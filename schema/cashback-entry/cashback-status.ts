import { registerEnumType } from 'type-graphql'

/** Where a cashback entry stands. */
export enum CashbackStatus {
  /** Due once the line is paid. */
  PENDING = 'PENDING',
  /** Credited to the Partner. */
  CREDITED = 'CREDITED',
  /** Taken back after a refund. */
  REVERSED = 'REVERSED',
}

registerEnumType(CashbackStatus, {
  name: 'CashbackStatus',
  description: 'Where a cashback entry stands.',
  valuesConfig: {
    PENDING: { description: 'Due once the line is paid.' },
    CREDITED: { description: 'Credited to the Partner.' },
    REVERSED: { description: 'Taken back after a refund.' },
  },
})
