import { isDeepStrictEqual } from 'node:util'
import { grantExamples } from '../membership/membership.examples'
import { memberInvitationChanges } from './member-invitation.changes'
import { MINUTE, noun } from '../noun'
import { type MailCheck, type MutationExample } from '../noun-proofs'
import { shared } from '../personal-data/person-reference'
import { expireMemberInvitations } from './close-member-invitation'
import { MemberInvitation, MemberInvitationClient, MemberInvitationProduct } from './member-invitation.entity'
import { memberInvitationMails } from './member-invitation.mails'
import { MemberInvitationResolver } from './member-invitation.resolver'

/** With what the contract tests try the mutations of invitations of people. */
const memberInvitationExamples: Readonly<Record<string, MutationExample>> = {
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
const checkOffer: MailCheck = ({ to, data, audits, find }) => {
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

/** It names the Organisation that had invited, and nothing else. */
const checkWithdrawal: MailCheck = ({ to, data, target, find }) => {
  const right = { organisation: find('organisations', target['organisation_id'])?.['name'] }
  return isDeepStrictEqual(data, right) && to === target['email']
    ? []
    : [`not theirs: ${JSON.stringify(data)}`]
}

const memberInvitationMailChecks: Readonly<Record<string, MailCheck>> = {
  'member-invitation': checkOffer,
  'member-invitation-resent': checkOffer,
  'member-invitation-withdrawn': checkWithdrawal,
}

export const memberInvitation = noun({
  name: 'member-invitation',
  entities: [MemberInvitation, MemberInvitationClient, MemberInvitationProduct],
  resolvers: [MemberInvitationResolver],
  changes: memberInvitationChanges,
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
