import { LessThanOrEqual } from 'typeorm'
import type { Transaction } from '../../src/write/transaction'
import { publicPriceOn } from '../billing/public-price-on'
import { Price } from '../price/price.entity'
import { refuse } from '../user-error/refuse'
import type { Product } from './product.entity'

/** What of a product says what it costs. */
type Priced = Pick<Product, 'category' | 'currency' | 'publicPrice'>

/**
 * The public price of a product where another currency is paid in: its own in its own currency, else that of the
 * price list of today. @throws Refusal where it is not sold in that currency.
 */
export async function priceIn(
  tx: Pick<Transaction, 'manager' | 'today'>,
  product: Priced,
  currency: string,
): Promise<number> {
  const price = await soldIn(tx, product, currency)
  if (price === undefined) {
    throw refuse('CONFLICT', 'NOT_SOLD_IN_CURRENCY', { field: 'organisationId', facts: { currency } })
  }
  return price
}

/** The same; undefined where it is not sold in that currency. */
export async function soldIn(
  { manager, today }: Pick<Transaction, 'manager' | 'today'>,
  { category, currency: own, publicPrice }: Priced,
  currency: string,
): Promise<number | undefined> {
  if (own === currency) return publicPrice
  const list = await manager.findBy(Price, { category, currency, validFrom: LessThanOrEqual(today) })
  return publicPriceOn(list, { category, currency }, today)
}
