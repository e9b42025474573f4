import { noun } from '../noun'
import { shared } from '../personal-data/person-reference'
import { type Sentences } from '../user-error/user-error'
import { staffMails } from './staff.mails'
import { SupportVisit } from './support-visit.entity'
import { SupportVisitResolver } from './support-visit.resolver'

/** Why something that staff of the provider ask is refused. */
const staffReasons = {
  NO_SUCH_CLIENT: {
    en: 'No Organisation is known by exactly this. Ask the client for its id.',
    fr: 'Aucune organisation n’est connue exactement ainsi. Demandez son identifiant au client.',
    de: 'Genau so ist keine Organisation bekannt. Fragen Sie den Kunden nach ihrer Kennung.',
    it: 'Nessuna organizzazione è nota esattamente così. Chieda al cliente il suo identificativo.',
  },
  ONE_WAY_TO_NAME_IT: {
    en: 'Name the Organisation either by its id or by an address of its owner.',
    fr: 'Indiquez l’organisation soit par son identifiant, soit par une adresse de son propriétaire.',
    de: 'Nennen Sie die Organisation entweder mit ihrer Kennung oder mit einer Adresse ihres Eigentümers.',
    it: 'Indichi l’organizzazione con il suo identificativo oppure con un indirizzo del suo proprietario.',
  },
  REASON_TOO_SHORT: {
    en: 'Give a reason of at least {least} characters: the client reads it.',
    fr: 'Donnez un motif d’au moins {least} caractères : le client le lira.',
    de: 'Nennen Sie einen Grund mit mindestens {least} Zeichen: Der Kunde liest ihn.',
    it: 'Indichi un motivo di almeno {least} caratteri: il cliente lo leggerà.',
  },
  VISIT_OPEN_ALREADY: {
    en: 'You have a visit open there already.',
    fr: 'Vous y avez déjà une visite en cours.',
    de: 'Sie haben dort schon einen Besuch offen.',
    it: 'Ha già una visita in corso lì.',
  },
} as const satisfies Readonly<Record<string, Sentences>>

export const staff = noun({
  name: 'staff',
  entities: [SupportVisit],
  resolvers: [SupportVisitResolver],
  reasons: staffReasons,
  mails: staffMails,
  personReferences: [
    {
      at: 'support_visits.staff_id',
      exported: shared('support-visits', {
        type: 'SupportVisit',
        fields: 'organisation { id name } reason openedAt expiresAt closedAt',
      }),
      erasure: 'kept',
    },
  ],
  provenElsewhere: {
    openSupportVisit: 'asked by staff who act in no Organisation; test/staff proves it',
    closeSupportVisit: 'asked by staff who act in no Organisation; test/staff proves it',
  },
})
