import { irregularityChanges } from './irregularity.changes'
import { irregularityMails } from './irregularity.mails'
import { noteReports } from './note-reports'
import { HOUR, noun } from '../noun'
import { type Sentences } from '../user-error/user-error'
import { IrregularityMessage, IrregularityReport } from './irregularity.entity'
import { IrregularityResolver } from './irregularity.resolver'

/** Why a message about an irregularity is refused. */
const irregularityReasons = {
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

export const irregularity = noun({
  name: 'irregularity',
  entities: [IrregularityReport, IrregularityMessage],
  resolvers: [IrregularityResolver],
  mails: irregularityMails,
  changes: irregularityChanges,
  jobs: ({ dependencies }) => [
    {
      name: 'reports',
      every: HOUR,
      means: 'Notes reports of irregularities for compliance, on the day after they came in.',
      run: (now) => noteReports(dependencies, now),
    },
  ],
  reasons: irregularityReasons,
  provenElsewhere: {
    reportIrregularity: 'done by nobody; test/irregularity proves it',
    continueIrregularity: 'done by nobody, its receipt proves itself; test/irregularity proves it',
    answerIrregularity: 'asked by staff who act in no Organisation; test/irregularity proves it',
  },
})
