import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const signUpMails = {
  'sign-up': {
    cause: 'from an address',
    // WHY without the name: whoever signs up writes it, and the mail may go to somebody else.
    facts: { expiresAt: 'instant', link: 'link' },
    texts: {
      en: {
        subject: 'Confirm your e-mail address',
        text: 'Somebody asked for an account at {provider} with this e-mail address.\n\nIf that was you, confirm it by {expiresAt}, with the password you chose:\n{link}\n\nIf it was not you, do nothing: no account is opened without you.',
      },
      fr: {
        subject: 'Confirmez votre adresse e-mail',
        text: 'Un compte chez {provider} a été demandé avec cette adresse e-mail.\n\nSi c’était vous, confirmez-la jusqu’au {expiresAt}, avec le mot de passe que vous avez choisi :\n{link}\n\nSinon, ne faites rien : sans vous, aucun compte n’est créé.',
      },
      de: {
        subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
        text: 'Jemand möchte mit dieser E-Mail-Adresse ein Konto bei {provider} eröffnen.\n\nWaren Sie das, bestätigen Sie es bis {expiresAt} mit dem Passwort, das Sie gewählt haben:\n{link}\n\nWenn nicht, tun Sie nichts: Ohne Sie entsteht kein Konto.',
      },
      it: {
        subject: 'Confermi il Suo indirizzo e-mail',
        text: 'Con questo indirizzo e-mail è stato chiesto un account presso {provider}.\n\nSe è stato Lei, lo confermi entro il {expiresAt} con la password che ha scelto:\n{link}\n\nAltrimenti non faccia nulla: senza di Lei non viene aperto alcun account.',
      },
    },
  },
  'sign-up-known': {
    cause: 'from an address',
    facts: {},
    texts: {
      en: {
        subject: 'You have an account already',
        text: 'Somebody asked for an account at {provider} with this e-mail address, which has one already. Nothing was changed.\n\nIf that was you, sign in as usual. If you have lost your password, you can reset it where you sign in.\n\nIf it was not you, there is nothing to do.',
      },
      fr: {
        subject: 'Vous avez déjà un compte',
        text: 'Un compte chez {provider} a été demandé avec cette adresse e-mail, qui en a déjà un. Rien n’a été modifié.\n\nSi c’était vous, connectez-vous comme d’habitude. Si vous avez perdu votre mot de passe, vous pouvez le réinitialiser sur la page de connexion.\n\nSi ce n’était pas vous, il n’y a rien à faire.',
      },
      de: {
        subject: 'Sie haben schon ein Konto',
        text: 'Jemand möchte mit dieser E-Mail-Adresse ein Konto bei {provider} eröffnen; sie hat schon eines. Es wurde nichts geändert.\n\nWaren Sie das, melden Sie sich wie gewohnt an. Haben Sie das Passwort verloren, können Sie es bei der Anmeldung zurücksetzen.\n\nWaren Sie es nicht, ist nichts zu tun.',
      },
      it: {
        subject: 'Ha già un account',
        text: 'Con questo indirizzo e-mail è stato chiesto un account presso {provider}, e ne ha già uno. Non è stato modificato nulla.\n\nSe è stato Lei, acceda come al solito. Se ha perso la password, può reimpostarla nella pagina di accesso.\n\nSe non è stato Lei, non c’è nulla da fare.',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
