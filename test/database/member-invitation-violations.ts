import { type Violation } from '../../schema/noun-proofs'

/** What the tables of invitations of people refuse. */
export const memberInvitationViolations: readonly Violation[] = [
  {
    rule: 'two invitations of people share a token',
    constraint: 'member_invitations_token',
    statement: 'COPY member_invitations WHERE id = 1',
  },
  {
    rule: 'a product is promised twice in one invitation',
    constraint: 'member_invitation_products_once',
    statement: 'COPY member_invitation_products WHERE id = 1',
  },
  {
    rule: 'a client is promised twice in one invitation',
    constraint: 'member_invitation_clients_once',
    statement: 'COPY member_invitation_clients WHERE id = 1',
  },
]
