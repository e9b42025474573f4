import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const orderMails = {
  'order-placed': {
    cause: 'ours',
    facts: { person: 'text', organisation: 'text', by: 'text', payer: 'text', lines: 'lines', link: 'link' },
    texts: {
      en: {
        subject: 'New order for {organisation}',
        text: 'Hello {person}\n\n{by} placed an order for {organisation}:\n\n{lines}\n\n{payer} pays for it.\n\nSee the order:\n{link}',
      },
      fr: {
        subject: 'Nouvelle commande pour {organisation}',
        text: 'Bonjour {person}\n\n{by} a passé une commande pour {organisation} :\n\n{lines}\n\nC’est {payer} qui paie.\n\nVoir la commande :\n{link}',
      },
      de: {
        subject: 'Neue Bestellung für {organisation}',
        text: 'Guten Tag {person}\n\n{by} hat für {organisation} bestellt:\n\n{lines}\n\nEs zahlt: {payer}.\n\nZur Bestellung:\n{link}',
      },
      it: {
        subject: 'Nuovo ordine per {organisation}',
        text: 'Buongiorno {person}\n\n{by} ha effettuato un ordine per {organisation}:\n\n{lines}\n\nPaga {payer}.\n\nVedere l’ordine:\n{link}',
      },
    },
  },
  'order-placed-priced': {
    cause: 'ours',
    facts: {
      person: 'text',
      organisation: 'text',
      by: 'text',
      payer: 'text',
      lines: 'lines',
      total: 'amount',
      link: 'link',
    },
    texts: {
      en: {
        subject: 'New order for {organisation}: {total}',
        text: 'Hello {person}\n\n{by} placed an order for {organisation}:\n\n{lines}\n\nTotal excluding VAT: {total}\n{payer} pays for it.\n\nSee the order:\n{link}',
      },
      fr: {
        subject: 'Nouvelle commande pour {organisation} : {total}',
        text: 'Bonjour {person}\n\n{by} a passé une commande pour {organisation} :\n\n{lines}\n\nTotal hors TVA : {total}\nC’est {payer} qui paie.\n\nVoir la commande :\n{link}',
      },
      de: {
        subject: 'Neue Bestellung für {organisation}: {total}',
        text: 'Guten Tag {person}\n\n{by} hat für {organisation} bestellt:\n\n{lines}\n\nSumme ohne MWST: {total}\nEs zahlt: {payer}.\n\nZur Bestellung:\n{link}',
      },
      it: {
        subject: 'Nuovo ordine per {organisation}: {total}',
        text: 'Buongiorno {person}\n\n{by} ha effettuato un ordine per {organisation}:\n\n{lines}\n\nTotale IVA esclusa: {total}\nPaga {payer}.\n\nVedere l’ordine:\n{link}',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
