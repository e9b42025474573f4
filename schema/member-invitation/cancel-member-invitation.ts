import type { Operation } from '../../src/write/operation'
import { closeInvitation } from './close-invitation'
import { heldMemberInvitation } from './held-member-invitation'
import { MemberInvitationStatus } from './member-invitation-status'
import type { MemberInvitationInput } from './member-invitation.inputs'

/** An invitation is taken back; its link opens nothing any more. */
export const cancelMemberInvitation: Operation<MemberInvitationInput> = {
  name: 'cancelMemberInvitation',
  by: 'signed in',
  run: async (tx, { memberInvitationId }) => {
    const invitation = await heldMemberInvitation(tx, 'cancel', memberInvitationId)
    await closeInvitation(tx, invitation, MemberInvitationStatus.CANCELLED)
    const subject = { type: 'MemberInvitation', key: invitation.id }
    await tx.audit({
      action: 'member invitation cancelled',
      subject,
      organisation: invitation.organisation.id,
    })
    return { memberInvitation: subject }
  },
}
