import { credentialsChanges } from './credentials.changes'
import { HOUR, noun } from '../noun'
import { own } from '../personal-data/person-reference'
import { type Sentences } from '../user-error/user-error'
import { disableIdleTokens } from './api-tokens'
import { ApiToken, ApplicationPassword } from './credentials.entity'
import { warnOfTokens } from './warn-of-tokens'
import { credentialsMails, credentialsWords } from './credentials.mails'
import { CredentialsResolver } from './credentials.resolver'

/** Why a credential is not made or revoked. */
const credentialsReasons = {
  PEOPLE_ONLY: {
    en: 'This takes a person who is signed in; a program cannot do it.',
    fr: 'Ceci demande une personne connectée ; un programme ne peut pas le faire.',
    de: 'Das kann nur eine angemeldete Person tun, kein Programm.',
    it: 'Questo lo può fare solo una persona che ha effettuato l’accesso, non un programma.',
  },
  ACTING_NOWHERE: {
    en: 'Choose first in which Organisation you act.',
    fr: 'Choisissez d’abord dans quelle organisation vous agissez.',
    de: 'Wählen Sie zuerst, in welcher Organisation Sie handeln.',
    it: 'Scelga prima in quale organizzazione agisce.',
  },
  SCOPES_NEEDED: {
    en: 'Name at least one scope.',
    fr: 'Indiquez au moins une portée.',
    de: 'Nennen Sie mindestens einen Umfang.',
    it: 'Indichi almeno un ambito.',
  },
  UNKNOWN_SCOPE: {
    en: 'There is no such scope; `scopes` lists those there are.',
    fr: 'Cette portée n’existe pas ; `scopes` énumère celles qui existent.',
    de: 'Diesen Umfang gibt es nicht; `scopes` zählt auf, welche es gibt.',
    it: 'Questo ambito non esiste; `scopes` elenca quelli esistenti.',
  },
  IN_THE_PAST: {
    en: 'This moment has passed.',
    fr: 'Ce moment est passé.',
    de: 'Dieser Zeitpunkt ist vorbei.',
    it: 'Questo momento è passato.',
  },
  TOO_MANY_CREDENTIALS: {
    en: 'You have {most} of these; revoke one that you do not use any more.',
    fr: 'Vous en avez {most} ; révoquez-en un que vous n’utilisez plus.',
    de: 'Sie haben davon {most}; widerrufen Sie zuerst eines, das Sie nicht mehr brauchen.',
    it: 'Ne ha {most}; ne revochi prima uno che non usa più.',
  },
  ALREADY_REVOKED: {
    en: 'This was revoked before.',
    fr: 'Ceci a déjà été révoqué.',
    de: 'Das wurde bereits widerrufen.',
    it: 'È già stato revocato.',
  },
  IDS_OR_ALL: {
    en: 'Name the passwords, or say `all`: one of the two.',
    fr: 'Indiquez les mots de passe, ou `all` : l’un des deux.',
    de: 'Nennen Sie die Passwörter oder `all`: eines von beiden.',
    it: 'Indichi le password oppure `all`: una delle due cose.',
  },
} as const satisfies Readonly<Record<string, Sentences>>

export const credentials = noun({
  name: 'credentials',
  entities: [ApiToken, ApplicationPassword],
  resolvers: [CredentialsResolver],
  changes: credentialsChanges,
  jobs: ({ dependencies }) => [
    {
      name: 'token-idleness',
      every: 6 * HOUR,
      means:
        'Disables API tokens that were not used for a year, and warns two weeks before one is disabled or expires.',
      run: async (now) => ({
        ...(await disableIdleTokens(dependencies, now)),
        ...(await warnOfTokens(dependencies, now)),
      }),
    },
  ],
  reasons: credentialsReasons,
  mails: credentialsMails,
  mailWords: credentialsWords,
  personReferences: [
    {
      at: 'api_tokens.user_id',
      exported: own(
        'api-tokens',
        ...['id', 'organisation_id', 'application', 'prefix', 'scopes'],
        ...['created_at', 'expires_at', 'last_used_at', 'revoked_at'],
      ),
      erasure: 'deleted',
    },
    {
      at: 'application_passwords.user_id',
      exported: own(
        'application-passwords',
        ...['id', 'name', 'prefix', 'created_at', 'last_used_at', 'revoked_at'],
      ),
      erasure: 'deleted',
    },
  ],
  provenElsewhere: {
    createApiToken: 'is for whoever is signed in; test/credentials proves it',
    revokeApiToken: 'whoever sees a token may revoke it; test/credentials proves it',
    createApplicationPassword: 'is for whoever is signed in; test/credentials proves it',
    revokeApplicationPasswords: 'names several; test/credentials proves it',
  },
  repeatable: ['createApiToken', 'createApplicationPassword'],
  saidByCallers: {
    'CreateApiTokenInput.expiresAt': 'a shorter life of one’s own token',
    'CreateApplicationPasswordInput.expiresAt': 'a shorter life of one’s own password',
  },
})
