import type { ActingTransaction } from '../../src/write/transaction'
import { noteEvent } from '../partnership/note-event'
import { PartnershipEventKind } from '../partnership/partnership-event-kind'
import { PartnershipGrant } from '../partnership/partnership-grant.entity'
import { PartnershipStatus } from '../partnership/partnership-status'
import { termsOf } from '../partnership/terms'

const LIVE: readonly PartnershipStatus[] = [PartnershipStatus.PENDING, PartnershipStatus.ACTIVE]

/** Takes a product out of every mandate that grants it, and notes so in the history of those that live. */
export async function dropPartnerGrants(tx: ActingTransaction, product: number): Promise<void> {
  const grants = await tx.manager.find(PartnershipGrant, {
    where: { product: { id: product } },
    relations: { partnership: { client: true } },
    order: { id: 'ASC' },
  })
  for (const { id, partnership } of grants) {
    const before = await termsOf(tx, partnership.id)
    await tx.manager.delete(PartnershipGrant, id)
    if (!LIVE.includes(partnership.status)) continue
    await noteEvent(tx, {
      partnership: partnership.id,
      client: partnership.client.id,
      kind: PartnershipEventKind.ACCESS_CHANGED,
      by: tx.principal.user?.id ?? null,
      before,
      after: await termsOf(tx, partnership.id),
    })
  }
}
