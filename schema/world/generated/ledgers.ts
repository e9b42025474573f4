import { type TableRows } from '../world-database'
import { calendarDay, moment } from './calendar'
import { type Deal } from './deal'
import { plannedCurrency, type Plan } from './plan'
import { paymentColumns, type Settlement } from './sale-rows'
import { table } from './table'

/** Gathers, while sales are made up, what must be written in another order afterwards. */
export interface Ledgers {
  payment(payment: PrepaidPayment): void
  cashback(partner: number, day: number, amount: number): void
  credit(credit: Credit): void
  /** The last id that payments outside the ledgers took. */
  paymentsFrom(last: number): void
  /** Movements with the payments they made, credit notes. */
  rows(): Iterable<TableRows>
}

interface PrepaidPayment {
  readonly invoice: number
  readonly organisation: number
  readonly day: number
  readonly amount: number
}

interface Credit {
  readonly invoice: number
  readonly day: number
  readonly deal: Deal
  readonly settlement: Settlement
}

interface Booking {
  readonly day: number
  readonly kind: 'PAYMENT' | 'CASHBACK'
  readonly amount: number
  readonly invoice: number
}

export function ledgers(plan: Plan): Ledgers {
  const bookings = new Map<number, Booking[]>()
  const cashback = new Map<number, Map<number, number>>()
  const credits: Credit[] = []
  let lastPayment = 0
  const book = (organisation: number, booking: Booking) => {
    const list = bookings.get(organisation)
    if (list === undefined) bookings.set(organisation, [booking])
    else list.push(booking)
  }
  return {
    payment: ({ invoice, organisation, day, amount }) =>
      book(organisation, { day, kind: 'PAYMENT', amount: -amount, invoice }),
    cashback: (partner, on, amount) => {
      const months = cashback.get(partner) ?? new Map<number, number>()
      months.set(on, (months.get(on) ?? 0) + amount)
      cashback.set(partner, months)
    },
    credit: (credit) => credits.push(credit),
    paymentsFrom: (last) => {
      lastPayment = last
    },
    *rows() {
      // WHY: cashback is credited once a month, in one movement for all entries of the month.
      for (const [partner, months] of cashback) {
        for (const [on, amount] of months) book(partner, { day: on, kind: 'CASHBACK', amount, invoice: 0 })
      }
      yield* movementRows(plan, bookings, lastPayment)
      yield creditNoteRows(credits)
    },
  }
}

/** Each account in order of time. Before a payment that it could not cover, an account is topped up. */
function* movementRows(
  plan: Plan,
  bookings: ReadonlyMap<number, readonly Booking[]>,
  lastPayment: number,
): Iterable<TableRows> {
  const movements = table('movements', [
    ...['id', 'account_id', 'position', 'previous_position', 'kind', 'amount', 'balance_before'],
    ...['balance_after', 'currency', 'booked_at', 'text'],
  ])
  const payments = table('payments', paymentColumns)
  let id = 0
  let payment = lastPayment
  for (let organisation = 1; organisation <= plan.size.organisations; organisation++) {
    const account = plan.account[organisation] ?? 0
    const currency = plannedCurrency(plan, organisation)
    const ordered = [...(bookings.get(organisation) ?? [])].sort(
      (a, b) => a.day - b.day || a.invoice - b.invoice,
    )
    let [position, balance] = [0, 0]
    const add = (kind: string, amount: number, at: { day: number; text: string }) => {
      position++
      const previous = position === 1 ? null : position - 1
      const after = balance + amount
      movements.add(
        ...[++id, account, position, previous, kind, amount, balance, after, currency],
        ...[moment(at.day, 720), at.text],
      )
      balance = after
    }
    for (const booking of ordered) {
      const missing = -(balance + booking.amount)
      if (missing > 0)
        add('TOP_UP', Math.ceil(missing / 500_00) * 500_00, { day: booking.day, text: 'Top-up' })
      const isPayment = booking.kind === 'PAYMENT'
      add(booking.kind, booking.amount, {
        day: booking.day,
        text: isPayment ? 'Invoice paid' : 'Cashback of the month',
      })
      if (isPayment) {
        const paidAt = moment(booking.day, 720)
        payments.add(++payment, booking.invoice, -booking.amount, currency, paidAt, 'PREPAID_ACCOUNT', id)
      } else if (balance > 5_000_00) {
        add('WITHDRAWAL', -(balance - 1_000_00), { day: booking.day, text: 'Withdrawal to bank account' })
      }
    }
    if (movements.size >= 5_000) {
      yield movements.take()
      yield payments.take()
    }
  }
  yield movements.take()
  yield payments.take()
}

/** Credit notes, numbered without gaps in the order of their days. */
function creditNoteRows(credits: readonly Credit[]): TableRows {
  const notes = table('credit_notes', [
    ...['id', 'issuer', 'sequence', 'previous_sequence', 'number', 'invoice_id', 'issued_on', 'amount'],
    ...['currency', 'reason'],
  ])
  const ordered = [...credits].sort((a, b) => a.day - b.day || a.invoice - b.invoice)
  ordered.forEach(({ invoice, day: on, deal, settlement }, index) => {
    const sequence = index + 1
    const gross = deal.net + deal.vat
    const amount = settlement.status === 'REFUNDED' ? gross : Math.floor(gross / 2)
    const number = `CN-${String(sequence).padStart(7, '0')}`
    const previous = sequence === 1 ? null : sequence - 1
    notes.add(
      ...[sequence, 'MAIN', sequence, previous, number, invoice, calendarDay(on), amount, deal.currency],
      settlement.status === 'REFUNDED' ? 'Cancelled within thirty days' : 'Part of the service missing',
    )
  })
  return notes.take()
}
