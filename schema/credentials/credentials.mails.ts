import { type Letter, type WordTexts } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const credentialsMails = {
  'credential-created': {
    cause: 'ours',
    facts: { kind: 'word', name: 'text', madeAt: 'instant' },
    texts: {
      en: {
        subject: 'New access to your account',
        text: 'On {madeAt}, {kind} was made for your account at {provider}: {name}.\n\nIf this was not you, revoke it in your dashboard and change your password.',
      },
      fr: {
        subject: 'Un nouvel accès à votre compte',
        text: 'Le {madeAt}, {kind} a été créé pour votre compte chez {provider} : {name}.\n\nSi ce n’était pas vous, révoquez-le dans votre espace client et changez votre mot de passe.',
      },
      de: {
        subject: 'Ein neuer Zugang zu Ihrem Konto',
        text: 'Am {madeAt} wurde für Ihr Konto bei {provider} {kind} angelegt: {name}.\n\nWenn Sie das nicht waren, widerrufen Sie es im Kundenbereich und ändern Sie Ihr Passwort.',
      },
      it: {
        subject: 'Un nuovo accesso al Suo account',
        text: 'Il {madeAt}, per il Suo account presso {provider} è stato creato {kind}: {name}.\n\nSe non è stato Lei, lo revochi nell’area clienti e cambi la password.',
      },
    },
  },
  'token-idle-soon': {
    cause: 'ours',
    facts: { person: 'text', application: 'text', on: 'date', link: 'link' },
    texts: {
      en: {
        subject: 'Your API token for {application} is about to be disabled',
        text: 'Hello {person}\n\nYour API token for {application} has not been used for almost a year. It is disabled for good on {on}, unless it is used before.\n\nSee your tokens:\n{link}',
      },
      fr: {
        subject: 'Votre jeton d’API pour {application} va être désactivé',
        text: 'Bonjour {person}\n\nVotre jeton d’API pour {application} n’a pas servi depuis près d’un an. Il sera désactivé définitivement le {on}, sauf s’il sert d’ici là.\n\nVoir vos jetons :\n{link}',
      },
      de: {
        subject: 'Ihr API-Token für {application} wird bald deaktiviert',
        text: 'Guten Tag {person}\n\nIhr API-Token für {application} wurde seit fast einem Jahr nicht verwendet. Es wird am {on} endgültig deaktiviert, ausser es wird vorher verwendet.\n\nZu Ihren Tokens:\n{link}',
      },
      it: {
        subject: 'Il Suo token API per {application} sta per essere disattivato',
        text: 'Buongiorno {person}\n\nIl Suo token API per {application} non viene usato da quasi un anno. Sarà disattivato definitivamente il {on}, a meno che venga usato prima.\n\nVedere i Suoi token:\n{link}',
      },
    },
  },
  'token-expires-soon': {
    cause: 'ours',
    facts: { person: 'text', application: 'text', on: 'date', link: 'link' },
    texts: {
      en: {
        subject: 'Your API token for {application} is about to expire',
        text: 'Hello {person}\n\nYour API token for {application} expires on {on}. Make a new one if the application still needs it.\n\nSee your tokens:\n{link}',
      },
      fr: {
        subject: 'Votre jeton d’API pour {application} va expirer',
        text: 'Bonjour {person}\n\nVotre jeton d’API pour {application} expire le {on}. Créez-en un nouveau si l’application en a encore besoin.\n\nVoir vos jetons :\n{link}',
      },
      de: {
        subject: 'Ihr API-Token für {application} läuft bald ab',
        text: 'Guten Tag {person}\n\nIhr API-Token für {application} läuft am {on} ab. Legen Sie ein neues an, falls die Anwendung es noch braucht.\n\nZu Ihren Tokens:\n{link}',
      },
      it: {
        subject: 'Il Suo token API per {application} sta per scadere',
        text: 'Buongiorno {person}\n\nIl Suo token API per {application} scade il {on}. Ne crei uno nuovo se l’applicazione ne ha ancora bisogno.\n\nVedere i Suoi token:\n{link}',
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
