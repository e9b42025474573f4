import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const profileMails = {
  'email-change': {
    cause: 'from an address',
    // WHY without a name: the caller names the address, and the mail may go to somebody else.
    facts: { expiresAt: 'instant', link: 'link' },
    texts: {
      en: {
        subject: 'Confirm your new e-mail address',
        text: 'Somebody wants to sign in at {provider} with this e-mail address from now on.\n\nIf that is you, confirm it until {expiresAt}:\n{link}\n\nIf it is not, do nothing: without you nothing changes.',
      },
      fr: {
        subject: 'Confirmez votre nouvelle adresse e-mail',
        text: 'Quelqu’un souhaite se connecter désormais chez {provider} avec cette adresse e-mail.\n\nSi c’est vous, confirmez-la jusqu’au {expiresAt} :\n{link}\n\nSinon, ne faites rien : sans vous, rien ne change.',
      },
      de: {
        subject: 'Bestätigen Sie Ihre neue E-Mail-Adresse',
        text: 'Jemand möchte sich bei {provider} künftig mit dieser E-Mail-Adresse anmelden.\n\nSind Sie das, bestätigen Sie es bis {expiresAt}:\n{link}\n\nWenn nicht, tun Sie nichts: Ohne Sie ändert sich nichts.',
      },
      it: {
        subject: 'Confermi il Suo nuovo indirizzo e-mail',
        text: 'Qualcuno desidera d’ora in poi accedere a {provider} con questo indirizzo e-mail.\n\nSe è Lei, lo confermi entro il {expiresAt}:\n{link}\n\nAltrimenti non faccia nulla: senza di Lei non cambia nulla.',
      },
    },
  },
  'email-change-known': {
    cause: 'from an address',
    facts: {},
    texts: {
      en: {
        subject: 'This e-mail address has an account already',
        text: 'Somebody wanted to use this e-mail address for another account at {provider}. It has one already. Nothing was changed.\n\nIf that was you, sign in with the account of this address. If it was not, there is nothing to do.',
      },
      fr: {
        subject: 'Cette adresse e-mail a déjà un compte',
        text: 'Quelqu’un voulait utiliser cette adresse e-mail pour un autre compte chez {provider}. Elle en a déjà un. Rien n’a été modifié.\n\nSi c’était vous, connectez-vous avec le compte de cette adresse. Sinon, il n’y a rien à faire.',
      },
      de: {
        subject: 'Diese E-Mail-Adresse hat schon ein Konto',
        text: 'Jemand wollte diese E-Mail-Adresse für ein anderes Konto bei {provider} verwenden. Sie hat schon eines. Es wurde nichts geändert.\n\nWaren Sie das, melden Sie sich mit dem Konto dieser Adresse an. Waren Sie es nicht, ist nichts zu tun.',
      },
      it: {
        subject: 'Questo indirizzo e-mail ha già un account',
        text: 'Qualcuno voleva usare questo indirizzo e-mail per un altro account presso {provider}. Ne ha già uno. Non è stato modificato nulla.\n\nSe è stato Lei, acceda con l’account di questo indirizzo. Altrimenti non c’è nulla da fare.',
      },
    },
  },
  'email-changed': {
    cause: 'ours',
    facts: { name: 'text', at: 'instant' },
    texts: {
      en: {
        subject: 'You sign in with another e-mail address',
        text: '{name}, since {at} you sign in at {provider} with another e-mail address, and our mails go there. This is the last one to this address.\n\nIf it was not you, write to us at once.',
      },
      fr: {
        subject: 'Vous vous connectez avec une autre adresse e-mail',
        text: '{name}, depuis le {at}, vous vous connectez chez {provider} avec une autre adresse e-mail, et nos messages y sont envoyés. Celui-ci est le dernier à cette adresse.\n\nSi ce n’était pas vous, écrivez-nous aussitôt.',
      },
      de: {
        subject: 'Sie melden sich mit einer anderen E-Mail-Adresse an',
        text: '{name}, seit {at} melden Sie sich bei {provider} mit einer anderen E-Mail-Adresse an, und unsere E-Mails gehen dorthin. Diese ist die letzte an diese Adresse.\n\nWaren Sie das nicht, schreiben Sie uns sofort.',
      },
      it: {
        subject: 'Accede con un altro indirizzo e-mail',
        text: '{name}, dal {at} accede a {provider} con un altro indirizzo e-mail, al quale vanno i nostri messaggi. Questo è l’ultimo a questo indirizzo.\n\nSe non è stato Lei, ci scriva subito.',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
