import { shareOf } from './share-of'

/** What an invoice line comes to, excluding VAT: so many units less the discount, rounded once. */
export function lineNet(line: {
  readonly quantity: number
  readonly unitPrice: number
  readonly discountRate: number
}): number {
  return shareOf(line.quantity * line.unitPrice, 10_000 - line.discountRate)
}
