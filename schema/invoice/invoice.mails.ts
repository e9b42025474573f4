import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const invoiceMails = {
  dunning: {
    cause: 'ours',
    facts: {
      person: 'text',
      organisation: 'text',
      number: 'ours',
      due: 'amount',
      dueOn: 'date',
      link: 'link',
    },
    texts: {
      en: {
        subject: 'Invoice {number} is overdue',
        text: 'Hello {person}\n\nInvoice {number} to {organisation} was due on {dueOn}. We have not received the payment yet.\n\nStill to be paid: {due}\n\nOpen the invoice:\n{link}\n\nIf you have paid in the meantime, please disregard this mail.',
      },
      fr: {
        subject: 'La facture {number} est échue',
        text: 'Bonjour {person}\n\nLa facture {number} adressée à {organisation} était payable le {dueOn}. Nous n’avons pas encore reçu le paiement.\n\nReste à payer : {due}\n\nOuvrir la facture :\n{link}\n\nSi vous avez payé entre-temps, ne tenez pas compte de ce message.',
      },
      de: {
        subject: 'Die Rechnung {number} ist überfällig',
        text: 'Guten Tag {person}\n\nDie Rechnung {number} an {organisation} war am {dueOn} fällig. Wir haben die Zahlung noch nicht erhalten.\n\nNoch offen: {due}\n\nZur Rechnung:\n{link}\n\nFalls Sie inzwischen bezahlt haben, betrachten Sie diese E-Mail bitte als gegenstandslos.',
      },
      it: {
        subject: 'La fattura {number} è scaduta',
        text: 'Buongiorno {person}\n\nLa fattura {number} a {organisation} scadeva il {dueOn}. Non abbiamo ancora ricevuto il pagamento.\n\nResta da pagare: {due}\n\nAprire la fattura:\n{link}\n\nSe nel frattempo ha pagato, non tenga conto di questo messaggio.',
      },
    },
  },
  'invoice-issued': {
    cause: 'ours',
    facts: {
      person: 'text',
      organisation: 'text',
      number: 'ours',
      gross: 'amount',
      dueOn: 'date',
      link: 'link',
    },
    texts: {
      en: {
        subject: 'Invoice {number}: {gross}',
        text: 'Hello {person}\n\nHere is invoice {number} to {organisation}.\n\nAmount: {gross}\nPlease pay by {dueOn}.\n\nOpen the invoice:\n{link}',
      },
      fr: {
        subject: 'Facture {number} : {gross}',
        text: 'Bonjour {person}\n\nVoici la facture {number} adressée à {organisation}.\n\nMontant : {gross}\nÀ payer jusqu’au {dueOn}.\n\nOuvrir la facture :\n{link}',
      },
      de: {
        subject: 'Rechnung {number}: {gross}',
        text: 'Guten Tag {person}\n\nHier ist die Rechnung {number} an {organisation}.\n\nBetrag: {gross}\nZahlbar bis {dueOn}.\n\nZur Rechnung:\n{link}',
      },
      it: {
        subject: 'Fattura {number}: {gross}',
        text: 'Buongiorno {person}\n\nEcco la fattura {number} a {organisation}.\n\nImporto: {gross}\nDa pagare entro il {dueOn}.\n\nAprire la fattura:\n{link}',
      },
    },
  },
  'invoice-paid': {
    cause: 'ours',
    facts: { person: 'text', organisation: 'text', number: 'ours', gross: 'amount', link: 'link' },
    texts: {
      en: {
        subject: 'Invoice {number} is paid',
        text: 'Hello {person}\n\nThank you. We received the payment of invoice {number} to {organisation} ({gross}). Nothing is left to pay.\n\nOpen the invoice:\n{link}',
      },
      fr: {
        subject: 'La facture {number} est payée',
        text: 'Bonjour {person}\n\nMerci. Nous avons reçu le paiement de la facture {number} adressée à {organisation} ({gross}). Il ne reste rien à payer.\n\nOuvrir la facture :\n{link}',
      },
      de: {
        subject: 'Die Rechnung {number} ist bezahlt',
        text: 'Guten Tag {person}\n\nVielen Dank. Die Zahlung der Rechnung {number} an {organisation} ({gross}) ist eingegangen. Es ist nichts mehr offen.\n\nZur Rechnung:\n{link}',
      },
      it: {
        subject: 'La fattura {number} è pagata',
        text: 'Buongiorno {person}\n\nGrazie. Abbiamo ricevuto il pagamento della fattura {number} a {organisation} ({gross}). Non resta nulla da pagare.\n\nAprire la fattura:\n{link}',
      },
    },
  },
  'invoice-part-paid': {
    cause: 'ours',
    facts: { person: 'text', organisation: 'text', number: 'ours', due: 'amount', link: 'link' },
    texts: {
      en: {
        subject: 'Part of invoice {number} is paid',
        text: 'Hello {person}\n\nThank you. We received a payment for invoice {number} to {organisation}.\n\nStill to be paid: {due}\n\nOpen the invoice:\n{link}',
      },
      fr: {
        subject: 'La facture {number} est payée en partie',
        text: 'Bonjour {person}\n\nMerci. Nous avons reçu un paiement pour la facture {number} adressée à {organisation}.\n\nReste à payer : {due}\n\nOuvrir la facture :\n{link}',
      },
      de: {
        subject: 'Ein Teil der Rechnung {number} ist bezahlt',
        text: 'Guten Tag {person}\n\nVielen Dank. Für die Rechnung {number} an {organisation} ist eine Zahlung eingegangen.\n\nNoch offen: {due}\n\nZur Rechnung:\n{link}',
      },
      it: {
        subject: 'La fattura {number} è pagata in parte',
        text: 'Buongiorno {person}\n\nGrazie. Abbiamo ricevuto un pagamento per la fattura {number} a {organisation}.\n\nResta da pagare: {due}\n\nAprire la fattura:\n{link}',
      },
    },
  },
  'credit-note-issued': {
    cause: 'ours',
    facts: {
      person: 'text',
      organisation: 'text',
      number: 'ours',
      note: 'ours',
      amount: 'amount',
      reason: 'text',
      link: 'link',
    },
    texts: {
      en: {
        subject: 'Credit note {note} for invoice {number}',
        text: 'Hello {person}\n\nWe credited {amount} of invoice {number} to {organisation}, VAT included. The credit note is {note}.\n\nReason: {reason}\n\nOpen the invoice:\n{link}',
      },
      fr: {
        subject: 'Note de crédit {note} pour la facture {number}',
        text: 'Bonjour {person}\n\nNous avons crédité {amount}, TVA comprise, sur la facture {number} adressée à {organisation}. Note de crédit : {note}.\n\nMotif : {reason}\n\nOuvrir la facture :\n{link}',
      },
      de: {
        subject: 'Gutschrift {note} zur Rechnung {number}',
        text: 'Guten Tag {person}\n\nWir haben {amount} inkl. MWST der Rechnung {number} an {organisation} gutgeschrieben. Die Gutschrift trägt die Nummer {note}.\n\nGrund: {reason}\n\nZur Rechnung:\n{link}',
      },
      it: {
        subject: 'Nota di credito {note} per la fattura {number}',
        text: 'Buongiorno {person}\n\nAbbiamo accreditato {amount}, IVA inclusa, della fattura {number} a {organisation}. Nota di credito: {note}.\n\nMotivo: {reason}\n\nAprire la fattura:\n{link}',
      },
    },
  },
  'invoice-for-accounting': {
    cause: 'ours',
    facts: { organisation: 'text', number: 'ours' },
    texts: {
      en: {
        subject: 'Invoice {number} to {organisation}',
        text: 'The invoice {number} to {organisation} is attached as a PDF.\n\nYou receive this because the Organisation chose this address for its accounting. It can change that in its dashboard.',
      },
      fr: {
        subject: 'Facture {number} adressée à {organisation}',
        text: 'La facture {number} adressée à {organisation} est jointe en PDF.\n\nVous la recevez parce que l’organisation a choisi cette adresse pour sa comptabilité. Elle peut la changer dans l’espace client.',
      },
      de: {
        subject: 'Rechnung {number} an {organisation}',
        text: 'Die Rechnung {number} an {organisation} ist als PDF angehängt.\n\nSie erhalten sie, weil die Organisation diese Adresse für ihre Buchhaltung gewählt hat. Sie kann das im Kundenbereich ändern.',
      },
      it: {
        subject: 'Fattura {number} a {organisation}',
        text: 'La fattura {number} a {organisation} è allegata in PDF.\n\nLa riceve perché l’organizzazione ha scelto questo indirizzo per la sua contabilità. Può cambiarlo nell’area clienti.',
      },
    },
  },
  'credit-note-for-accounting': {
    cause: 'ours',
    facts: { organisation: 'text', number: 'ours', note: 'ours' },
    texts: {
      en: {
        subject: 'Credit note {note} for invoice {number} to {organisation}',
        text: 'Invoice {number} to {organisation} was credited by {note}. It is attached as a PDF with its credit notes.\n\nYou receive this because the Organisation chose this address for its accounting. It can change that in its dashboard.',
      },
      fr: {
        subject: 'Note de crédit {note} pour la facture {number} adressée à {organisation}',
        text: 'La facture {number} adressée à {organisation} a été créditée par {note}. Elle est jointe en PDF avec ses notes de crédit.\n\nVous la recevez parce que l’organisation a choisi cette adresse pour sa comptabilité. Elle peut la changer dans l’espace client.',
      },
      de: {
        subject: 'Gutschrift {note} zur Rechnung {number} an {organisation}',
        text: 'Die Rechnung {number} an {organisation} wurde mit {note} gutgeschrieben. Sie ist mit ihren Gutschriften als PDF angehängt.\n\nSie erhalten sie, weil die Organisation diese Adresse für ihre Buchhaltung gewählt hat. Sie kann das im Kundenbereich ändern.',
      },
      it: {
        subject: 'Nota di credito {note} per la fattura {number} a {organisation}',
        text: 'La fattura {number} a {organisation} è stata accreditata con {note}. È allegata in PDF con le sue note di credito.\n\nLa riceve perché l’organizzazione ha scelto questo indirizzo per la sua contabilità. Può cambiarlo nell’area clienti.',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
