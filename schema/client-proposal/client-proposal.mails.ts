import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const clientProposalMails = {
  'client-proposal': {
    cause: 'to a stranger',
    facts: { partner: 'text', client: 'text', offer: 'word', expiresOn: 'date', link: 'link' },
    texts: {
      en: {
        subject: '{partner} has prepared an account for you',
        text: '{partner} has prepared an account at {provider} for {client}. If you confirm, it is yours: you own it, and {partner} manages it for you.\n\nOffered: {offer}\n\nConfirm or refuse until {expiresOn}:\n{link}\n\nIf you do nothing, there is no account.',
      },
      fr: {
        subject: '{partner} a préparé un compte pour vous',
        text: '{partner} a préparé un compte chez {provider} pour {client}. Si vous confirmez, il est à vous : vous en êtes propriétaire, et {partner} le gère pour vous.\n\nProposé : {offer}\n\nConfirmez ou refusez jusqu’au {expiresOn} :\n{link}\n\nSi vous ne faites rien, aucun compte n’est créé.',
      },
      de: {
        subject: '{partner} hat ein Konto für Sie vorbereitet',
        text: '{partner} hat bei {provider} ein Konto für {client} vorbereitet. Wenn Sie bestätigen, gehört es Ihnen: Sie sind Inhaber, und {partner} betreut es für Sie.\n\nAngeboten: {offer}\n\nBestätigen Sie oder lehnen Sie ab bis {expiresOn}:\n{link}\n\nWenn Sie nichts tun, entsteht kein Konto.',
      },
      it: {
        subject: '{partner} ha preparato un account per Lei',
        text: '{partner} ha preparato un account presso {provider} per {client}. Se conferma, è Suo: Lei ne è proprietario e {partner} lo gestisce per Lei.\n\nOfferto: {offer}\n\nConfermi o rifiuti entro il {expiresOn}:\n{link}\n\nSe non fa nulla, non nasce alcun account.',
      },
    },
  },
  'client-proposal-confirmed': {
    cause: 'to people involved',
    facts: { client: 'text' },
    texts: {
      en: {
        subject: '{client} is your client',
        text: '{client} has confirmed the account that you prepared at {provider}. Your mandate is in force.',
      },
      fr: {
        subject: '{client} est votre client',
        text: '{client} a confirmé le compte que vous avez préparé chez {provider}. Votre mandat est en vigueur.',
      },
      de: {
        subject: '{client} ist Ihr Kunde',
        text: '{client} hat das Konto bestätigt, das Sie bei {provider} vorbereitet haben. Ihr Mandat gilt.',
      },
      it: {
        subject: '{client} è Suo cliente',
        text: '{client} ha confermato l’account che Lei ha preparato presso {provider}. Il Suo mandato è in vigore.',
      },
    },
  },
  'client-proposal-refused': {
    cause: 'to people involved',
    facts: { client: 'text' },
    texts: {
      en: {
        subject: '{client} has refused the account',
        text: '{client} has refused the account that you prepared at {provider}. None was opened.',
      },
      fr: {
        subject: '{client} a refusé le compte',
        text: '{client} a refusé le compte que vous avez préparé chez {provider}. Aucun compte n’a été créé.',
      },
      de: {
        subject: '{client} hat das Konto abgelehnt',
        text: '{client} hat das Konto abgelehnt, das Sie bei {provider} vorbereitet haben. Es wurde keines eröffnet.',
      },
      it: {
        subject: '{client} ha rifiutato l’account',
        text: '{client} ha rifiutato l’account che Lei ha preparato presso {provider}. Non ne è stato aperto nessuno.',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
