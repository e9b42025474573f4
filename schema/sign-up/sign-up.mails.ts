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
        text: 'An account at {provider} was asked for with this e-mail address.\n\nIf that was you, confirm it until {expiresAt}, with the password you chose:\n{link}\n\nIf it was not, do nothing: without you there is no account.',
      },
      fr: {
        subject: 'Confirmez votre adresse e-mail',
        text: 'Un compte chez {provider} a été demandé avec cette adresse e-mail.\n\nSi c’était vous, confirmez-la jusqu’au {expiresAt}, avec le mot de passe que vous avez choisi :\n{link}\n\nSinon, ne faites rien : sans vous, aucun compte n’est créé.',
      },
      de: {
        subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
        text: 'Mit dieser E-Mail-Adresse wurde ein Konto bei {provider} gewünscht.\n\nWaren Sie das, bestätigen Sie es bis {expiresAt} mit dem Passwort, das Sie gewählt haben:\n{link}\n\nWenn nicht, tun Sie nichts: Ohne Sie entsteht kein Konto.',
      },
      it: {
        subject: 'Confermi il Suo indirizzo e-mail',
        text: 'Con questo indirizzo e-mail è stato chiesto un account presso {provider}.\n\nSe è stato Lei, lo confermi entro il {expiresAt} con la password che ha scelto:\n{link}\n\nAltrimenti non faccia nulla: senza di Lei non nasce alcun account.',
      },
    },
  },
  'sign-up-known': {
    cause: 'from an address',
    facts: {},
    texts: {
      en: {
        subject: 'You have an account already',
        text: 'An account at {provider} was asked for with this e-mail address, and it has one already. Nothing was changed.\n\nIf that was you, sign in as usual. If you have lost the password, ask for another one where you sign in.\n\nIf it was not you, there is nothing to do.',
      },
      fr: {
        subject: 'Vous avez déjà un compte',
        text: 'Un compte chez {provider} a été demandé avec cette adresse e-mail, qui en a déjà un. Rien n’a été modifié.\n\nSi c’était vous, connectez-vous comme d’habitude. Si vous avez perdu le mot de passe, demandez-en un autre à l’endroit où vous vous connectez.\n\nSi ce n’était pas vous, il n’y a rien à faire.',
      },
      de: {
        subject: 'Sie haben schon ein Konto',
        text: 'Mit dieser E-Mail-Adresse wurde ein Konto bei {provider} gewünscht, und sie hat schon eines. Es wurde nichts geändert.\n\nWaren Sie das, melden Sie sich wie gewohnt an. Haben Sie das Passwort verloren, verlangen Sie bei der Anmeldung ein anderes.\n\nWaren Sie es nicht, ist nichts zu tun.',
      },
      it: {
        subject: 'Ha già un account',
        text: 'Con questo indirizzo e-mail è stato chiesto un account presso {provider}, e ne ha già uno. Non è stato modificato nulla.\n\nSe è stato Lei, acceda come al solito. Se ha perso la password, ne chieda un’altra dove accede.\n\nSe non è stato Lei, non c’è nulla da fare.',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
