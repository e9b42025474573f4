import { MINUTE, noun } from '../noun'
import { shared } from '../personal-data/person-reference'
import { AccessRequest } from './access-request.entity'
import { accessRequestExamples } from './access-request.examples'
import { accessRequestReasons } from './access-request.reasons'
import { AccessRequestResolver } from './access-request.resolver'
import { deliverAccessRequests } from './deliver-access-requests'
import { accessRequestMails } from './access-request.mails'

export const accessRequest = noun({
  name: 'access-request',
  entities: [AccessRequest],
  resolvers: [AccessRequestResolver],
  jobs: ({ dependencies }) => [
    {
      name: 'access-requests',
      every: MINUTE,
      means:
        'Puts what Partners have asked for before the clients concerned, and takes back what they took back.',
      run: async (now) => ({ ...(await deliverAccessRequests(dependencies, now)) }),
    },
  ],
  reasons: accessRequestReasons,
  mails: accessRequestMails,
  personReferences: [
    {
      at: 'access_requests.asked_by_id',
      exported: shared('access-requests', {
        type: 'AccessRequest',
        fields: 'clientName clientEmail partnerAccess paymentMode status askedAt expiresAt closedAt',
      }),
      erasure: 'kept',
    },
  ],
  examples: accessRequestExamples,
})
