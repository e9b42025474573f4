import type { Inquiry } from '../../src/write/inquiry'
import { MemberInvitationByLink } from './member-invitation-by-link'
import { openInvitation } from './open-invitation'

/** What the page behind the link shows. */
export const memberInvitationOfLink: Inquiry<{ readonly token: string }, MemberInvitationByLink> = {
  name: 'memberInvitationOfLink',
  find: async (tx, { token }) => {
    const invitation = await openInvitation(tx, token)
    if (invitation === undefined) return null
    const { organisation, invitedBy, email, role, expiresAt } = invitation
    return Object.assign(new MemberInvitationByLink(), {
      organisationName: organisation.name,
      inviterName: invitedBy.name,
      email,
      role,
      expiresAt,
    })
  },
}
