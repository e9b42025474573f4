import type { Operation } from '../../src/write/operation'
import { closeOffer } from './close-offer'
import { heldOffer } from './offer'
import { PartnershipStatus } from './partnership-status'
import type { PartnershipInput } from './partnership.inputs'

/** The client takes its invitation back. Its link is void. */
export const cancelInvitation: Operation<PartnershipInput> = {
  name: 'cancelInvitation',
  by: 'signed in',
  run: async (tx, { partnershipId }) => {
    const key = await tx.target('Partnership', partnershipId, 'partnershipId')
    const offer = await heldOffer(tx, key)
    await tx.authorise('cancel', 'Partnership', key)
    await closeOffer(tx, offer, { status: PartnershipStatus.CANCELLED, by: tx.principal.user?.id ?? null })
    return { partnership: { type: 'Partnership', key } }
  },
}
