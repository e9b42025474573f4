import { shareOf } from './share-of'

/** What a Partner earns on a paid line: the public price less the Partner's, both excluding VAT. */
export function cashbackOf(line: { readonly publicPrice: number; readonly cashbackRate: number }): number {
  return line.publicPrice - shareOf(line.publicPrice, 10_000 - line.cashbackRate)
}
