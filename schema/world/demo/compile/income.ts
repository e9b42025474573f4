import type { Draft } from './draft'
import { instant } from './instant'
import type { Issue } from './invoices'
import { type Booking, writeMovements } from './movements'
import { named } from './named'
import { linesOf } from './orders'

/** Payments, cashback, and the prepaid ledgers that both move. */
export function writeIncome(draft: Draft, issues: readonly Issue[]): void {
  const topUps = Object.entries(draft.story.movements).map(([name, spec]): Booking => ({
    ...spec,
    name,
    at: instant(spec.at),
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
    const at = instant(issue.spec.paidOn, '12:00')
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
      const paid = { ...credit, at: instant(paidOn, '18:00') }
      if (credited === undefined) return [paid]
      return [paid, { ...reversal, at: instant(credited.on, '18:00') }]
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
    paid_at: instant(paidOn, '12:00'),
    method: paidFrom ?? 'BANK_TRANSFER',
    movement_id: prepaid ? names.of('movement', paymentName(issue)) : null,
  })
}

function writeCashback(draft: Draft, issue: Issue): void {
  const { names, rows, story } = draft
  const { paidOn, credited } = issue.spec
  for (const { line, partner } of cashbackLines(draft, issue)) {
    rows.add('cashback_entries', {
      id: names.add('cashback-entry', line.name),
      partner_id: names.of('partner', partner),
      client_id: names.of('organisation', issue.client),
      client_name: named(story.organisations, issue.client).name,
      product_id: names.of('product', line.product),
      order_line_id: names.of('order-line', line.name),
      currency: issue.currency,
      amount: line.cashback,
      status: paidOn === undefined ? 'PENDING' : credited === undefined ? 'CREDITED' : 'REVERSED',
      credited_on: paidOn ?? null,
    })
  }
}

function cashbackLines(draft: Draft, issue: Issue) {
  if (issue.order === undefined) return []
  const order = named(draft.story.orders, issue.order)
  const partner = order.cashbackTo
  if (partner === undefined) return []
  const lines = linesOf(draft, issue.order, order).filter((line) => line.cashback > 0)
  return lines.map((line) => ({ line, partner }))
}

function paymentName(issue: Issue): string {
  return `payment-${issue.name}`
}
