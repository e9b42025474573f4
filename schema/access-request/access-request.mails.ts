import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const accessRequestMails = {
  'access-requested': {
    cause: 'to a stranger',
    facts: { client: 'text', partner: 'text', offer: 'word', expiresOn: 'date' },
    texts: {
      en: {
        subject: '{partner} asks for access to {client}',
        text: '{partner} asks to manage products of {client} at {provider}.\n\nAsked for: {offer}\n\nYou can grant this, grant something else, or refuse by {expiresOn} in your dashboard. Before that, {partner} sees nothing of {client}.',
      },
      fr: {
        subject: '{partner} demande l’accès à {client}',
        text: '{partner} demande à gérer des produits de {client} chez {provider}.\n\nDemandé : {offer}\n\nVous pouvez l’accorder, accorder autre chose ou refuser jusqu’au {expiresOn} dans votre espace client. D’ici là, {partner} ne voit rien de {client}.',
      },
      de: {
        subject: '{partner} bittet um Zugang zu {client}',
        text: '{partner} bittet darum, Produkte von {client} bei {provider} zu verwalten.\n\nGewünscht: {offer}\n\nBis {expiresOn} können Sie dies im Kundenbereich gewähren, etwas anderes gewähren oder ablehnen. Vorher sieht {partner} nichts von {client}.',
      },
      it: {
        subject: '{partner} chiede l’accesso a {client}',
        text: '{partner} chiede di gestire prodotti di {client} presso {provider}.\n\nRichiesto: {offer}\n\nPuò concederlo, concedere altro o rifiutare entro il {expiresOn} nell’area clienti. Prima di allora {partner} non vede nulla di {client}.',
      },
    },
  },
  'access-granted': {
    cause: 'to people involved',
    facts: { client: 'text', partner: 'text', offer: 'word' },
    texts: {
      en: {
        subject: '{client} has granted you access',
        text: '{partner} is now a Partner of {client} at {provider}.\n\nGranted: {offer}',
      },
      fr: {
        subject: '{client} vous a accordé l’accès',
        text: '{partner} est désormais Partenaire de {client} chez {provider}.\n\nAccordé : {offer}',
      },
      de: {
        subject: '{client} hat Ihnen Zugang gewährt',
        text: '{partner} ist nun Partner von {client} bei {provider}.\n\nGewährt: {offer}',
      },
      it: {
        subject: '{client} Le ha concesso l’accesso',
        text: '{partner} è ora Partner di {client} presso {provider}.\n\nConcesso: {offer}',
      },
    },
  },
  'access-refused': {
    cause: 'to people involved',
    facts: { client: 'text', partner: 'text' },
    texts: {
      en: {
        subject: '{client} has refused your request',
        text: '{client} has refused the access that {partner} asked for.',
      },
      fr: {
        subject: '{client} a refusé votre demande',
        text: '{client} a refusé l’accès demandé par {partner}.',
      },
      de: {
        subject: '{client} hat Ihre Anfrage abgelehnt',
        text: '{client} hat den Zugang abgelehnt, um den {partner} gebeten hat.',
      },
      it: {
        subject: '{client} ha rifiutato la Sua richiesta',
        text: '{client} ha rifiutato l’accesso chiesto da {partner}.',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
