import { day as dayText, today } from './calendar'
import type { Random } from '../../../src/services/random'

/** What became of an invoice; days by number, 0 for never. */
export interface Settlement {
  readonly status: 'OPEN' | 'OVERDUE' | 'PAID' | 'PARTIALLY_REFUNDED' | 'REFUNDED' | 'CANCELLED'
  readonly paid: number
  /** When a credit note was issued. */
  readonly credited: number
}

/** Most old invoices are paid; of the recent ones many are still open. */
export function settle(issued: number, chance: Random): Settlement {
  const paid = issued + 1 + chance.below(28)
  const fate = chance.below(100)
  if (issued + 30 < today) {
    if (fate < 5) return { status: 'OVERDUE', paid: 0, credited: 0 }
    if (fate < 7) return { status: 'CANCELLED', paid: 0, credited: 0 }
    const credited = paid + 5 + (fate % 5)
    if (fate < 10 && credited < today) {
      return { status: fate === 9 ? 'PARTIALLY_REFUNDED' : 'REFUNDED', paid, credited }
    }
  } else if (paid >= today || fate < 50) {
    return { status: 'OPEN', paid: 0, credited: 0 }
  }
  return { status: 'PAID', paid, credited: 0 }
}

export function dayOrNull(number: number): string | null {
  return number === 0 ? null : dayText(number)
}

/** How many reminders of an overdue invoice were sent until today. */
export function remindersOf({ status }: Settlement, due: number): number {
  const late = today - due
  if (status !== 'OVERDUE') return 0
  return late >= 20 ? 3 : late >= 10 ? 2 : 1
}
