import { MINUTE, noun } from '../noun'
import { shared } from '../personal-data/person-reference'
import { expireMemberInvitations } from './close-member-invitation'
import { MemberInvitation, MemberInvitationClient, MemberInvitationProduct } from './member-invitation.entity'
import { memberInvitationExamples, memberInvitationMailChecks } from './member-invitation.examples'
import { MemberInvitationResolver } from './member-invitation.resolver'
import { memberInvitationMails } from './member-invitation.mails'

export const memberInvitation = noun({
  name: 'member-invitation',
  entities: [MemberInvitation, MemberInvitationClient, MemberInvitationProduct],
  resolvers: [MemberInvitationResolver],
  jobs: ({ dependencies }) => [
    {
      name: 'member-invitations',
      every: 10 * MINUTE,
      means: 'Closes invitations of people that nobody answered in time.',
      run: async (now) => ({ ...(await expireMemberInvitations(dependencies, now)) }),
    },
  ],
  mails: memberInvitationMails,
  personReferences: [
    {
      at: 'member_invitations.invited_by_id',
      exported: shared('member-invitations-sent', {
        type: 'MemberInvitation',
        fields: 'organisation { id name } role accounting status invitedAt expiresAt closedAt',
      }),
      erasure: 'kept',
    },
    // WHY not exported: it is the Organisation's record; the membership that came of the answer is exported.
    {
      at: 'member_invitations.answered_by_id',
      exported: null,
      erasure: 'kept',
      pseudonymised: ['email'],
    },
  ],
  examples: memberInvitationExamples,
  mailChecks: memberInvitationMailChecks,
  provenElsewhere: {
    acceptMemberInvitation: 'its link proves itself; test/members proves it',
    refuseMemberInvitation: 'its link proves itself; test/members proves it',
  },
  saidByCallers: {
    'InviteMemberInput.accounting': 'decided for another person; the policy says by whom',
    'InviteMemberInput.role': 'decided for another person; the policy says by whom',
  },
})
