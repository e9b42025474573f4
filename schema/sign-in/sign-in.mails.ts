import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const signInMails = {
  'password-reset': {
    cause: 'from an address',
    facts: { expiresAt: 'instant', link: 'link' },
    texts: {
      en: {
        subject: 'Reset your password',
        text: 'Somebody asked to reset the password of your account at {provider}.\n\nIf that was you, set a new one by {expiresAt}:\n{link}\n\nIf it was not you, do nothing: your password stays as it is.',
      },
      fr: {
        subject: 'Réinitialisez votre mot de passe',
        text: 'Un nouveau mot de passe a été demandé pour votre compte chez {provider}.\n\nSi c’était vous, choisissez-le avant le {expiresAt} :\n{link}\n\nSinon, ne faites rien : votre mot de passe reste le même.',
      },
      de: {
        subject: 'Setzen Sie Ihr Passwort zurück',
        text: 'Jemand möchte das Passwort Ihres Kontos bei {provider} zurücksetzen.\n\nWaren Sie das, legen Sie bis {expiresAt} ein neues fest:\n{link}\n\nWenn nicht, tun Sie nichts: Ihr Passwort bleibt, wie es ist.',
      },
      it: {
        subject: 'Reimposti la Sua password',
        text: 'È stata chiesta una nuova password per il Suo account presso {provider}.\n\nSe è stato Lei, la imposti entro il {expiresAt}:\n{link}\n\nAltrimenti non faccia nulla: la Sua password resta com’è.',
      },
    },
  },
  'password-reset-unknown': {
    cause: 'from an address',
    facts: {},
    texts: {
      en: {
        subject: 'There is no account with this address',
        text: 'Somebody asked to reset the password of an account at {provider} with this e-mail address. There is no such account.\n\nIf that was you, you may have signed up with another address. If it was not you, there is nothing to do.',
      },
      fr: {
        subject: 'Aucun compte n’existe à cette adresse',
        text: 'Un nouveau mot de passe a été demandé pour un compte chez {provider} avec cette adresse e-mail. Il n’y en a pas.\n\nSi c’était vous, vous vous êtes peut-être inscrit avec une autre adresse. Sinon, il n’y a rien à faire.',
      },
      de: {
        subject: 'Zu dieser Adresse gibt es kein Konto',
        text: 'Jemand möchte das Passwort eines Kontos bei {provider} mit dieser E-Mail-Adresse zurücksetzen. Es gibt kein solches Konto.\n\nWaren Sie das, haben Sie sich vielleicht mit einer anderen Adresse registriert. Wenn nicht, ist nichts zu tun.',
      },
      it: {
        subject: 'Non esiste un account con questo indirizzo',
        text: 'È stata chiesta una nuova password per un account presso {provider} con questo indirizzo e-mail. Non ce n’è nessuno.\n\nSe è stato Lei, forse si è registrato con un altro indirizzo. Altrimenti non c’è nulla da fare.',
      },
    },
  },
  'password-changed': {
    cause: 'ours',
    facts: { name: 'text', at: 'instant' },
    texts: {
      en: {
        subject: 'Your password was changed',
        text: '{name}, the password of your account at {provider} was changed on {at}. Everywhere else you were signed out.\n\nIf it was not you, reset your password at once and write to us.',
      },
      fr: {
        subject: 'Votre mot de passe a été changé',
        text: '{name}, le mot de passe de votre compte chez {provider} a été changé le {at}. Partout ailleurs, vous avez été déconnecté.\n\nSi ce n’était pas vous, réinitialisez aussitôt votre mot de passe et écrivez-nous.',
      },
      de: {
        subject: 'Ihr Passwort wurde geändert',
        text: '{name}, das Passwort Ihres Kontos bei {provider} wurde am {at} geändert. Überall sonst wurden Sie abgemeldet.\n\nWaren Sie das nicht, setzen Sie Ihr Passwort sofort zurück und schreiben Sie uns.',
      },
      it: {
        subject: 'La Sua password è stata cambiata',
        text: '{name}, la password del Suo account presso {provider} è stata cambiata il {at}. Altrove è stato disconnesso.\n\nSe non è stato Lei, reimposti subito la password e ci scriva.',
      },
    },
  },
  'two-factor-on': {
    cause: 'ours',
    facts: { name: 'text', at: 'instant' },
    texts: {
      en: {
        subject: 'Two-step verification is on',
        text: '{name}, since {at}, signing in to your account at {provider} also takes a code from your authenticator app. Keep the recovery codes in a safe place.\n\nIf it was not you, write to us.',
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
        text: '{name}, since {at}, signing in to your account at {provider} takes only the password, and no code any more.\n\nIf it was not you, reset your password at once and write to us.',
      },
      fr: {
        subject: 'La validation en deux étapes est désactivée',
        text: '{name}, depuis le {at}, la connexion à votre compte chez {provider} ne demande plus de code, seulement le mot de passe.\n\nSi ce n’était pas vous, réinitialisez aussitôt votre mot de passe et écrivez-nous.',
      },
      de: {
        subject: 'Die Anmeldung in zwei Schritten ist ausgeschaltet',
        text: '{name}, seit {at} braucht die Anmeldung bei {provider} keinen Code mehr, nur noch das Passwort.\n\nWaren Sie das nicht, setzen Sie Ihr Passwort sofort zurück und schreiben Sie uns.',
      },
      it: {
        subject: 'La verifica in due passaggi non è più attiva',
        text: '{name}, dal {at} per accedere al Suo account presso {provider} non serve più alcun codice, solo la password.\n\nSe non è stato Lei, reimposti subito la password e ci scriva.',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
