import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const accountingAddressMails = {
  'accounting-address-asked': {
    cause: 'to a stranger',
    facts: { organisation: 'text', expiresOn: 'date', link: 'link' },
    texts: {
      en: {
        subject: 'Should invoices of {organisation} come here?',
        text: '{organisation} wants its invoices and credit notes from {provider} sent to this address.\n\nIf you agree, confirm by {expiresOn}:\n{link}\n\nIf you do nothing, nothing is sent here.',
      },
      fr: {
        subject: 'Les factures de {organisation} doivent-elles arriver ici ?',
        text: '{organisation} souhaite recevoir à cette adresse ses factures et notes de crédit de {provider}.\n\nSi vous êtes d’accord, confirmez jusqu’au {expiresOn} :\n{link}\n\nSans réponse de votre part, rien ne sera envoyé ici.',
      },
      de: {
        subject: 'Sollen die Rechnungen von {organisation} hierher gehen?',
        text: '{organisation} möchte Rechnungen und Gutschriften von {provider} an diese Adresse erhalten.\n\nWenn Sie einverstanden sind, bestätigen Sie bis {expiresOn}:\n{link}\n\nWenn Sie nichts tun, wird nichts hierher gesendet.',
      },
      it: {
        subject: 'Le fatture di {organisation} devono arrivare qui?',
        text: '{organisation} desidera ricevere a questo indirizzo le fatture e le note di credito di {provider}.\n\nSe è d’accordo, confermi entro il {expiresOn}:\n{link}\n\nSe non fa nulla, qui non verrà inviato nulla.',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
