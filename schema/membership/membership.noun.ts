import { noun } from '../noun'
import { own } from '../personal-data/person-reference'
import { ClientGrant, Membership, ProductGrant } from './membership.entity'
import { membershipExamples, membershipMailChecks } from './membership.examples'
import { membershipReasons } from './membership.reasons'
import { MembershipResolver } from './membership.resolver'
import { membershipMails, membershipWords } from './membership.mails'

export const membership = noun({
  name: 'membership',
  entities: [Membership, ProductGrant, ClientGrant],
  resolvers: [MembershipResolver],
  reasons: membershipReasons,
  mails: membershipMails,
  mailWords: membershipWords,
  personReferences: [
    {
      at: 'memberships.user_id',
      exported: own('memberships', 'id', 'organisation_id', 'user_id', 'role', 'accounting', 'created_at'),
      erasure: 'deleted',
    },
    // WHY not exported: the rules need who invited or granted; no policy shows these columns to anybody.
    { at: 'memberships.invited_by_id', exported: null, erasure: 'kept' },
    { at: 'product_grants.granted_by_id', exported: null, erasure: 'kept' },
    { at: 'client_grants.granted_by_id', exported: null, erasure: 'kept' },
  ],
  examples: membershipExamples,
  mailChecks: membershipMailChecks,
  saidByCallers: {
    'UpdateMembershipInput.accounting': 'decided for another person; the policy says by whom',
    'UpdateMembershipInput.role': 'decided for another person; the policy says by whom',
  },
})
