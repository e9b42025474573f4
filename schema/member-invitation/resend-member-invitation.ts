import type { Operation } from '../../src/write/operation'
import { refuse } from '../user-error/refuse'
import { heldMemberInvitation } from './held-member-invitation'
import { MemberInvitation } from './member-invitation.entity'
import type { MemberInvitationInput } from './member-invitation.inputs'
import { sendMemberInvitation } from './send-member-invitation'

/** WHY: each goes to somebody who has not asked for it. */
const MOST_TIMES = 5

/** An invitation is sent once more, with a new link; the old one is void. Whoever sends it vouches for it. */
export const resendMemberInvitation: Operation<MemberInvitationInput> = {
  name: 'resendMemberInvitation',
  by: 'signed in',
  run: async (tx, { memberInvitationId }) => {
    const { id: key, organisation, timesSent } = await heldMemberInvitation(tx, 'resend', memberInvitationId)
    if (timesSent >= MOST_TIMES) {
      throw refuse('CONFLICT', 'MEMBER_INVITATION_SENT_OFTEN', { facts: { most: MOST_TIMES } })
    }
    await tx.manager.update(MemberInvitation, key, { invitedBy: { id: tx.principal.user?.id ?? 0 } })
    await sendMemberInvitation(tx, key, 'member-invitation-resent')
    await tx.audit({
      action: 'member invitation sent again',
      subject: { type: 'MemberInvitation', key },
      organisation: organisation.id,
    })
    return { memberInvitation: { type: 'MemberInvitation', key } }
  },
}
