import { type CashbackStatus } from '../cashback-entry/cashback-entry.entity'
import { type PartnershipAccess } from '../partnership/partnership-terms'

/** What a Partner earns on a paid line: the public price less the Partner's, both excluding VAT. */
export function cashbackOf(line: { readonly publicPrice: number; readonly cashbackRate: number }): number {
  return line.publicPrice - shareOf(line.publicPrice, 10_000 - line.cashbackRate)
}

/** An active mandate of the client, with what it covers. */
export interface EarningMandate {
  readonly partner: number
  readonly partnerAccess: `${PartnershipAccess}`
  /** The products granted, with the number of the grant: a smaller one was given earlier. */
  readonly grants: readonly { readonly id: number; readonly product: number }[]
}

/** A line that the client pays. The product is null while it does not exist yet, so that nobody was granted it. */
interface EarningLine {
  readonly placedIn: number
  readonly product: number | null
}

/**
 * Which Partner earns the cashback of a line the client pays: the one who ordered, else the full one, else the
 * one with the earliest grant on the product; nobody where no mandate covers it.
 * INVARIANT: at most one, and under limited access only for a granted product.
 */
export function cashbackPartner(line: EarningLine, active: readonly EarningMandate[]): number | undefined {
  const covering = active.filter((mandate) => covers(mandate, line.product))
  const ordering = covering.find((mandate) => mandate.partner === line.placedIn)
  const full = covering.find((mandate) => mandate.partnerAccess === 'FULL')
  return (ordering ?? full ?? earliest(covering, line.product))?.partner
}

function covers(mandate: EarningMandate, product: number | null): boolean {
  return mandate.partnerAccess === 'FULL' || mandate.grants.some((grant) => grant.product === product)
}

function earliest(mandates: readonly EarningMandate[], product: number | null): EarningMandate | undefined {
  const grantOf = (mandate: EarningMandate) =>
    Math.min(...mandate.grants.filter((grant) => grant.product === product).map((grant) => grant.id))
  return [...mandates].sort((a, b) => grantOf(a) - grantOf(b))[0]
}

type Status = `${CashbackStatus}`

/** What happens to the line an entry stems from. */
type LineEvent = 'PAID' | 'REFUNDED'

/** An entry's new status, and what the Partner's prepaid account is moved by. */
interface CashbackChange {
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

/** The amount to credit: everything that is left, or an amount excluding VAT (such as whole lines). */
export type CreditRequest = { readonly of: 'REST' } | { readonly of: 'NET'; readonly net: number }

/** The gross amount of a credit note, or why there can be none. */
type Credit =
  | { readonly ok: true; readonly amount: number }
  | { readonly ok: false; readonly problem: 'NOTHING_LEFT' | 'MORE_THAN_IS_LEFT' | 'NOT_AN_AMOUNT' }

/** An invoice and the gross amounts already credited on it. */
interface Creditable {
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

/**
 * How much of each credit note of an invoice is without VAT, in the order in which they were issued.
 * INVARIANT: those for all of an invoice add up to its net amount exactly.
 */
export function netOfCredits(
  { net, gross, vatRate }: Pick<Creditable, 'net' | 'gross' | 'vatRate'>,
  credited: readonly number[],
): readonly number[] {
  let before = { gross: 0, net: 0 }
  return credited.map((amount) => {
    const total = before.gross + amount
    const after = { gross: total, net: total >= gross ? net : netWithin(total, vatRate) }
    const part = after.net - before.net
    before = after
    return part
  })
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

/**
 * A share of an amount in minor units, by a rate in ten-thousandths, rounded half-up.
 * INVARIANT: exact. An amount that is negative, or that the product would take out of the integers that
 * numbers hold exactly, is refused.
 */
export function shareOf(amount: number, rate: number): number {
  const product = amount * rate + 5_000
  if (!Number.isSafeInteger(amount) || !Number.isSafeInteger(rate) || amount < 0 || rate < 0) {
    throw new RangeError(
      `No share of ${amount} at ${rate} ten-thousandths: both must be whole and not negative.`,
    )
  }
  if (!Number.isSafeInteger(product))
    throw new RangeError(`${amount} is too large to take a share of exactly.`)
  return Math.floor(product / 10_000)
}
