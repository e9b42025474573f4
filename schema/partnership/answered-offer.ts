import { globalId } from '../../src/query/global-id'
import type { ActingTransaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'
import { heldOffer, type Offer } from './offer'
import { PartnershipStatus } from './partnership-status'
import { Partnership } from './partnership.entity'
import type { AnswerInvitationInput } from './partnership.inputs'

/**
 * The offer that an answer is about, by id or by the token of the mail, with its client's row held, and known to be
 * the caller's to answer in time.
 * INVARIANT: a token of somebody else, one used, voided, replaced or expired, and one that never was are all alike.
 * @throws Refusal
 */
export async function answeredOffer(
  tx: ActingTransaction,
  action: 'accept' | 'refuse',
  { partnershipId, token }: AnswerInvitationInput,
): Promise<Offer> {
  const byToken = token ?? null
  if ((partnershipId ?? null) === null ? byToken === null : byToken !== null) {
    throw refuse('BAD_USER_INPUT', 'ID_OR_TOKEN')
  }
  if (byToken !== null) return offerOfToken(tx, action, byToken)
  const key = await tx.target('Partnership', partnershipId ?? '', 'partnershipId')
  const offer = await heldOffer(tx, key)
  await tx.authorise(action, 'Partnership', key)
  if (isOver(tx, offer)) throw refuse('CONFLICT', 'INVITATION_EXPIRED', { field: 'partnershipId' })
  return offer
}

async function offerOfToken(
  tx: ActingTransaction,
  action: 'accept' | 'refuse',
  token: string,
): Promise<Offer> {
  const mine = {
    tokenHash: tx.digestOf(token),
    partner: { id: tx.principal.organisation?.id ?? 0 },
    status: PartnershipStatus.PENDING,
  }
  const found = await tx.manager.findOneBy(Partnership, mine)
  const key = await tx.target('Partnership', globalId('Partnership', found?.id ?? 0), 'token')
  const offer = await heldOffer(tx, key)
  // Once more, behind the locks: it may have been used or replaced meanwhile.
  const still = await tx.manager.existsBy(Partnership, { ...mine, id: key })
  if (!still || isOver(tx, offer)) throw refuse('NOT_FOUND', 'NOTHING_HERE', { field: 'token' })
  await tx.authorise(action, 'Partnership', key)
  return offer
}

function isOver(tx: ActingTransaction, { expiresAt }: Offer): boolean {
  return expiresAt !== null && expiresAt <= tx.now
}
