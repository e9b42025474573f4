import { type Letter } from '../../src/platform/mail/mail-book'

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
  'holder-change-confirmed': {
    cause: 'ours',
    facts: { person: 'text', organisation: 'text', product: 'text', holder: 'text', link: 'link' },
    texts: {
      en: {
        subject: '{product} has a new holder',
        text: 'Hello {person}\n\nThe change of holder was confirmed. The product {product} of {organisation} now stands in the name of {holder}.\n\nSee the product:\n{link}',
      },
      fr: {
        subject: '{product} a un nouveau titulaire',
        text: 'Bonjour {person}\n\nLe changement de titulaire a été confirmé. Le produit {product} de {organisation} est désormais au nom de {holder}.\n\nVoir le produit :\n{link}',
      },
      de: {
        subject: '{product} hat einen neuen Inhaber',
        text: 'Guten Tag {person}\n\nDer Inhaberwechsel wurde bestätigt. Das Produkt {product} von {organisation} lautet jetzt auf {holder}.\n\nZum Produkt:\n{link}',
      },
      it: {
        subject: '{product} ha un nuovo titolare',
        text: 'Buongiorno {person}\n\nIl cambio di titolare è stato confermato. Il prodotto {product} di {organisation} è ora intestato a {holder}.\n\nVedere il prodotto:\n{link}',
      },
    },
  },
  'holder-change-refused': {
    cause: 'ours',
    facts: { person: 'text', organisation: 'text', product: 'text', link: 'link' },
    texts: {
      en: {
        subject: 'The change of holder of {product} was refused',
        text: 'Hello {person}\n\nThe change of holder of {product}, a product of {organisation}, was refused. Everything stays as it is.\n\nSee the product:\n{link}',
      },
      fr: {
        subject: 'Le changement de titulaire de {product} a été refusé',
        text: 'Bonjour {person}\n\nLe changement de titulaire de {product}, un produit de {organisation}, a été refusé. Rien ne change.\n\nVoir le produit :\n{link}',
      },
      de: {
        subject: 'Der Inhaberwechsel von {product} wurde abgelehnt',
        text: 'Guten Tag {person}\n\nDer Inhaberwechsel von {product}, einem Produkt von {organisation}, wurde abgelehnt. Alles bleibt, wie es ist.\n\nZum Produkt:\n{link}',
      },
      it: {
        subject: 'Il cambio di titolare di {product} è stato rifiutato',
        text: 'Buongiorno {person}\n\nIl cambio di titolare di {product}, un prodotto di {organisation}, è stato rifiutato. Tutto resta com’è.\n\nVedere il prodotto:\n{link}',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
