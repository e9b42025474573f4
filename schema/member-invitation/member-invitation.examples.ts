import { grantExamples } from '../membership/membership.examples'
import { type MutationExample } from '../noun-proofs'

/** With what the contract tests try the mutations of invitations of people. */
export const memberInvitationExamples: Readonly<Record<string, MutationExample>> = {
  inviteMember: {
    target: 'Organisation',
    field: null,
    needs: [{ action: 'inviteMember' }],
    references: grantExamples,
    concerns: 'id',
    minimal: () => ({ email: 'nobody@probe.example', role: 'COLLABORATOR' }),
    other: (input) => ({ ...input, email: 'somebody@probe.example' }),
    wrong: { email: 'nowhere' },
  },
  resendMemberInvitation: onInvitation('resend'),
  cancelMemberInvitation: onInvitation('cancel'),
}

function onInvitation(action: string): MutationExample {
  return {
    target: 'MemberInvitation',
    field: 'memberInvitationId',
    needs: [{ action }],
    concerns: 'organisation_id',
    minimal: ({ id }) => ({ memberInvitationId: `MemberInvitation:${id}` }),
  }
}
