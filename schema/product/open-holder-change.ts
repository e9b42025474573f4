import type { Transaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'
import { HolderChange } from './holder-change.entity'
import { ProductStatus } from './product-status'

/** What looking a link up takes. */
type Looking = Pick<Transaction, 'manager' | 'now' | 'digestOf'>

/** The change of holder that a link opens; undefined where the link is unknown, used, void or late, one as the other. */
export async function findHolderChange(
  { manager, now, digestOf }: Looking,
  token: string,
): Promise<HolderChange | undefined> {
  const change = await manager.findOne(HolderChange, {
    where: { tokenHash: digestOf(token) },
    relations: { newHolder: true, product: { holder: true, organisation: true } },
  })
  if (change === null) return undefined
  const answered = change.confirmedAt !== null || change.refusedAt !== null || change.voidedAt !== null
  const late = change.expiresAt.getTime() <= now.getTime()
  const gone = change.product.status === ProductStatus.ENDED || change.product.holder === null
  return answered || late || gone ? undefined : change
}

/** The same, with its product held, to be answered. @throws Refusal NOT_FOUND */
export async function openHolderChange(tx: Transaction, token: string): Promise<HolderChange> {
  const found = await findHolderChange(tx, token)
  // WHY also for nothing: an unknown link takes the same steps.
  await tx.lock('organisations', [found?.product.organisation.id ?? 0])
  await tx.lock('products', [found?.product.id ?? 0])
  const change = await findHolderChange(tx, token)
  if (change === undefined) throw refuse('NOT_FOUND', 'NOTHING_HERE', { field: 'token' })
  return change
}
