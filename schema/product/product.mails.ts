import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const productMails = {
  'renewal-reminder': {
    cause: 'ours',
    facts: { organisation: 'text', product: 'text', dueOn: 'date' },
    texts: {
      en: {
        subject: '{product} is due for renewal on {dueOn}',
        text: 'The product {product} is due for renewal on {dueOn}. {organisation} is billed for it.\n\nYou can renew it, or change its automatic renewal, in your dashboard.',
      },
      fr: {
        subject: '{product} est à renouveler le {dueOn}',
        text: 'Le produit {product} est à renouveler le {dueOn}. Il est facturé à {organisation}.\n\nVous pouvez le renouveler, ou changer son renouvellement automatique, dans votre espace.',
      },
      de: {
        subject: '{product} ist am {dueOn} zu verlängern',
        text: 'Das Produkt {product} ist am {dueOn} zu verlängern. Die Rechnung geht an {organisation}.\n\nSie können es in Ihrem Bereich verlängern oder die automatische Verlängerung ändern.',
      },
      it: {
        subject: '{product} è da rinnovare il {dueOn}',
        text: 'Il prodotto {product} è da rinnovare il {dueOn}. La fattura va a {organisation}.\n\nPuò rinnovarlo, o cambiare il rinnovo automatico, nella Sua area.',
      },
    },
  },
  'holder-change': {
    cause: 'to a stranger',
    facts: { holder: 'text', newHolder: 'text', product: 'text', expiresAt: 'instant', link: 'link' },
    texts: {
      en: {
        subject: 'Confirm the new holder of {product}',
        text: '{holder}, the product {product} stands in your name. It is asked that it stand in the name of {newHolder}.\n\nIf you agree, confirm until {expiresAt}:\n{link}\n\nIf you do nothing, everything stays as it is.',
      },
      fr: {
        subject: 'Confirmez le nouveau titulaire de {product}',
        text: '{holder}, le produit {product} est à votre nom. Il est demandé de le mettre au nom de {newHolder}.\n\nSi vous êtes d’accord, confirmez jusqu’au {expiresAt} :\n{link}\n\nSans réponse de votre part, rien ne change.',
      },
      de: {
        subject: 'Bestätigen Sie den neuen Inhaber von {product}',
        text: '{holder}, das Produkt {product} lautet auf Ihren Namen. Es soll künftig auf {newHolder} lauten.\n\nWenn Sie einverstanden sind, bestätigen Sie bis {expiresAt}:\n{link}\n\nWenn Sie nichts tun, bleibt alles, wie es ist.',
      },
      it: {
        subject: 'Confermi il nuovo titolare di {product}',
        text: '{holder}, il prodotto {product} è a Suo nome. Si chiede di intestarlo a {newHolder}.\n\nSe è d’accordo, confermi entro il {expiresAt}:\n{link}\n\nSe non fa nulla, tutto resta com’è.',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
