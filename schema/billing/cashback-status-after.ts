import type { CashbackStatus } from '../cashback-entry/cashback-status'

type Status = `${CashbackStatus}`

/** What happens to the line an entry stems from. */
export type LineEvent = 'PAID' | 'REFUNDED'

/** An entry's new status, and what the Partner's prepaid account is moved by. */
export interface CashbackChange {
  readonly status: Status
  readonly movement: number
}

/**
 * Cashback is credited when its line is paid and taken back when it is refunded, each once.
 * INVARIANT: whatever the order and number of events, all movements together are the amount while the entry is
 * credited, and nothing otherwise. A reversed entry never comes back.
 */
export function cashbackStatusAfter(
  entry: { readonly status: Status; readonly amount: number },
  event: LineEvent,
): CashbackChange {
  const { status, amount } = entry
  switch (status) {
    case 'PENDING':
      return event === 'PAID' ? { status: 'CREDITED', movement: amount } : { status: 'REVERSED', movement: 0 }
    case 'CREDITED':
      return event === 'PAID' ? { status, movement: 0 } : { status: 'REVERSED', movement: -amount }
    case 'REVERSED':
      return { status, movement: 0 }
  }
}
