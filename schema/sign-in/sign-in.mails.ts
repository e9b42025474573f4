import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const signInMails = {
  'password-reset': {
    cause: 'from an address',
    facts: { expiresAt: 'instant', link: 'link' },
    texts: {
      en: {
        subject: 'Set another password',
        text: 'Another password was asked for, for your account at {provider}.\n\nIf that was you, set it until {expiresAt}:\n{link}\n\nIf it was not, do nothing: your password stays as it is.',
      },
      fr: {
        subject: 'Choisissez un autre mot de passe',
        text: 'Un autre mot de passe a été demandé pour votre compte chez {provider}.\n\nSi c’était vous, choisissez-le jusqu’au {expiresAt} :\n{link}\n\nSinon, ne faites rien : votre mot de passe reste le même.',
      },
      de: {
        subject: 'Setzen Sie ein anderes Passwort',
        text: 'Für Ihr Konto bei {provider} wurde ein anderes Passwort verlangt.\n\nWaren Sie das, setzen Sie es bis {expiresAt}:\n{link}\n\nWenn nicht, tun Sie nichts: Ihr Passwort bleibt, wie es ist.',
      },
      it: {
        subject: 'Imposti un’altra password',
        text: 'È stata chiesta un’altra password per il Suo account presso {provider}.\n\nSe è stato Lei, la imposti entro il {expiresAt}:\n{link}\n\nAltrimenti non faccia nulla: la Sua password resta com’è.',
      },
    },
  },
  'password-reset-unknown': {
    cause: 'from an address',
    facts: {},
    texts: {
      en: {
        subject: 'There is no account with this address',
        text: 'Another password was asked for, for an account at {provider} with this e-mail address. There is none.\n\nIf that was you, you have perhaps signed up with another address. If it was not, there is nothing to do.',
      },
      fr: {
        subject: 'Aucun compte n’existe à cette adresse',
        text: 'Un autre mot de passe a été demandé pour un compte chez {provider} avec cette adresse e-mail. Il n’y en a pas.\n\nSi c’était vous, vous vous êtes peut-être inscrit avec une autre adresse. Sinon, il n’y a rien à faire.',
      },
      de: {
        subject: 'Zu dieser Adresse gibt es kein Konto',
        text: 'Für ein Konto bei {provider} mit dieser E-Mail-Adresse wurde ein anderes Passwort verlangt. Es gibt keines.\n\nWaren Sie das, haben Sie sich vielleicht mit einer anderen Adresse angemeldet. Wenn nicht, ist nichts zu tun.',
      },
      it: {
        subject: 'Non esiste un account con questo indirizzo',
        text: 'È stata chiesta un’altra password per un account presso {provider} con questo indirizzo e-mail. Non ce n’è nessuno.\n\nSe è stato Lei, forse si è registrato con un altro indirizzo. Altrimenti non c’è nulla da fare.',
      },
    },
  },
  'password-changed': {
    cause: 'ours',
    facts: { name: 'text', at: 'instant' },
    texts: {
      en: {
        subject: 'Your password was changed',
        text: '{name}, the password of your account at {provider} was changed on {at}. Everywhere else you were signed out.\n\nIf it was not you, ask for another password at once and write to us.',
      },
      fr: {
        subject: 'Votre mot de passe a été changé',
        text: '{name}, le mot de passe de votre compte chez {provider} a été changé le {at}. Partout ailleurs, vous avez été déconnecté.\n\nSi ce n’était pas vous, demandez aussitôt un autre mot de passe et écrivez-nous.',
      },
      de: {
        subject: 'Ihr Passwort wurde geändert',
        text: '{name}, das Passwort Ihres Kontos bei {provider} wurde am {at} geändert. Überall sonst wurden Sie abgemeldet.\n\nWaren Sie das nicht, verlangen Sie sofort ein anderes Passwort und schreiben Sie uns.',
      },
      it: {
        subject: 'La Sua password è stata cambiata',
        text: '{name}, la password del Suo account presso {provider} è stata cambiata il {at}. Altrove è stato disconnesso.\n\nSe non è stato Lei, chieda subito un’altra password e ci scriva.',
      },
    },
  },
  'two-factor-on': {
    cause: 'ours',
    facts: { name: 'text', at: 'instant' },
    texts: {
      en: {
        subject: 'Two-step verification is on',
        text: '{name}, since {at} signing in to your account at {provider} takes a code of your authenticator as well. Keep the recovery codes in a safe place.\n\nIf it was not you, write to us.',
      },
      fr: {
        subject: 'La validation en deux étapes est activée',
        text: '{name}, depuis le {at}, la connexion à votre compte chez {provider} demande aussi un code de votre application. Gardez les codes de secours en lieu sûr.\n\nSi ce n’était pas vous, écrivez-nous.',
      },
      de: {
        subject: 'Die Anmeldung in zwei Schritten ist eingeschaltet',
        text: '{name}, seit {at} braucht die Anmeldung bei {provider} auch einen Code Ihrer Authentisierungs-App. Bewahren Sie die Wiederherstellungscodes an einem sicheren Ort auf.\n\nWaren Sie das nicht, schreiben Sie uns.',
      },
      it: {
        subject: 'La verifica in due passaggi è attiva',
        text: '{name}, dal {at} per accedere al Suo account presso {provider} serve anche un codice della Sua app. Conservi i codici di recupero in un luogo sicuro.\n\nSe non è stato Lei, ci scriva.',
      },
    },
  },
  'two-factor-off': {
    cause: 'ours',
    facts: { name: 'text', at: 'instant' },
    texts: {
      en: {
        subject: 'Two-step verification is off',
        text: '{name}, since {at} signing in to your account at {provider} takes no code any more, only the password.\n\nIf it was not you, ask for another password at once and write to us.',
      },
      fr: {
        subject: 'La validation en deux étapes est désactivée',
        text: '{name}, depuis le {at}, la connexion à votre compte chez {provider} ne demande plus de code, seulement le mot de passe.\n\nSi ce n’était pas vous, demandez aussitôt un autre mot de passe et écrivez-nous.',
      },
      de: {
        subject: 'Die Anmeldung in zwei Schritten ist ausgeschaltet',
        text: '{name}, seit {at} braucht die Anmeldung bei {provider} keinen Code mehr, nur noch das Passwort.\n\nWaren Sie das nicht, verlangen Sie sofort ein anderes Passwort und schreiben Sie uns.',
      },
      it: {
        subject: 'La verifica in due passaggi non è più attiva',
        text: '{name}, dal {at} per accedere al Suo account presso {provider} non serve più alcun codice, solo la password.\n\nSe non è stato Lei, chieda subito un’altra password e ci scriva.',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
