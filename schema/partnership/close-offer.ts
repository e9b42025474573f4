import type { Transaction } from '../../src/write/transaction'
import { noteEvent } from './note-event'
import type { Offer } from './offer'
import { PartnershipEventKind } from './partnership-event-kind'
import { PartnershipStatus } from './partnership-status'
import { Partnership } from './partnership.entity'
import { termsOf } from './terms'

/** How an offer comes to nothing, by whom. */
export interface Closing {
  readonly status: PartnershipStatus.REFUSED | PartnershipStatus.CANCELLED | PartnershipStatus.EXPIRED
  /** Nobody, where time did it. */
  readonly by: number | null
}

const kinds = {
  [PartnershipStatus.REFUSED]: PartnershipEventKind.REFUSED,
  [PartnershipStatus.CANCELLED]: PartnershipEventKind.CANCELLED,
  [PartnershipStatus.EXPIRED]: PartnershipEventKind.EXPIRED,
} as const

/**
 * Ends a pending partnership for good; its link is void.
 * WHY the name stays as it is: where the Partner has asked, it is what the Partner wrote, and the client has not
 * agreed to tell more.
 */
export async function closeOffer(tx: Transaction, offer: Offer, { status, by }: Closing): Promise<void> {
  const before = await termsOf(tx, offer.key)
  await tx.manager.update(Partnership, offer.key, { status, endedAt: tx.now, tokenHash: null })
  await noteEvent(tx, {
    partnership: offer.key,
    client: offer.client,
    kind: kinds[status],
    by,
    before,
    after: null,
  })
}
