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
    /** Takes over the session after a mutation: its new token, or none. Returns the token to a caller that stores it itself. */
    adopt(token: string | null): Promise<string | null>
    /** Stores the cookie choice in the browser. Returns whether somebody is signed in. */
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
  /** The languages that the request accepts: sentences are in the first of them that we have. */
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
