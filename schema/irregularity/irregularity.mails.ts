import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const irregularityMails = {
  'report-received': {
    cause: 'ours',
    facts: { person: 'text', receivedOn: 'date', link: 'link' },
    texts: {
      en: {
        subject: 'A new report of an irregularity',
        text: 'Hello {person}\n\nAn irregularity was reported on {receivedOn}.\n\nRead and answer it:\n{link}',
      },
      fr: {
        subject: 'Un nouveau signalement d’irrégularité',
        text: 'Bonjour {person}\n\nUne irrégularité a été signalée le {receivedOn}.\n\nLa lire et y répondre :\n{link}',
      },
      de: {
        subject: 'Eine neue Meldung einer Unregelmässigkeit',
        text: 'Guten Tag {person}\n\nAm {receivedOn} wurde eine Unregelmässigkeit gemeldet.\n\nLesen und antworten:\n{link}',
      },
      it: {
        subject: 'Una nuova segnalazione di irregolarità',
        text: 'Buongiorno {person}\n\nIl {receivedOn} è stata segnalata un’irregolarità.\n\nLeggerla e rispondere:\n{link}',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
