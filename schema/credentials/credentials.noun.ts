import { HOUR, noun } from '../noun'
import { own } from '../personal-data/person-reference'
import { disableIdleTokens } from './api-tokens'
import { ApiToken, ApplicationPassword } from './credentials.entity'
import { credentialsReasons } from './credentials.reasons'
import { CredentialsResolver } from './credentials.resolver'
import { credentialsMails, credentialsWords } from './credentials.mails'

export const credentials = noun({
  name: 'credentials',
  entities: [ApiToken, ApplicationPassword],
  resolvers: [CredentialsResolver],
  jobs: ({ dependencies }) => [
    {
      name: 'token-idleness',
      every: 6 * HOUR,
      means: 'Disables API tokens that were not used for a year.',
      run: (now) => disableIdleTokens(dependencies, now),
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
