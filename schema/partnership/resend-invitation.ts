import { MoreThan } from 'typeorm'
import type { Operation } from '../../src/write/operation'
import type { Transaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'
import { noteEvent } from './note-event'
import { heldOffer } from './offer'
import { PartnershipEventKind } from './partnership-event-kind'
import { PartnershipEvent } from './partnership-event.entity'
import type { PartnershipInput } from './partnership.inputs'
import { sendInvitation } from './send-invitation'
import { termsOf } from './terms'

/** WHY: each goes to people of another Organisation, who have not asked for it. */
const MOST_A_DAY = 5

/** The client sends its invitation once more, with a new link; the old one is void. */
export const resendInvitation: Operation<PartnershipInput> = {
  name: 'resendInvitation',
  by: 'signed in',
  run: async (tx, { partnershipId }) => {
    const key = await tx.target('Partnership', partnershipId, 'partnershipId')
    const { client } = await heldOffer(tx, key)
    await tx.authorise('resend', 'Partnership', key)
    if ((await sentLately(tx, key)) >= MOST_A_DAY) {
      throw refuse('CONFLICT', 'SENT_TOO_OFTEN', { facts: { most: MOST_A_DAY } })
    }
    const terms = await termsOf(tx, key)
    await noteEvent(tx, {
      partnership: key,
      client,
      kind: PartnershipEventKind.RESENT,
      by: tx.principal.user?.id ?? null,
      before: terms,
      after: terms,
    })
    await sendInvitation(tx, key, 'invitation-resent')
    return { partnership: { type: 'Partnership', key } }
  },
}

/** How often it was sent again in the last 24 hours. */
function sentLately({ manager, now }: Transaction, key: number): Promise<number> {
  const since = new Date(now.getTime() - 86_400_000)
  const kind = PartnershipEventKind.RESENT
  return manager.countBy(PartnershipEvent, { partnership: { id: key }, kind, at: MoreThan(since) })
}
