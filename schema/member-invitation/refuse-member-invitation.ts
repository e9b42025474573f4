import type { Operation } from '../../src/write/operation'
import { answeredInvitation } from './answered-invitation'
import { closeAnswered } from './close-invitation'
import { MemberInvitationStatus } from './member-invitation-status'
import type { MemberInvitationLinkInput } from './member-invitation.inputs'

/** Whoever was invited does not want to join. */
export const refuseMemberInvitation: Operation<MemberInvitationLinkInput> = {
  name: 'refuseMemberInvitation',
  by: 'signed in',
  run: async (tx, { token }) => {
    const { invitation, user } = await answeredInvitation(tx, token)
    await closeAnswered(tx, { invitation, user }, MemberInvitationStatus.REFUSED)
    await tx.audit({
      action: 'member invitation refused',
      subject: { type: 'MemberInvitation', key: invitation.id },
      organisation: invitation.organisation.id,
    })
    return {}
  },
}
