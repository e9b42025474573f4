import { type Letter, type WordTexts } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const partnershipMails = {
  invitation: {
    cause: 'to a stranger',
    facts: {
      client: 'text',
      partner: 'text',
      offer: 'word',
      products: 'count',
      expiresOn: 'date',
      link: 'link',
    },
    texts: {
      en: {
        subject: '{client} invites you as its Partner',
        text: '{client} invites {partner} to manage the products of {client} at {provider}.\n\nOffered: {offer}\nProducts covered: {products}\n\nAccept or refuse by {expiresOn}:\n{link}',
      },
      fr: {
        subject: '{client} vous invite comme Partenaire',
        text: '{client} invite {partner} à gérer les produits de {client} chez {provider}.\n\nProposition : {offer}\nProduits concernés : {products}\n\nAcceptez ou refusez jusqu’au {expiresOn} :\n{link}',
      },
      de: {
        subject: '{client} lädt Sie als Partner ein',
        text: '{client} lädt {partner} ein, die Produkte von {client} bei {provider} zu verwalten.\n\nAngebot: {offer}\nUmfasste Produkte: {products}\n\nBitte nehmen Sie bis {expiresOn} an oder lehnen Sie ab:\n{link}',
      },
      it: {
        subject: '{client} La invita come Partner',
        text: '{client} invita {partner} a gestire i prodotti di {client} presso {provider}.\n\nOfferta: {offer}\nProdotti compresi: {products}\n\nAccetti o rifiuti entro il {expiresOn}:\n{link}',
      },
    },
  },
  'invitation-resent': {
    cause: 'to a stranger',
    facts: {
      client: 'text',
      partner: 'text',
      offer: 'word',
      products: 'count',
      expiresOn: 'date',
      link: 'link',
    },
    texts: {
      en: {
        subject: 'Reminder: {client} invites you as its Partner',
        text: '{client} has sent its invitation to {partner} again. The link of the earlier mail no longer works.\n\nOffered: {offer}\nProducts covered: {products}\n\nAccept or refuse by {expiresOn}:\n{link}',
      },
      fr: {
        subject: 'Rappel : {client} vous invite comme Partenaire',
        text: '{client} a renvoyé son invitation à {partner}. Le lien de l’e-mail précédent ne fonctionne plus.\n\nProposition : {offer}\nProduits concernés : {products}\n\nAcceptez ou refusez jusqu’au {expiresOn} :\n{link}',
      },
      de: {
        subject: 'Erinnerung: {client} lädt Sie als Partner ein',
        text: '{client} hat die Einladung an {partner} noch einmal gesendet. Der Link der früheren E-Mail gilt nicht mehr.\n\nAngebot: {offer}\nUmfasste Produkte: {products}\n\nBitte nehmen Sie bis {expiresOn} an oder lehnen Sie ab:\n{link}',
      },
      it: {
        subject: 'Promemoria: {client} La invita come Partner',
        text: '{client} ha inviato di nuovo l’invito a {partner}. Il link dell’e-mail precedente non funziona più.\n\nOfferta: {offer}\nProdotti compresi: {products}\n\nAccetti o rifiuti entro il {expiresOn}:\n{link}',
      },
    },
  },
  'invitation-accepted': {
    cause: 'to people involved',
    facts: { client: 'text', partner: 'text', offer: 'word' },
    texts: {
      en: {
        subject: '{partner} has accepted your invitation',
        text: '{partner} is now a Partner of {client} at {provider}.\n\nAgreed: {offer}\n\nYou can end the partnership at any time in your dashboard.',
      },
      fr: {
        subject: '{partner} a accepté votre invitation',
        text: '{partner} est désormais Partenaire de {client} chez {provider}.\n\nConvenu : {offer}\n\nVous pouvez mettre fin au partenariat à tout moment dans votre espace client.',
      },
      de: {
        subject: '{partner} hat Ihre Einladung angenommen',
        text: '{partner} ist nun Partner von {client} bei {provider}.\n\nVereinbart: {offer}\n\nSie können die Partnerschaft jederzeit im Kundenbereich beenden.',
      },
      it: {
        subject: '{partner} ha accettato il Suo invito',
        text: '{partner} è ora Partner di {client} presso {provider}.\n\nConcordato: {offer}\n\nPuò porre fine alla collaborazione in ogni momento nell’area clienti.',
      },
    },
  },
  'invitation-refused': {
    cause: 'to people involved',
    facts: { client: 'text', partner: 'text' },
    texts: {
      en: {
        subject: '{partner} has refused your invitation',
        text: '{partner} has refused the invitation of {client}. It has no access to your products.',
      },
      fr: {
        subject: '{partner} a refusé votre invitation',
        text: '{partner} a refusé l’invitation de {client}. Aucun accès à vos produits n’est accordé.',
      },
      de: {
        subject: '{partner} hat Ihre Einladung abgelehnt',
        text: '{partner} hat die Einladung von {client} abgelehnt und hat keinen Zugang zu Ihren Produkten.',
      },
      it: {
        subject: '{partner} ha rifiutato il Suo invito',
        text: '{partner} ha rifiutato l’invito di {client} e non ha accesso ai Suoi prodotti.',
      },
    },
  },
  'partnership-ended': {
    cause: 'to people involved',
    facts: { client: 'text', partner: 'text', endedBy: 'word', endedOn: 'date' },
    texts: {
      en: {
        subject: 'The partnership of {client} and {partner} has ended',
        text: 'The partnership of {client} and {partner} ended on {endedOn}. It was ended by {endedBy}.\n\n{partner} has no access to the products of {client} any more. Invoices already issued stay as they are; renewals that {partner} paid are billed to {client} from now on.',
      },
      fr: {
        subject: 'Le partenariat de {client} et {partner} a pris fin',
        text: 'Le partenariat de {client} et {partner} a pris fin le {endedOn}. Fin demandée par : {endedBy}.\n\n{partner} n’a plus accès aux produits de {client}. Les factures déjà émises restent inchangées ; les renouvellements que payait {partner} sont désormais facturés à {client}.',
      },
      de: {
        subject: 'Die Partnerschaft von {client} und {partner} ist beendet',
        text: 'Die Partnerschaft von {client} und {partner} endete am {endedOn}. Beendet von: {endedBy}.\n\n{partner} hat keinen Zugang mehr zu den Produkten von {client}. Ausgestellte Rechnungen bleiben, wie sie sind; Verlängerungen, die {partner} zahlte, gehen von nun an an {client}.',
      },
      it: {
        subject: 'La collaborazione tra {client} e {partner} è terminata',
        text: 'La collaborazione tra {client} e {partner} è terminata il {endedOn}. Terminata da: {endedBy}.\n\n{partner} non ha più accesso ai prodotti di {client}. Le fatture già emesse restano invariate; i rinnovi che pagava {partner} sono ora fatturati a {client}.',
      },
    },
  },
  'payment-mode-changed': {
    cause: 'to people involved',
    facts: { client: 'text', partner: 'text', mode: 'word', changedOn: 'date' },
    texts: {
      en: {
        subject: '{client} has changed the payment mode',
        text: '{client} changed the payment mode of its partnership with {partner} on {changedOn}.\n\nNew mode for what {partner} orders: {mode}.\n\nOrders and invoices already made stay as they are.',
      },
      fr: {
        subject: '{client} a changé le mode de paiement',
        text: '{client} a changé le mode de paiement de son partenariat avec {partner} le {changedOn}.\n\nNouveau mode pour ce que {partner} commande : {mode}.\n\nLes commandes et factures existantes restent inchangées.',
      },
      de: {
        subject: '{client} hat die Zahlungsart geändert',
        text: '{client} hat die Zahlungsart der Partnerschaft mit {partner} am {changedOn} geändert.\n\nNeu gilt für das, was {partner} bestellt: {mode}.\n\nBestehende Bestellungen und Rechnungen bleiben, wie sie sind.',
      },
      it: {
        subject: '{client} ha cambiato la modalità di pagamento',
        text: '{client} ha cambiato la modalità di pagamento della collaborazione con {partner} il {changedOn}.\n\nNuova modalità per ciò che {partner} ordina: {mode}.\n\nOrdini e fatture esistenti restano invariati.',
      },
    },
  },
  'access-widened': {
    cause: 'to people involved',
    facts: { person: 'text', client: 'text', partner: 'text', offer: 'word', link: 'link' },
    texts: {
      en: {
        subject: '{client} gives {partner} more access',
        text: 'Hello {person}\n\n{client} gave {partner} more access to its products.\n\nFrom now on: {offer}\n\nSee the partnership:\n{link}',
      },
      fr: {
        subject: '{client} étend l’accès de {partner}',
        text: 'Bonjour {person}\n\n{client} a étendu l’accès de {partner} aux produits de {client}.\n\nDésormais : {offer}\n\nVoir le partenariat :\n{link}',
      },
      de: {
        subject: '{client} gibt {partner} mehr Zugang',
        text: 'Guten Tag {person}\n\n{client} hat {partner} mehr Zugang zu den Produkten von {client} gegeben.\n\nVon nun an: {offer}\n\nZur Partnerschaft:\n{link}',
      },
      it: {
        subject: '{client} estende l’accesso di {partner}',
        text: 'Buongiorno {person}\n\n{client} ha esteso l’accesso di {partner} ai prodotti di {client}.\n\nD’ora in poi: {offer}\n\nVedere la collaborazione:\n{link}',
      },
    },
  },
  'invitation-withdrawn': {
    cause: 'ours',
    facts: { person: 'text', client: 'text', partner: 'text', link: 'link' },
    texts: {
      en: {
        subject: '{client} has taken its invitation back',
        text: 'Hello {person}\n\n{client} has taken back its invitation of {partner}. The link in the invitation no longer works.\n\nSee your partnerships:\n{link}',
      },
      fr: {
        subject: '{client} a retiré son invitation',
        text: 'Bonjour {person}\n\n{client} a retiré son invitation à {partner}. Le lien de l’invitation ne fonctionne plus.\n\nVoir vos partenariats :\n{link}',
      },
      de: {
        subject: '{client} hat die Einladung zurückgezogen',
        text: 'Guten Tag {person}\n\n{client} hat die Einladung an {partner} zurückgezogen. Der Link der Einladung funktioniert nicht mehr.\n\nZu Ihren Partnerschaften:\n{link}',
      },
      it: {
        subject: '{client} ha ritirato l’invito',
        text: 'Buongiorno {person}\n\n{client} ha ritirato l’invito a {partner}. Il link dell’invito non funziona più.\n\nVedere le Sue collaborazioni:\n{link}',
      },
    },
  },
  'invitation-expired': {
    cause: 'ours',
    facts: { person: 'text', client: 'text', partner: 'text', link: 'link' },
    texts: {
      en: {
        subject: 'The invitation of {partner} by {client} has expired',
        text: 'Hello {person}\n\nNobody answered the invitation of {partner} by {client} in time. It has expired, and nothing has changed. {client} can send a new one.\n\nSee your partnerships:\n{link}',
      },
      fr: {
        subject: 'L’invitation de {client} à {partner} a expiré',
        text: 'Bonjour {person}\n\nPersonne n’a répondu à temps à l’invitation de {client} à {partner}. Elle a expiré, et rien n’a changé. {client} peut en envoyer une nouvelle.\n\nVoir vos partenariats :\n{link}',
      },
      de: {
        subject: 'Die Einladung von {client} an {partner} ist abgelaufen',
        text: 'Guten Tag {person}\n\nNiemand hat die Einladung von {client} an {partner} rechtzeitig beantwortet. Sie ist abgelaufen, und nichts hat sich geändert. {client} kann eine neue senden.\n\nZu Ihren Partnerschaften:\n{link}',
      },
      it: {
        subject: 'L’invito di {client} a {partner} è scaduto',
        text: 'Buongiorno {person}\n\nNessuno ha risposto in tempo all’invito di {client} a {partner}. È scaduto e nulla è cambiato. {client} può inviarne uno nuovo.\n\nVedere le Sue collaborazioni:\n{link}',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>

/** Words that are facts of mails. */
export const partnershipWords = {
  LIMITED: {
    en: 'limited access, to single products',
    fr: 'accès limité, à certains produits',
    de: 'begrenzter Zugang, zu einzelnen Produkten',
    it: 'accesso limitato, a singoli prodotti',
  },
  FULL_CLIENT_PAYS: {
    en: 'full access; the client pays',
    fr: 'accès complet ; le client paie',
    de: 'voller Zugang; der Kunde zahlt',
    it: 'accesso completo; paga il cliente',
  },
  FULL_PARTNER_PAYS: {
    en: 'full access; the Partner pays',
    fr: 'accès complet ; le Partenaire paie',
    de: 'voller Zugang; der Partner zahlt',
    it: 'accesso completo; paga il Partner',
  },
  CLIENT_PAYS: { en: 'the client pays', fr: 'le client paie', de: 'der Kunde zahlt', it: 'paga il cliente' },
  PARTNER_PAYS: {
    en: 'the Partner pays',
    fr: 'le Partenaire paie',
    de: 'der Partner zahlt',
    it: 'paga il Partner',
  },
  CLIENT: { en: 'the client', fr: 'le client', de: 'Kunde', it: 'il cliente' },
  PARTNER: { en: 'the Partner', fr: 'le Partenaire', de: 'Partner', it: 'il Partner' },
} as const satisfies WordTexts
