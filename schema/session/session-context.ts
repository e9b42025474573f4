import { type GraphQLResolveInfo } from 'graphql'
import { type RefusalDetails } from '../../src/write/refusal'

/** The interface that opens, changes and ends a session. `src/auth` implements it. */
export interface SessionContext {
  readonly session: {
    signIn(credentials: SignInCredentials): Promise<SessionAnswer>
    signOut(): Promise<SessionAnswer>
    switchOrganisation(organisationId: string): Promise<SessionAnswer>
    rememberedUsers(): Promise<readonly RememberedPerson[]>
    switchUser(userId: string): Promise<SessionAnswer>
    forgetUser(userId: string): Promise<SessionAnswer>
    /** Takes over what a mutation has made of the session: its new token, or nobody's. Answers the token to who keeps it. */
    adopt(token: string | null): Promise<string | null>
    /** Keeps in the browser what may be stored there. Whether somebody is signed in. */
    keepCookieChoice(choice: string): boolean
  }
}

export interface SignInCredentials {
  readonly email: string
  readonly password: string
  readonly code: string | undefined
}

/** The outcome: either the principal after the change, or what was wrong. */
export interface SessionAnswer {
  readonly sessionToken: string | null
  readonly deviceToken: string | null
  readonly refusals: readonly RefusalDetails[]
  /** The languages the request asked for: complaints are said in the first of them that is spoken here. */
  readonly locale: string
  /** Reads the `viewer` field of the payload as the principal after the change; null where nothing changed. */
  readonly readViewer: ((info: GraphQLResolveInfo) => Promise<unknown>) | null
}

export interface RememberedPerson {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly current: boolean
}
