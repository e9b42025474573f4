import type { MovementKind } from '../prepaid-account/movement-kind'

/** A line of a prepaid account's ledger, without its texts and dates. */
export interface LedgerLine {
  readonly position: number
  readonly previousPosition: number | null
  readonly kind: `${MovementKind}`
  readonly amount: number
  readonly balanceBefore: number
  readonly balanceAfter: number
}

/** What is to be booked: a signed amount, of a kind. */
export interface Booking {
  readonly kind: `${MovementKind}`
  readonly amount: number
}

export type Booked =
  | { readonly ok: true; readonly line: LedgerLine }
  | { readonly ok: false; readonly problem: 'NOT_AN_AMOUNT' | 'WRONG_DIRECTION' }
  | { readonly ok: false; readonly problem: 'INSUFFICIENT_BALANCE'; readonly missing: number }

/**
 * The next line of a ledger, after its last one.
 * INVARIANT: it starts from the balance the last one left and leaves no less than nothing; money only moves in
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
