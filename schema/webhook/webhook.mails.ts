import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const webhookMails = {
  'webhook-disabled': {
    cause: 'ours',
    facts: { person: 'text', organisation: 'text', address: 'text', link: 'link' },
    texts: {
      en: {
        subject: 'A webhook of {organisation} was disabled',
        text: 'Hello {person}\n\nThe webhook of {organisation} to {address} could not be delivered for three days, or whoever made it may no longer do so. It is disabled; nothing is sent to it any more.\n\nSee your webhooks:\n{link}',
      },
      fr: {
        subject: 'Un webhook de {organisation} a été désactivé',
        text: 'Bonjour {person}\n\nLe webhook de {organisation} vers {address} n’a pas pu être livré pendant trois jours, ou la personne qui l’a créé n’y est plus autorisée. Il est désactivé ; plus rien ne lui est envoyé.\n\nVoir vos webhooks :\n{link}',
      },
      de: {
        subject: 'Ein Webhook von {organisation} wurde deaktiviert',
        text: 'Guten Tag {person}\n\nDer Webhook von {organisation} an {address} war drei Tage lang nicht zustellbar, oder wer ihn angelegt hat, darf das nicht mehr. Er ist deaktiviert; es wird nichts mehr gesendet.\n\nZu Ihren Webhooks:\n{link}',
      },
      it: {
        subject: 'Un webhook di {organisation} è stato disattivato',
        text: 'Buongiorno {person}\n\nIl webhook di {organisation} verso {address} non è stato recapitabile per tre giorni, oppure chi lo ha creato non ne ha più il diritto. È disattivato; non gli viene più inviato nulla.\n\nVedere i Suoi webhook:\n{link}',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
