import { type Draft, storedInstantText, named } from './draft'
import { type Issue } from './invoices'
import { pricedLinesOf } from './orders'

/** Payments, cashback, and the prepaid ledgers that both move. */
export function writeIncome(draft: Draft, issues: readonly Issue[]): void {
  const topUps = Object.entries(draft.fixture.movements).map(([name, spec]): Booking => ({
    ...spec,
    name,
    at: storedInstantText(spec.at),
  }))
  const bookings = [...topUps, ...paymentBookings(issues), ...cashbackBookings(draft, issues)]
  writeMovements(draft, bookings)
  for (const issue of issues) {
    writePayment(draft, issue)
    writeCashback(draft, issue)
  }
}

function paymentBookings(issues: readonly Issue[]): readonly Booking[] {
  return issues.flatMap((issue) => {
    if (issue.spec.paidFrom !== 'PREPAID_ACCOUNT' || issue.spec.paidOn === undefined) return []
    const at = storedInstantText(issue.spec.paidOn, '12:00')
    return [
      {
        name: paymentName(issue),
        account: issue.billedTo,
        kind: 'PAYMENT',
        amount: -issue.gross,
        at,
        text: 'Invoice paid',
      },
    ]
  })
}

function cashbackBookings(draft: Draft, issues: readonly Issue[]): readonly Booking[] {
  return issues.flatMap((issue) => {
    const { paidOn, credited } = issue.spec
    return cashbackLines(draft, issue).flatMap(({ line, partner }): readonly Booking[] => {
      const booking = { account: partner, kind: 'CASHBACK' } as const
      const credit = {
        ...booking,
        name: `cashback-${line.name}`,
        amount: line.cashback,
        text: `Cashback: ${line.description}`,
      }
      const reversal = {
        ...booking,
        name: `cashback-reversed-${line.name}`,
        amount: -line.cashback,
        text: `Cashback reversed: ${line.description}`,
      }
      if (paidOn === undefined) return []
      const paid = { ...credit, at: storedInstantText(paidOn, '18:00') }
      if (credited === undefined) return [paid]
      return [paid, { ...reversal, at: storedInstantText(credited.on, '18:00') }]
    })
  })
}

function writePayment({ names, rows }: Draft, issue: Issue): void {
  const { paidOn, paidFrom } = issue.spec
  if (paidOn === undefined) return
  const prepaid = paidFrom === 'PREPAID_ACCOUNT'
  rows.add('payments', {
    id: names.add('payment', issue.name),
    invoice_id: names.of('invoice', issue.name),
    amount: issue.gross,
    currency: issue.currency,
    paid_at: storedInstantText(paidOn, '12:00'),
    method: paidFrom ?? 'BANK_TRANSFER',
    movement_id: prepaid ? names.of('movement', paymentName(issue)) : null,
  })
}

function writeCashback(draft: Draft, issue: Issue): void {
  const { names, rows, fixture } = draft
  const { paidOn, credited } = issue.spec
  for (const { line, partner } of cashbackLines(draft, issue)) {
    rows.add('cashback_entries', {
      id: names.add('cashback-entry', line.name),
      partner_id: names.of('partner', partner),
      client_id: names.of('organisation', issue.client),
      client_name: named(fixture.organisations, issue.client).name,
      product_id: names.of('product', line.product),
      order_line_id: names.of('order-line', line.name),
      currency: issue.currency,
      amount: line.cashback,
      status: paidOn === undefined ? 'PENDING' : credited === undefined ? 'CREDITED' : 'REVERSED',
      credited_on: paidOn ?? null,
      reversed_on: credited?.on ?? null,
    })
  }
}

function cashbackLines(draft: Draft, issue: Issue) {
  if (issue.order === undefined) return []
  const order = named(draft.fixture.orders, issue.order)
  const partner = order.cashbackTo
  if (partner === undefined) return []
  const lines = pricedLinesOf(draft, issue.order, order).filter((line) => line.cashback > 0)
  return lines.map((line) => ({ line, partner }))
}

function paymentName(issue: Issue): string {
  return `payment-${issue.name}`
}

/** One movement of a prepaid account, before it has its place in the ledger. */
interface Booking {
  readonly name: string
  /** The organisation the account belongs to. */
  readonly account: string
  readonly kind: 'TOP_UP' | 'PAYMENT' | 'CASHBACK' | 'WITHDRAWAL' | 'REFUND'
  readonly amount: number
  readonly at: string
  readonly text: string
}

/** Writes the ledgers: each account's bookings in order of time, each balance from the one before. */
function writeMovements({ names, rows, fixture }: Draft, bookings: readonly Booking[]): void {
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
      currency: named(fixture.organisations, booking.account).currency,
      booked_at: booking.at,
      text: booking.text,
    })
  }
}
