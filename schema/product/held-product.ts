import type { Transaction } from '../../src/write/transaction'
import { openRenewal } from '../order/open-renewal'
import { Product } from './product.entity'

/**
 * A product with its client and who pays, for a job that decides about it.
 * INVARIANT: the client, the payer and who owes a renewal that waits are held, and both are still those of the product; undefined where they changed
 * while the locks were waited for.
 */
export async function heldProduct(tx: Transaction, key: number): Promise<Product | undefined> {
  const before = await find(tx, key)
  if (before === null) return undefined
  await tx.lock('organisations', [
    before.organisation.id,
    before.payer.id,
    (await openRenewal(tx, key))?.payer ?? before.payer.id,
  ])
  await tx.lock('products', [key])
  const product = await find(tx, key)
  const same = product?.organisation.id === before.organisation.id && product.payer.id === before.payer.id
  return same ? product : undefined
}

function find({ manager }: Transaction, id: number): Promise<Product | null> {
  return manager.findOne(Product, { where: { id }, relations: { organisation: true, payer: true } })
}
