import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const breachNoticeMails = {
  'breach-notice': {
    cause: 'by staff',
    facts: { organisation: 'text', subject: 'text', message: 'lines' },
    texts: {
      en: {
        subject: 'Data protection notice for {organisation}: {subject}',
        text: 'We must inform you of a data breach that concerns {organisation}.\n\n{subject}\n\n{message}\n\nYou also find this notice in your dashboard.',
      },
      fr: {
        subject: 'Avis de protection des données pour {organisation} : {subject}',
        text: 'Nous devons vous informer d’une violation de la protection des données qui concerne {organisation}.\n\n{subject}\n\n{message}\n\nVous trouvez aussi cet avis dans votre espace client.',
      },
      de: {
        subject: 'Mitteilung zum Datenschutz für {organisation}: {subject}',
        text: 'Wir müssen Ihnen eine Verletzung des Datenschutzes mitteilen, die {organisation} betrifft.\n\n{subject}\n\n{message}\n\nSie finden diese Mitteilung auch im Kundenbereich.',
      },
      it: {
        subject: 'Avviso sulla protezione dei dati per {organisation}: {subject}',
        text: 'Dobbiamo informarLa di una violazione della protezione dei dati che riguarda {organisation}.\n\n{subject}\n\n{message}\n\nTrova questo avviso anche nell’area clienti.',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
