import { noun } from '../noun'
import { shared } from '../personal-data/person-reference'
import { type Sentences } from '../user-error/user-error'
import { BreachNotice } from './breach-notice.entity'
import { breachNoticeMails } from './breach-notice.mails'
import { BreachNoticeResolver } from './breach-notice.resolver'

/** Why a breach notice is refused. */
const breachNoticeReasons = {
  NOBODY_TO_TELL: {
    en: 'Name between 1 and {most} Organisations.',
    fr: 'Indiquez entre 1 et {most} organisations.',
    de: 'Nennen Sie zwischen 1 und {most} Organisationen.',
    it: 'Indichi da 1 a {most} organizzazioni.',
  },
  UNKNOWN_ORGANISATION: {
    en: 'The Organisation number {place} of the list is not known. Nobody was told.',
    fr: 'L’organisation numéro {place} de la liste n’est pas connue. Personne n’a été informé.',
    de: 'Die Organisation Nummer {place} der Liste ist nicht bekannt. Niemand wurde benachrichtigt.',
    it: 'L’organizzazione numero {place} dell’elenco non è nota. Nessuno è stato informato.',
  },
} as const satisfies Readonly<Record<string, Sentences>>

export const breachNotice = noun({
  name: 'breach-notice',
  entities: [BreachNotice],
  resolvers: [BreachNoticeResolver],
  reasons: breachNoticeReasons,
  mails: breachNoticeMails,
  personReferences: [
    {
      at: 'breach_notices.sent_by_id',
      exported: shared('breach-notices-sent', {
        type: 'BreachNotice',
        fields: 'organisationName subject message sentAt',
      }),
      erasure: 'kept',
    },
  ],
  provenElsewhere: { sendBreachNotice: 'asked by staff who act in no Organisation; test/staff proves it' },
})
