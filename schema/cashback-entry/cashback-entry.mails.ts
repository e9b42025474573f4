import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const cashbackEntryMails = {
  'cashback-credited': {
    cause: 'ours',
    facts: { person: 'text', client: 'text', amount: 'amount', link: 'link' },
    texts: {
      en: {
        subject: 'Cashback of {amount} for {client}',
        text: 'Hello {person}\n\nAn order of {client} was paid. Your cashback of {amount} is credited.\n\nSee your cashback:\n{link}',
      },
      fr: {
        subject: 'Cashback de {amount} pour {client}',
        text: 'Bonjour {person}\n\nUne commande de {client} a été payée. Votre cashback de {amount} est crédité.\n\nVoir votre cashback :\n{link}',
      },
      de: {
        subject: 'Cashback von {amount} für {client}',
        text: 'Guten Tag {person}\n\nEine Bestellung von {client} wurde bezahlt. Ihr Cashback von {amount} ist gutgeschrieben.\n\nZu Ihrem Cashback:\n{link}',
      },
      it: {
        subject: 'Cashback di {amount} per {client}',
        text: 'Buongiorno {person}\n\nUn ordine di {client} è stato pagato. Il Suo cashback di {amount} è accreditato.\n\nVedere il Suo cashback:\n{link}',
      },
    },
  },
  'cashback-reversed': {
    cause: 'ours',
    facts: { person: 'text', client: 'text', amount: 'amount', link: 'link' },
    texts: {
      en: {
        subject: 'Cashback of {amount} for {client} was taken back',
        text: 'Hello {person}\n\nAn order of {client} was credited. The cashback of {amount} on it was taken back.\n\nSee your cashback:\n{link}',
      },
      fr: {
        subject: 'Cashback de {amount} pour {client} repris',
        text: 'Bonjour {person}\n\nUne commande de {client} a été créditée. Le cashback de {amount} correspondant a été repris.\n\nVoir votre cashback :\n{link}',
      },
      de: {
        subject: 'Cashback von {amount} für {client} zurückgenommen',
        text: 'Guten Tag {person}\n\nEine Bestellung von {client} wurde gutgeschrieben. Das Cashback von {amount} darauf wurde zurückgenommen.\n\nZu Ihrem Cashback:\n{link}',
      },
      it: {
        subject: 'Cashback di {amount} per {client} stornato',
        text: 'Buongiorno {person}\n\nUn ordine di {client} è stato accreditato. Il relativo cashback di {amount} è stato stornato.\n\nVedere il Suo cashback:\n{link}',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
