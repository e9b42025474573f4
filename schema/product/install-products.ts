import type { Transaction } from '../../src/write/transaction'
import type { ProductCategory } from './product-category'
import { Product } from './product.entity'
import { statusUntil } from './status-until'
import { dayOfMonth, yearsAfter } from './years-after'

/** On whom products are installed, who pays their renewals and in which currency, and who looks after them. */
export interface Installation {
  readonly organisation: number
  readonly payer: number
  readonly currency: string
  readonly managedBy: number
}

export interface NewProduct {
  readonly category: ProductCategory
  readonly name: string
  readonly years: number
  readonly autoRenew: boolean
  /** Of one year, in minor units. */
  readonly publicYear: number
  readonly resellerYear: number | null
}

/**
 * Installs products, running from today, and tells their numbers in the order given. A domain name that is
 * registered already is refused by the database, so that of two at once one is.
 * INVARIANT: whoever calls holds the Organisation: its newest products are these.
 */
export async function installProducts(
  { manager, today, now }: Transaction,
  { organisation, payer, currency, managedBy }: Installation,
  products: readonly NewProduct[],
): Promise<readonly number[]> {
  const rows = products.map(({ category, name, years, autoRenew, publicYear, resellerYear }) => {
    const expiresOn = yearsAfter(today, years)
    return {
      organisation: { id: organisation },
      category,
      name,
      status: statusUntil(expiresOn, today),
      expiresOn,
      anchorDay: dayOfMonth(today),
      autoRenew,
      payer: { id: payer },
      publicPrice: publicYear,
      resellerPrice: resellerYear,
      currency,
      holder: null,
      managedBy: { id: managedBy },
      createdAt: now,
    }
  })
  await manager.insert(Product, rows)
  // WHY asked for: the server tells the first number only, and a cluster leaves gaps between them.
  const newest = await manager.query<readonly { readonly id: number }[]>(
    `SELECT id FROM products WHERE organisation_id = ? ORDER BY id DESC LIMIT ${rows.length}`,
    [organisation],
  )
  return newest.map(({ id }) => id).reverse()
}
