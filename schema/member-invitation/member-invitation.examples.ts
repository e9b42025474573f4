import { isDeepStrictEqual } from 'node:util'
import { grantExamples } from '../membership/membership.examples'
import { type MailCheck, type MutationExample } from '../noun-proofs'

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

/** WHY no policy: who gets it is known by the address alone; it tells the offer, and by whom. */
const tellsTheOffer: MailCheck = ({ to, data, audits, find }) => {
  const key = audits.find((entry) => entry['subject_type'] === 'MemberInvitation')?.['subject_id']
  const invitation = find('member_invitations', key)
  const { expiresOn: _day, link: _link, ...said } = data
  const right = {
    organisation: find('organisations', invitation?.['organisation_id'])?.['name'],
    inviter: find('users', invitation?.['invited_by_id'])?.['name'],
    role: invitation?.['role'],
  }
  const problems = isDeepStrictEqual(said, right) ? [] : [`not the offer: ${JSON.stringify(said)}`]
  return invitation?.['email'] === to ? problems : [...problems, 'not to who is invited']
}

export const memberInvitationMailChecks: Readonly<Record<string, MailCheck>> = {
  'member-invitation': tellsTheOffer,
  'member-invitation-resent': tellsTheOffer,
}
