import { MINUTE, noun } from '../noun'
import { type MutationExample } from '../noun-proofs'
import { shared } from '../personal-data/person-reference'
import { type Sentences } from '../user-error/user-error'
import { AccessRequest } from './access-request.entity'
import { accessRequestMails } from './access-request.mails'
import { AccessRequestResolver } from './access-request.resolver'
import { deliverAccessRequests } from './deliver-access-requests'

/** With what the contract tests try the mutations of access requests. */
const accessRequestExamples: Readonly<Record<string, MutationExample>> = {
  requestPartnership: {
    target: 'Organisation',
    field: null,
    needs: [{ action: 'requestAccess' }],
    concerns: 'id',
    minimal: () => ({ clientEmail: 'nobody@probe.example', clientName: 'Probe', access: 'LIMITED' }),
    other: (input) => ({ ...input, clientName: 'Andere' }),
    wrong: { clientEmail: 'nowhere' },
  },
  cancelAccessRequest: {
    target: 'AccessRequest',
    field: 'accessRequestId',
    needs: [{ action: 'cancel' }],
    concerns: 'partner_id',
    minimal: ({ id }) => ({ accessRequestId: `AccessRequest:${id}` }),
  },
}

/** Why a request for access is refused. INVARIANT: none of them depends on whether an address is anybody's. */
const accessRequestReasons = {
  ALREADY_ASKED: {
    en: 'You have asked under this address already, and the request is still open.',
    fr: 'Vous avez déjà fait une demande à cette adresse, et elle est encore ouverte.',
    de: 'Sie haben unter dieser Adresse schon angefragt, und die Anfrage ist noch offen.',
    it: 'Ha già fatto una richiesta a questo indirizzo, ed è ancora aperta.',
  },
  NOT_AN_ADDRESS: {
    en: 'This is not an e-mail address.',
    fr: 'Ceci n’est pas une adresse e-mail.',
    de: 'Das ist keine E-Mail-Adresse.',
    it: 'Questo non è un indirizzo e-mail.',
  },
} as const satisfies Readonly<Record<string, Sentences>>

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
