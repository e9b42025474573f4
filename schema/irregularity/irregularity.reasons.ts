import { type Sentences } from '../user-error/user-error'

/** Why a message about an irregularity is refused. */
export const irregularityReasons = {
  UNKNOWN_RECEIPT: {
    en: 'No report has this receipt.',
    fr: 'Aucun signalement ne porte ce numéro de reçu.',
    de: 'Zu dieser Quittung gibt es keine Meldung.',
    it: 'Nessuna segnalazione ha questa ricevuta.',
  },
  THREAD_FULL: {
    en: 'This report has as many messages as it can take. Please start another one.',
    fr: 'Ce signalement a atteint le nombre maximal de messages. Veuillez en ouvrir un autre.',
    de: 'Diese Meldung hat so viele Nachrichten, wie sie fassen kann. Bitte beginnen Sie eine neue.',
    it: 'Questa segnalazione ha raggiunto il numero massimo di messaggi. Ne apra un’altra.',
  },
} as const satisfies Readonly<Record<string, Sentences>>
