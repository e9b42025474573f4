import { MINUTE, noun } from '../noun'
import { shared } from '../personal-data/person-reference'
import { expireInvitations } from './close-offer'
import { eventsBy } from './partnership-history'
import { Partnership, PartnershipEvent, PartnershipGrant } from './partnership.entity'
import { partnershipExamples } from './partnership.examples'
import { partnershipReasons } from './partnership.reasons'
import { PartnershipResolver } from './partnership.resolver'
import { partnershipMails, partnershipWords } from './partnership.mails'

export const partnership = noun({
  name: 'partnership',
  entities: [Partnership, PartnershipEvent, PartnershipGrant],
  resolvers: [PartnershipResolver],
  jobs: ({ dependencies }) => [
    {
      name: 'expiry',
      every: 10 * MINUTE,
      means: 'Ends invitations and requests for access that nobody answered in time.',
      run: async (now) => ({ ...(await expireInvitations(dependencies, now)) }),
    },
  ],
  reasons: partnershipReasons,
  mails: partnershipMails,
  mailWords: partnershipWords,
  personReferences: [
    {
      at: 'partnerships.invited_by_id',
      exported: shared('invitations-sent', {
        type: 'Partnership',
        fields:
          'clientName partner { id displayName } partnerAccess paymentMode status invitedAt startedAt endedAt',
      }),
      erasure: 'kept',
    },
    {
      at: 'partnership_events.by_user_id',
      exported: shared('partnership-events', {
        type: 'Partnership',
        key: 'partnership_id',
        fields:
          'history { at kind byUser { id } before { access paymentMode } after { access paymentMode } }',
        tell: eventsBy,
      }),
      erasure: 'kept',
    },
  ],
  examples: partnershipExamples,
  saidByCallers: { 'InvitePartnerInput.organisationId': 'the target: who invites, decided by the policy' },
})
