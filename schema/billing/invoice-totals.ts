import { shareOf } from './share-of'

/** What lines of one VAT rate come to. */
export interface VatShare {
  readonly vatRate: number
  readonly net: number
  readonly vat: number
}

/** What an invoice comes to. INVARIANT: gross = net + vat, and both are the sums of the shares. */
export interface InvoiceTotals {
  readonly net: number
  readonly vat: number
  readonly gross: number
  /** By rate, the highest first. */
  readonly shares: readonly VatShare[]
}

/** Adds up an invoice. VAT is rounded once for each rate, on the sum of its lines, never line by line. */
export function invoiceTotals(
  lines: readonly { readonly net: number; readonly vatRate: number }[],
): InvoiceTotals {
  const rates = [...new Set(lines.map((line) => line.vatRate))].sort((a, b) => b - a)
  const shares = rates.map((vatRate): VatShare => {
    const net = sum(lines.filter((line) => line.vatRate === vatRate).map((line) => line.net))
    return { vatRate, net, vat: shareOf(net, vatRate) }
  })
  const net = sum(shares.map((share) => share.net))
  const vat = sum(shares.map((share) => share.vat))
  return { net, vat, gross: net + vat, shares }
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
