import { noun } from '../noun'
import { own } from '../personal-data/person-reference'
import {
  SignInPayloadResolver,
  SignOutPayloadResolver,
  ViewerPayloadResolver,
} from './payload-viewer.resolver'
import { Session } from './session.entity'
import { SessionResolver } from './session.resolver'

export const session = noun({
  name: 'session',
  entities: [Session],
  resolvers: [SessionResolver, SignInPayloadResolver, SignOutPayloadResolver, ViewerPayloadResolver],
  personReferences: [
    {
      at: 'sessions.user_id',
      exported: own(
        'sessions',
        ...['id', 'organisation_id', 'device', 'created_at', 'expires_at', 'last_seen_at'],
      ),
      erasure: 'deleted',
    },
  ],
  provenElsewhere: {
    signIn: 'asks no policy; test/auth proves it',
    signOut: 'ends the session of the caller; test/auth proves it',
    switchOrganisation: 'is decided by membership alone; test/auth proves it',
    switchUser: 'is decided by sessions of the same browser; test/accounts proves it',
    forgetUser: 'is decided by sessions of the same browser; test/accounts proves it',
    revokeSession: 'concerns the caller alone; test/accounts proves it',
    signOutEverywhere: 'concerns the caller alone; test/accounts proves it',
  },
  saidByCallers: {
    'RememberedUserInput.userId': 'whose session to go on with; only those of the same browser',
    'SwitchOrganisationInput.organisationId': 'the Organisation to act in; membership is asked for',
  },
})
