import { type Letter, type WordTexts } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const productMails = {
  'renewal-reminder': {
    cause: 'ours',
    facts: { person: 'text', organisation: 'text', product: 'text', dueOn: 'date', link: 'link' },
    texts: {
      en: {
        subject: '{product} is due for renewal on {dueOn}',
        text: 'Hello {person}\n\nThe product {product} is due for renewal on {dueOn}. {organisation} is billed for it.\n\nYou can renew it, or change its automatic renewal, in your dashboard:\n{link}',
      },
      fr: {
        subject: '{product} est à renouveler le {dueOn}',
        text: 'Bonjour {person}\n\nLe produit {product} est à renouveler le {dueOn}. Il est facturé à {organisation}.\n\nVous pouvez le renouveler, ou changer son renouvellement automatique, dans votre espace client :\n{link}',
      },
      de: {
        subject: '{product} ist am {dueOn} zu verlängern',
        text: 'Guten Tag {person}\n\nDas Produkt {product} ist am {dueOn} zu verlängern. Die Rechnung geht an {organisation}.\n\nIm Kundenbereich können Sie es verlängern oder die automatische Verlängerung ändern:\n{link}',
      },
      it: {
        subject: '{product} è da rinnovare il {dueOn}',
        text: 'Buongiorno {person}\n\nIl prodotto {product} è da rinnovare il {dueOn}. La fattura va a {organisation}.\n\nPuò rinnovarlo, o cambiare il rinnovo automatico, nell’area clienti:\n{link}',
      },
    },
  },
  'holder-change': {
    cause: 'to a stranger',
    facts: {
      asker: 'text',
      client: 'text',
      holder: 'text',
      newHolder: 'text',
      product: 'text',
      expiresAt: 'instant',
      link: 'link',
    },
    texts: {
      en: {
        subject: 'Confirm the new holder of {product}',
        text: '{holder}, the product {product} at {client} stands in your name. {asker} asks that it stand in the name of {newHolder}.\n\nIf you agree, confirm until {expiresAt}:\n{link}\n\nIf you do nothing, everything stays as it is.',
      },
      fr: {
        subject: 'Confirmez le nouveau titulaire de {product}',
        text: '{holder}, le produit {product} de {client} est à votre nom. {asker} demande de le mettre au nom de {newHolder}.\n\nSi vous êtes d’accord, confirmez jusqu’au {expiresAt} :\n{link}\n\nSans réponse de votre part, rien ne change.',
      },
      de: {
        subject: 'Bestätigen Sie den neuen Inhaber von {product}',
        text: '{holder}, das Produkt {product} bei {client} lautet auf Ihren Namen. {asker} bittet darum, dass es künftig auf {newHolder} lautet.\n\nWenn Sie einverstanden sind, bestätigen Sie bis {expiresAt}:\n{link}\n\nWenn Sie nichts tun, bleibt alles, wie es ist.',
      },
      it: {
        subject: 'Confermi il nuovo titolare di {product}',
        text: '{holder}, il prodotto {product} di {client} è a Suo nome. {asker} chiede di intestarlo a {newHolder}.\n\nSe è d’accordo, confermi entro il {expiresAt}:\n{link}\n\nSe non fa nulla, tutto resta com’è.',
      },
    },
  },
  'holder-change-by-owner': {
    cause: 'to people involved',
    facts: {
      asker: 'text',
      client: 'text',
      newHolder: 'text',
      product: 'text',
      expiresAt: 'instant',
      link: 'link',
    },
    texts: {
      en: {
        subject: 'Confirm the new holder of {product}',
        text: '{asker} asks that the product {product} of {client} stand in the name of {newHolder}. It stands in your Organisation’s name or in that of one of its people, so you decide as its owner.\n\nIf you agree, confirm until {expiresAt}:\n{link}\n\nIf you do nothing, everything stays as it is.',
      },
      fr: {
        subject: 'Confirmez le nouveau titulaire de {product}',
        text: '{asker} demande de mettre le produit {product} de {client} au nom de {newHolder}. Il est au nom de votre organisation ou de l’un de ses membres : en tant que propriétaire, vous décidez.\n\nSi vous êtes d’accord, confirmez jusqu’au {expiresAt} :\n{link}\n\nSans réponse de votre part, rien ne change.',
      },
      de: {
        subject: 'Bestätigen Sie den neuen Inhaber von {product}',
        text: '{asker} bittet darum, dass das Produkt {product} von {client} künftig auf {newHolder} lautet. Es lautet auf Ihre Organisation oder auf jemanden, der ihr angehört; deshalb entscheiden Sie als Inhaber der Organisation.\n\nWenn Sie einverstanden sind, bestätigen Sie bis {expiresAt}:\n{link}\n\nWenn Sie nichts tun, bleibt alles, wie es ist.',
      },
      it: {
        subject: 'Confermi il nuovo titolare di {product}',
        text: '{asker} chiede di intestare il prodotto {product} di {client} a {newHolder}. È intestato alla Sua organizzazione o a un suo membro: decide Lei, come proprietario.\n\nSe è d’accordo, confermi entro il {expiresAt}:\n{link}\n\nSe non fa nulla, tutto resta com’è.',
      },
    },
  },
  'holder-change-answered': {
    cause: 'to people involved',
    facts: { product: 'text', client: 'text', newHolder: 'text', answer: 'word' },
    texts: {
      en: {
        subject: 'The holder of {product}: {answer}',
        text: 'It was asked that the product {product} of {client} stand in the name of {newHolder}.\n\nThis was {answer}.\n\nYou find in whose name it stands in your dashboard.',
      },
      fr: {
        subject: 'Titulaire de {product} : {answer}',
        text: 'Il a été demandé de mettre le produit {product} de {client} au nom de {newHolder}.\n\nRésultat : {answer}.\n\nVous trouvez dans votre espace à quel nom il est.',
      },
      de: {
        subject: 'Inhaber von {product}: {answer}',
        text: 'Das Produkt {product} von {client} sollte künftig auf {newHolder} lauten.\n\nErgebnis: {answer}.\n\nIn Ihrem Bereich sehen Sie, auf wen es lautet.',
      },
      it: {
        subject: 'Titolare di {product}: {answer}',
        text: 'È stato chiesto di intestare il prodotto {product} di {client} a {newHolder}.\n\nEsito: {answer}.\n\nNella Sua area trova a chi è intestato.',
      },
    },
  },
  'payer-offered': {
    cause: 'to people involved',
    facts: { partner: 'text', client: 'text', product: 'text' },
    texts: {
      en: {
        subject: '{partner} asks {client} to pay the renewals of {product}',
        text: '{partner} would no longer pay the renewals of {product}, a product of {client}.\n\nAccept or refuse in your dashboard. If you do nothing, everything stays as it is; {partner} may turn the automatic renewal off.',
      },
      fr: {
        subject: '{partner} demande à {client} de payer le renouvellement de {product}',
        text: '{partner} souhaite ne plus payer le renouvellement de {product}, un produit de {client}.\n\nAcceptez ou refusez dans votre espace. Sans réponse de votre part, rien ne change ; {partner} peut désactiver le renouvellement automatique.',
      },
      de: {
        subject: '{partner} bittet {client}, die Verlängerung von {product} zu zahlen',
        text: '{partner} möchte die Verlängerung von {product}, einem Produkt von {client}, nicht mehr zahlen.\n\nNehmen Sie in Ihrem Bereich an oder lehnen Sie ab. Wenn Sie nichts tun, bleibt alles, wie es ist; {partner} kann die automatische Verlängerung ausschalten.',
      },
      it: {
        subject: '{partner} chiede a {client} di pagare il rinnovo di {product}',
        text: '{partner} non vorrebbe più pagare il rinnovo di {product}, un prodotto di {client}.\n\nAccetti o rifiuti nella Sua area. Se non fa nulla, tutto resta com’è; {partner} può disattivare il rinnovo automatico.',
      },
    },
  },
  'payer-offer-answered': {
    cause: 'to people involved',
    facts: { client: 'text', product: 'text', answer: 'word' },
    texts: {
      en: {
        subject: 'Who pays the renewals of {product}: {answer}',
        text: 'You asked {client} to pay the renewals of {product}.\n\nThis was {answer}.',
      },
      fr: {
        subject: 'Qui paie le renouvellement de {product} : {answer}',
        text: 'Vous avez demandé à {client} de payer le renouvellement de {product}.\n\nRésultat : {answer}.',
      },
      de: {
        subject: 'Wer die Verlängerung von {product} zahlt: {answer}',
        text: 'Sie haben {client} gebeten, die Verlängerung von {product} zu zahlen.\n\nErgebnis: {answer}.',
      },
      it: {
        subject: 'Chi paga il rinnovo di {product}: {answer}',
        text: 'Ha chiesto a {client} di pagare il rinnovo di {product}.\n\nEsito: {answer}.',
      },
    },
  },
  'still-your-renewals': {
    cause: 'to people involved',
    facts: { partner: 'text', client: 'text', products: 'lines' },
    texts: {
      en: {
        subject: 'These products of {client} still renew at your cost',
        text: '{client} pays for what you order from now on. These products still renew at the cost of {partner}:\n\n{products}\n\nIn your dashboard you can hand each of them back, which the client accepts or refuses, or turn its automatic renewal off.',
      },
      fr: {
        subject: 'Ces produits de {client} se renouvellent encore à vos frais',
        text: '{client} paie désormais ce que vous commandez. Ces produits se renouvellent encore aux frais de {partner} :\n\n{products}\n\nDans votre espace, vous pouvez rendre chacun d’eux, ce que le client accepte ou refuse, ou désactiver son renouvellement automatique.',
      },
      de: {
        subject: 'Diese Produkte von {client} verlängern sich weiter auf Ihre Kosten',
        text: '{client} zahlt von nun an, was Sie bestellen. Diese Produkte verlängern sich weiter auf Kosten von {partner}:\n\n{products}\n\nIn Ihrem Bereich können Sie jedes davon zurückgeben, was der Kunde annimmt oder ablehnt, oder die automatische Verlängerung ausschalten.',
      },
      it: {
        subject: 'Questi prodotti di {client} si rinnovano ancora a Sue spese',
        text: '{client} paga d’ora in poi ciò che Lei ordina. Questi prodotti si rinnovano ancora a spese di {partner}:\n\n{products}\n\nNella Sua area può restituire ciascuno di essi, il che il cliente accetta o rifiuta, oppure disattivare il rinnovo automatico.',
      },
    },
  },
  'product-suspended': {
    cause: 'ours',
    facts: { person: 'text', organisation: 'text', product: 'text', link: 'link' },
    texts: {
      en: {
        subject: '{product} is suspended',
        text: 'Hello {person}\n\nThe product {product} of {organisation} was not renewed in time and is suspended. It runs again as soon as a renewal is paid; otherwise it ends for good.\n\nRenew it:\n{link}',
      },
      fr: {
        subject: '{product} est suspendu',
        text: 'Bonjour {person}\n\nLe produit {product} de {organisation} n’a pas été renouvelé à temps et il est suspendu. Il repart dès qu’un renouvellement est payé ; sinon, il prend fin définitivement.\n\nLe renouveler :\n{link}',
      },
      de: {
        subject: '{product} ist gesperrt',
        text: 'Guten Tag {person}\n\nDas Produkt {product} von {organisation} wurde nicht rechtzeitig verlängert und ist gesperrt. Es läuft weiter, sobald eine Verlängerung bezahlt ist; sonst endet es endgültig.\n\nVerlängern:\n{link}',
      },
      it: {
        subject: '{product} è sospeso',
        text: 'Buongiorno {person}\n\nIl prodotto {product} di {organisation} non è stato rinnovato in tempo ed è sospeso. Riparte non appena un rinnovo è pagato; altrimenti termina definitivamente.\n\nRinnovarlo:\n{link}',
      },
    },
  },
  'product-ended': {
    cause: 'ours',
    facts: { person: 'text', organisation: 'text', product: 'text', link: 'link' },
    texts: {
      en: {
        subject: '{product} has ended',
        text: 'Hello {person}\n\nThe product {product} of {organisation} was not renewed and has ended for good.\n\nSee the product:\n{link}',
      },
      fr: {
        subject: '{product} a pris fin',
        text: 'Bonjour {person}\n\nLe produit {product} de {organisation} n’a pas été renouvelé et il a pris fin définitivement.\n\nVoir le produit :\n{link}',
      },
      de: {
        subject: '{product} ist beendet',
        text: 'Guten Tag {person}\n\nDas Produkt {product} von {organisation} wurde nicht verlängert und ist endgültig beendet.\n\nZum Produkt:\n{link}',
      },
      it: {
        subject: '{product} è terminato',
        text: 'Buongiorno {person}\n\nIl prodotto {product} di {organisation} non è stato rinnovato ed è terminato definitivamente.\n\nVedere il prodotto:\n{link}',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>

/** Words that are facts of mails: the outcome of a request. */
export const productWords = {
  ANSWER_CONFIRMED: { en: 'confirmed', fr: 'confirmé', de: 'bestätigt', it: 'confermato' },
  ANSWER_ACCEPTED: { en: 'accepted', fr: 'accepté', de: 'angenommen', it: 'accettato' },
  ANSWER_REFUSED: { en: 'refused', fr: 'refusé', de: 'abgelehnt', it: 'rifiutato' },
  ANSWER_WITHDRAWN: { en: 'withdrawn', fr: 'retiré', de: 'zurückgezogen', it: 'ritirato' },
} as const satisfies WordTexts
