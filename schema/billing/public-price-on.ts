import type { ProductCategory } from '../product/product-category'
import { inForceOn, type Validity } from './in-force-on'

/** A row of the price list: the public price of one year, excluding VAT. */
export interface ListedPrice extends Validity {
  readonly category: `${ProductCategory}`
  readonly currency: string
  readonly amount: number
}

/** What one year of a category costs everybody on a day, in a currency; undefined where it is not sold. */
export function publicPriceOn(
  list: readonly ListedPrice[],
  what: { readonly category: `${ProductCategory}`; readonly currency: string },
  day: string,
): number | undefined {
  const rows = list.filter((row) => row.category === what.category && row.currency === what.currency)
  return inForceOn(rows, day)?.amount
}
