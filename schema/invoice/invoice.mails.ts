import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const invoiceMails = {
  dunning: {
    cause: 'ours',
    facts: { organisation: 'text', number: 'ours', due: 'amount', dueOn: 'date' },
    texts: {
      en: {
        subject: 'Invoice {number} is overdue',
        text: 'Invoice {number} to {organisation} was due on {dueOn}. We have not received the payment yet.\n\nStill to be paid: {due}\n\nIf you have paid meanwhile, please disregard this mail.',
      },
      fr: {
        subject: 'La facture {number} est échue',
        text: 'La facture {number} adressée à {organisation} était payable le {dueOn}. Nous n’avons pas encore reçu le paiement.\n\nReste à payer : {due}\n\nSi vous avez payé entre-temps, ne tenez pas compte de ce message.',
      },
      de: {
        subject: 'Die Rechnung {number} ist überfällig',
        text: 'Die Rechnung {number} an {organisation} war am {dueOn} fällig. Wir haben die Zahlung noch nicht erhalten.\n\nNoch zu zahlen: {due}\n\nHaben Sie inzwischen gezahlt, so betrachten Sie diese Mail als erledigt.',
      },
      it: {
        subject: 'La fattura {number} è scaduta',
        text: 'La fattura {number} a {organisation} scadeva il {dueOn}. Non abbiamo ancora ricevuto il pagamento.\n\nAncora da pagare: {due}\n\nSe nel frattempo ha pagato, non tenga conto di questo messaggio.',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
