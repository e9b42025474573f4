import { In } from 'typeorm'
import type { Transaction } from '../../src/write/transaction'
import { Organisation } from '../organisation/organisation.entity'
import { soldIn } from '../product/price-in'
import { Product } from '../product/product.entity'
import type { Offer } from './offer'

/**
 * The client pays from now on for the products whose renewals the Partner paid: nobody is billed for a client it has
 * no mandate of. The price is in the client's currency again. Orders and invoices made before stay as they are.
 */
export async function handBackProducts(
  tx: Transaction,
  { key, client, partner }: Pick<Offer, 'key' | 'client' | 'partner'>,
): Promise<void> {
  const paid = { organisation: { id: client }, payer: { id: partner } }
  const found = await tx.manager.find(Product, { where: paid, order: { id: 'ASC' } })
  await tx.lock(
    'products',
    found.map(({ id }) => id),
  )
  // Asked again: one may have been given away while its lock was waited for.
  const held = await tx.manager.find(Product, { where: paid, order: { id: 'ASC' } })
  if (held.length === 0) return
  await tx.manager.update(
    Product,
    { id: In(held.map(({ id }) => id)) },
    { payer: { id: client }, resellerPrice: null },
  )
  const { currency } = await tx.manager.findOneByOrFail(Organisation, { id: client })
  await priceAgain(
    tx,
    held.filter((product) => product.currency !== currency),
    currency,
  )
  await tx.audit({
    action: 'products paid by the client again',
    subject: { type: 'Partnership', key },
    organisation: client,
    detail: { products: held.map(({ id }) => id) },
  })
}

/** One statement a category. What is not sold in the currency keeps its price until it is renewed or ends. */
async function priceAgain(tx: Transaction, foreign: readonly Product[], currency: string): Promise<void> {
  for (const category of new Set(foreign.map((product) => product.category))) {
    const alike = foreign.filter((product) => product.category === category)
    const [first] = alike
    const publicPrice = first === undefined ? undefined : await soldIn(tx, first, currency)
    if (publicPrice === undefined) continue
    await tx.manager.update(Product, { id: In(alike.map(({ id }) => id)) }, { publicPrice, currency })
  }
}
