import { AccessRequestStatus } from '../access-request/access-request-status'
import { answerAccessRequest } from '../access-request/answer-access-request'
import type { Operation } from '../../src/write/operation'
import { refuse } from '../user-error/refuse'
import { answeredOffer } from './answered-offer'
import { closeOffer } from './close-offer'
import { PartnershipStatus } from './partnership-status'
import type { AnswerInvitationInput } from './partnership.inputs'
import { tellClient } from './tell-client'
import { tellPartner } from './tell-partner'

/** The Partner refuses an invitation, or the client what a Partner has asked for. */
export const refuseInvitation: Operation<AnswerInvitationInput> = {
  name: 'refuseInvitation',
  by: 'signed in',
  run: async (tx, input) => {
    if ((input.access ?? input.productIds ?? input.paymentMode ?? null) !== null) {
      throw refuse('BAD_USER_INPUT', 'NO_TERMS_IN_A_REFUSAL')
    }
    const offer = await answeredOffer(tx, 'refuse', input)
    const { key } = offer
    if (offer.requestedByPartner) await answerAccessRequest(tx, key, AccessRequestStatus.REFUSED)
    await closeOffer(tx, offer, { status: PartnershipStatus.REFUSED, by: tx.principal.user?.id ?? null })
    if (offer.requestedByPartner) {
      await tellPartner(tx, key, { template: 'access-refused', data: (names) => names })
    } else {
      await tellClient(tx, key, { template: 'invitation-refused', data: (names) => names })
    }
    return { partnership: { type: 'Partnership', key } }
  },
}
