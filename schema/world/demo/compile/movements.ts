import type { Draft } from './draft'
import { named } from './named'

/** One movement of a prepaid account, before it has its place in the ledger. */
export interface Booking {
  readonly name: string
  /** The organisation the account belongs to. */
  readonly account: string
  readonly kind: 'TOP_UP' | 'PAYMENT' | 'CASHBACK' | 'WITHDRAWAL' | 'REFUND'
  readonly amount: number
  readonly at: string
  readonly text: string
}

/** Writes the ledgers: each account's bookings in order of time, each balance from the one before. */
export function writeMovements({ names, rows, story }: Draft, bookings: readonly Booking[]): void {
  const byTime = [...bookings].sort((a, b) => a.at.localeCompare(b.at))
  const ledgers = new Map<string, { position: number; balance: number }>()
  for (const booking of byTime) {
    const { position, balance } = ledgers.get(booking.account) ?? { position: 0, balance: 0 }
    const after = balance + booking.amount
    if (after < 0) throw new Error(`\`${booking.name}\` overdraws the account of \`${booking.account}\`.`)
    ledgers.set(booking.account, { position: position + 1, balance: after })
    rows.add('movements', {
      id: names.add('movement', booking.name),
      account_id: names.of('prepaid-account', booking.account),
      position: position + 1,
      previous_position: position === 0 ? null : position,
      kind: booking.kind,
      amount: booking.amount,
      balance_before: balance,
      balance_after: after,
      currency: named(story.organisations, booking.account).currency,
      booked_at: booking.at,
      text: booking.text,
    })
  }
}
