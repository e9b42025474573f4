import { type InvoiceStatus } from '../invoice/invoice.entity'
import { type MovementKind } from '../prepaid-account/prepaid-account.entity'

/** A line of a prepaid account's ledger, without its texts and dates. */
export interface LedgerLine {
  readonly position: number
  readonly previousPosition: number | null
  readonly kind: `${MovementKind}`
  readonly amount: number
  readonly balanceBefore: number
  readonly balanceAfter: number
}

/** A booking: a signed amount and its kind. */
export interface Booking {
  readonly kind: `${MovementKind}`
  readonly amount: number
}

type Booked =
  | { readonly ok: true; readonly line: LedgerLine }
  | { readonly ok: false; readonly problem: 'NOT_AN_AMOUNT' | 'WRONG_DIRECTION' }
  | { readonly ok: false; readonly problem: 'INSUFFICIENT_BALANCE'; readonly missing: number }

/**
 * The next line of a ledger, after its last one.
 * INVARIANT: it starts from the balance of the last line and leaves no negative balance; money only moves in
 * the direction of its kind (cashback in both: it is taken back after a refund).
 */
export function nextMovement(
  last: Pick<LedgerLine, 'position' | 'balanceAfter'> | undefined,
  booking: Booking,
): Booked {
  const { kind, amount } = booking
  const balanceBefore = last?.balanceAfter ?? 0
  const balanceAfter = balanceBefore + amount
  if (!Number.isSafeInteger(amount) || !Number.isSafeInteger(balanceAfter) || amount === 0) {
    return { ok: false, problem: 'NOT_AN_AMOUNT' }
  }
  if (!directions[kind].includes(Math.sign(amount))) return { ok: false, problem: 'WRONG_DIRECTION' }
  if (balanceAfter < 0) return { ok: false, problem: 'INSUFFICIENT_BALANCE', missing: -balanceAfter }
  const place = { position: (last?.position ?? 0) + 1, previousPosition: last?.position ?? null }
  return { ok: true, line: { ...place, kind, amount, balanceBefore, balanceAfter } }
}

const directions: { readonly [kind in LedgerLine['kind']]: readonly number[] } = {
  TOP_UP: [1],
  PAYMENT: [-1],
  CASHBACK: [1, -1],
  WITHDRAWAL: [-1],
  REFUND: [1],
}

/** Every problem of a ledger, one sentence each; empty if its lines add up to its balance. */
export function ledgerFaults(lines: readonly LedgerLine[]): readonly string[] {
  return lines.flatMap((line, index) => faultsOf(line, { before: lines[index - 1], position: index + 1 }))
}

function faultsOf(
  line: LedgerLine,
  place: { readonly before: LedgerLine | undefined; readonly position: number },
): readonly string[] {
  const { before, position } = place
  const balance = before?.balanceAfter ?? 0
  const at = `Movement ${position}`
  return [
    line.position === position ? [] : [`${at} is numbered ${line.position}.`],
    line.previousPosition === (before?.position ?? null) ? [] : [`${at} does not follow the one before it.`],
    line.balanceBefore === balance
      ? []
      : [`${at} starts from ${line.balanceBefore}, though ${balance} was left.`],
    line.balanceAfter === line.balanceBefore + line.amount ? [] : [`${at} does not add up.`],
    line.balanceAfter >= 0 ? [] : [`${at} leaves less than nothing.`],
  ].flat()
}

/** The facts that decide the status of an invoice. */
export interface InvoiceFacts {
  readonly gross: number
  readonly dueOn: string
  /** Gross amounts received and credited so far. */
  readonly paid: number
  readonly credited: number
}

/**
 * The status of an invoice on a day. A credit of the whole invoice cancels it if nothing was paid, and refunds it
 * otherwise; a part credited before payment only lowers the amount due.
 */
export function invoiceStatusOn(invoice: InvoiceFacts, day: string): `${InvoiceStatus}` {
  const { gross, dueOn, paid, credited } = invoice
  if (credited > 0 && credited >= gross) return paid > 0 ? 'REFUNDED' : 'CANCELLED'
  if (paid >= gross - credited) return credited > 0 && paid + credited > gross ? 'PARTIALLY_REFUNDED' : 'PAID'
  return day > dueOn ? 'OVERDUE' : 'OPEN'
}

/** What is still to be paid. */
export function amountDue({ gross, paid, credited }: Omit<InvoiceFacts, 'dueOn'>): number {
  return Math.max(0, gross - credited - paid)
}

/** The amount received beyond what is owed after credits; it goes back to the payer. */
export function amountToRefund({ gross, paid, credited }: Omit<InvoiceFacts, 'dueOn'>): number {
  return Math.max(0, paid - (gross - credited))
}
