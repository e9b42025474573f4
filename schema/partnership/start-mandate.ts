import type { Refusal } from '../../src/write/refusal'
import type { ActingTransaction } from '../../src/write/transaction'
import { grantProducts } from './grant-products'
import { hasOtherFullPartner } from './has-other-full-partner'
import { noteEvent } from './note-event'
import type { Offer } from './offer'
import { PartnershipAccess } from './partnership-access'
import { PartnershipEventKind } from './partnership-event-kind'
import { PartnershipStatus } from './partnership-status'
import { Partnership } from './partnership.entity'
import { takeOverExternals } from './take-over-externals'
import { termColumns, type Terms, termsOf } from './terms'

/**
 * A pending partnership comes into force. The client's row is held.
 * @throws Refusal what `ifAnotherIsFull` says, where a client would get a second Partner with full access.
 */
export async function startMandate(
  tx: ActingTransaction,
  offer: Offer,
  { terms, ifAnotherIsFull }: { readonly terms: Terms; readonly ifAnotherIsFull: Refusal },
): Promise<void> {
  const { key, client, partner } = offer
  if (terms.access === PartnershipAccess.FULL && (await hasOtherFullPartner(tx, { client, partner }))) {
    throw ifAnotherIsFull
  }
  const before = await termsOf(tx, key)
  await tx.manager.update(Partnership, key, {
    ...termColumns(terms),
    status: PartnershipStatus.ACTIVE,
    startedAt: tx.now,
    clientName: offer.nameNow,
    tokenHash: null,
  })
  await grantProducts(tx, key, terms)
  await takeOverExternals(tx, offer)
  await noteEvent(tx, {
    partnership: key,
    client,
    kind: PartnershipEventKind.ACCEPTED,
    by: tx.principal.user?.id ?? null,
    before,
    after: terms,
  })
}
