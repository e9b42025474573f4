import { shareOf } from './share-of'

/** What is asked to be credited: all that is left, or so much excluding VAT (whole lines, say). */
export type CreditRequest = { readonly of: 'REST' } | { readonly of: 'NET'; readonly net: number }

/** The gross amount of a credit note, or why there can be none. */
export type Credit =
  | { readonly ok: true; readonly amount: number }
  | { readonly ok: false; readonly problem: 'NOTHING_LEFT' | 'MORE_THAN_IS_LEFT' | 'NOT_AN_AMOUNT' }

/** An invoice and the gross amounts already credited on it. */
export interface Creditable {
  readonly net: number
  readonly gross: number
  readonly vatRate: number
  readonly credited: readonly number[]
}

/**
 * The gross amount of the next credit note of an invoice.
 * INVARIANT: the notes of an invoice never exceed it, and those for all its lines add up to it exactly, in
 * whatever portions. WHY: VAT is taken of everything credited so far, not of each note, so that no cent is
 * rounded twice.
 */
export function creditFor(invoice: Creditable, request: CreditRequest): Credit {
  const before = invoice.credited.reduce((total, amount) => total + amount, 0)
  const left = invoice.gross - before
  if (left <= 0) return { ok: false, problem: 'NOTHING_LEFT' }
  switch (request.of) {
    case 'REST':
      return { ok: true, amount: left }
    case 'NET': {
      if (!Number.isSafeInteger(request.net) || request.net <= 0)
        return { ok: false, problem: 'NOT_AN_AMOUNT' }
      const net = netWithin(before, invoice.vatRate) + request.net
      if (net > invoice.net) return { ok: false, problem: 'MORE_THAN_IS_LEFT' }
      return { ok: true, amount: grossOf(net, invoice.vatRate) - before }
    }
  }
}

function grossOf(net: number, vatRate: number): number {
  return net + shareOf(net, vatRate)
}

/** The largest net amount whose gross is within an amount. */
function netWithin(gross: number, vatRate: number): number {
  let net = Math.round((gross * 10_000) / (10_000 + vatRate))
  // The estimate is at most one off: a gross grows by at least one with each unit of net.
  while (net > 0 && grossOf(net, vatRate) > gross) net -= 1
  while (grossOf(net + 1, vatRate) <= gross) net += 1
  return net
}
