import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const staffMails = {
  'support-visit': {
    cause: 'by staff',
    facts: { organisation: 'text', reason: 'lines', expiresAt: 'instant' },
    texts: {
      en: {
        subject: 'Our support is looking at {organisation}',
        text: 'Somebody of our support is looking at the account of {organisation}, until {expiresAt} at the latest. They see people, products and partnerships; no invoices, no prices. They can change nothing.\n\nReason: {reason}\n\nYou find all visits in your dashboard. If you did not ask for help, please tell us.',
      },
      fr: {
        subject: 'Notre assistance consulte {organisation}',
        text: 'Une personne de notre assistance consulte le compte de {organisation}, au plus tard jusqu’au {expiresAt}. Elle voit les personnes, les produits et les partenariats ; ni factures, ni prix. Elle ne peut rien modifier.\n\nMotif : {reason}\n\nToutes les visites figurent dans votre espace client. Si vous n’avez pas demandé d’aide, informez-nous.',
      },
      de: {
        subject: 'Unser Support sieht sich {organisation} an',
        text: 'Jemand von unserem Support sieht sich das Konto von {organisation} an, längstens bis {expiresAt}. Zu sehen sind Personen, Produkte und Partnerschaften; keine Rechnungen, keine Preise. Geändert werden kann nichts.\n\nGrund: {reason}\n\nAlle Besuche finden Sie im Kundenbereich. Wenn Sie nicht um Hilfe gebeten haben, melden Sie sich bitte.',
      },
      it: {
        subject: 'La nostra assistenza sta consultando {organisation}',
        text: 'Una persona della nostra assistenza sta consultando l’account di {organisation}, al più tardi fino al {expiresAt}. Vede le persone, i prodotti e le collaborazioni; né fatture né prezzi. Non può modificare nulla.\n\nMotivo: {reason}\n\nTutte le visite si trovano nell’area clienti. Se non ha chiesto aiuto, ci informi.',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
