import { answerAccessRequest } from '../access-request/answer-access-request'
import { AccessRequestStatus } from '../access-request/access-request-status'
import type { Operation } from '../../src/write/operation'
import type { ActingTransaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'
import { answeredOffer } from './answered-offer'
import type { Offer } from './offer'
import { offerWord } from './offer-word'
import { PartnershipAccess } from './partnership-access'
import { Partnership } from './partnership.entity'
import type { AnswerInvitationInput } from './partnership.inputs'
import { startMandate } from './start-mandate'
import { tellClient } from './tell-client'
import { tellPartner } from './tell-partner'
import { type Terms, termsOf } from './terms'
import { foundTerms, shapedTerms } from './terms-asked'

/** The Partner accepts an invitation as it is, or the client grants what a Partner has asked for, on terms of its own. */
export const acceptInvitation: Operation<AnswerInvitationInput> = {
  name: 'acceptInvitation',
  by: 'signed in',
  run: async (tx, input) => {
    const offer = await answeredOffer(tx, 'accept', input)
    if (offer.requestedByPartner) await grant(tx, offer, input)
    else await accept(tx, offer, input)
    return { partnership: { type: 'Partnership', key: offer.key } }
  },
}

async function accept(tx: ActingTransaction, offer: Offer, input: AnswerInvitationInput): Promise<void> {
  if ((input.access ?? input.productIds ?? input.paymentMode ?? null) !== null) {
    throw refuse('BAD_USER_INPUT', 'TERMS_ARE_THE_CLIENTS')
  }
  const terms = await termsOf(tx, offer.key)
  // WHY no more is said: that the client has another Partner is not this one's to know.
  await startMandate(tx, offer, { terms, ifAnotherIsFull: refuse('CONFLICT', 'COLLISION') })
  const word = offerWord(terms)
  await tellClient(tx, offer.key, {
    template: 'invitation-accepted',
    data: (names) => ({ ...names, offer: word }),
  })
}

async function grant(tx: ActingTransaction, offer: Offer, input: AnswerInvitationInput): Promise<void> {
  const terms = await grantedTerms(tx, offer, input)
  await answerAccessRequest(tx, offer.key, AccessRequestStatus.GRANTED)
  await startMandate(tx, offer, {
    terms,
    ifAnotherIsFull: refuse('CONFLICT', 'FULL_PARTNER_EXISTS', { field: 'access' }),
  })
  const word = offerWord(terms)
  await tellPartner(tx, offer.key, {
    template: 'access-granted',
    data: (names) => ({ ...names, offer: word }),
  })
}

/** What the client chooses; where it says nothing, what was asked. The products are always its own choice. */
async function grantedTerms(
  tx: ActingTransaction,
  offer: Offer,
  input: AnswerInvitationInput,
): Promise<Terms> {
  const asked = await tx.manager.findOneByOrFail(Partnership, { id: offer.key })
  const access = input.access ?? asked.partnerAccess
  const mode = access === PartnershipAccess.FULL ? asked.paymentMode : null
  const { productIds } = input
  const shaped = shapedTerms({ access, productIds, paymentMode: input.paymentMode ?? mode })
  return foundTerms(tx, offer.client, shaped)
}
