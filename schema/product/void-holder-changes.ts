import { IsNull } from 'typeorm'
import type { Transaction } from '../../src/write/transaction'
import { HolderChange } from './holder-change.entity'

/** Closes every change of holder of a product that still waits for its answer. The product is locked. */
export async function voidHolderChanges(tx: Transaction, product: number): Promise<void> {
  await tx.manager.update(
    HolderChange,
    { product: { id: product }, confirmedAt: IsNull(), refusedAt: IsNull(), voidedAt: IsNull() },
    { voidedAt: tx.now },
  )
}
