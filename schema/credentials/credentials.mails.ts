import { type Letter, type WordTexts } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const credentialsMails = {
  'credential-created': {
    cause: 'ours',
    facts: { kind: 'word', name: 'text', madeAt: 'instant' },
    texts: {
      en: {
        subject: 'A new access to your account',
        text: 'On {madeAt}, {kind} was made for your account at {provider}: {name}.\n\nIf this was not you, revoke it in your dashboard and change your password.',
      },
      fr: {
        subject: 'Un nouvel accès à votre compte',
        text: 'Le {madeAt}, {kind} a été créé pour votre compte chez {provider} : {name}.\n\nSi ce n’était pas vous, révoquez-le dans votre tableau de bord et changez votre mot de passe.',
      },
      de: {
        subject: 'Ein neuer Zugang zu Ihrem Konto',
        text: 'Am {madeAt} wurde für Ihr Konto bei {provider} {kind} angelegt: {name}.\n\nWenn Sie das nicht waren, widerrufen Sie es in Ihrer Übersicht und ändern Sie Ihr Passwort.',
      },
      it: {
        subject: 'Un nuovo accesso al Suo account',
        text: 'Il {madeAt}, per il Suo account presso {provider} è stato creato {kind}: {name}.\n\nSe non è stato Lei, lo revochi nel Suo pannello e cambi la password.',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>

/** Words that are facts of mails. */
export const credentialsWords = {
  API_TOKEN: { en: 'an API token', fr: 'un jeton d’API', de: 'ein API-Token', it: 'un token API' },
  APPLICATION_PASSWORD: {
    en: 'an application password',
    fr: 'un mot de passe d’application',
    de: 'ein Anwendungspasswort',
    it: 'una password per applicazioni',
  },
} as const satisfies WordTexts
