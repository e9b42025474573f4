import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const orderApprovalMails = {
  'order-to-approve': {
    cause: 'to people involved',
    facts: { partner: 'text', client: 'text', total: 'amount', expiresAt: 'instant' },
    texts: {
      en: {
        subject: '{partner} asks before it orders for {client}',
        text: '{partner} would order for {total}, excluding VAT, at the cost of {client}. This goes beyond the limits that you have set.\n\nApprove or refuse it in your dashboard until {expiresAt}. If you do nothing, nothing is ordered.',
      },
      fr: {
        subject: '{partner} demande votre accord avant de commander pour {client}',
        text: '{partner} souhaite commander pour {total}, hors TVA, aux frais de {client}. Cela dépasse les limites que vous avez fixées.\n\nApprouvez ou refusez dans votre espace jusqu’au {expiresAt}. Sans réponse de votre part, rien n’est commandé.',
      },
      de: {
        subject: '{partner} fragt, bevor es für {client} bestellt',
        text: '{partner} möchte auf Kosten von {client} für {total} ohne MWST bestellen. Das geht über die Grenzen hinaus, die Sie gesetzt haben.\n\nGenehmigen Sie es in Ihrem Bereich oder lehnen Sie es ab, bis {expiresAt}. Wenn Sie nichts tun, wird nichts bestellt.',
      },
      it: {
        subject: '{partner} chiede prima di ordinare per {client}',
        text: '{partner} vorrebbe ordinare per {total}, IVA esclusa, a spese di {client}. Questo supera i limiti che ha fissato.\n\nApprovi o rifiuti nella Sua area entro il {expiresAt}. Se non fa nulla, non viene ordinato nulla.',
      },
    },
  },
  'order-approval-answered': {
    cause: 'to people involved',
    facts: { client: 'text', answer: 'word' },
    texts: {
      en: {
        subject: 'Your order for {client}: {answer}',
        text: 'You asked {client} before you order at its cost. This was {answer}.\n\nYou find the order in your dashboard.',
      },
      fr: {
        subject: 'Votre commande pour {client} : {answer}',
        text: 'Vous avez demandé l’accord de {client} avant de commander à ses frais. Résultat : {answer}.\n\nVous trouvez la commande dans votre espace.',
      },
      de: {
        subject: 'Ihre Bestellung für {client}: {answer}',
        text: 'Sie haben {client} gefragt, bevor Sie auf dessen Kosten bestellen. Ergebnis: {answer}.\n\nSie finden die Bestellung in Ihrem Bereich.',
      },
      it: {
        subject: 'Il Suo ordine per {client}: {answer}',
        text: 'Ha chiesto a {client} prima di ordinare a sue spese. Esito: {answer}.\n\nTrova l’ordine nella Sua area.',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
