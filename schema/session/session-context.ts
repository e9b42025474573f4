import type { GraphQLResolveInfo } from 'graphql'
import type { ErrorCode } from '../user-error/error-code'

/** The door through which a session is opened, moved and closed. The server stands behind it. */
export interface SessionContext {
  readonly session: {
    signIn(credentials: SignInCredentials): Promise<SessionAnswer>
    signOut(): Promise<SessionAnswer>
    switchOrganisation(organisationId: string): Promise<SessionAnswer>
  }
}

export interface SignInCredentials {
  readonly email: string
  readonly password: string
  readonly code: string | undefined
}

/** What came of it: either who asks from now on, or what was wrong. */
export interface SessionAnswer {
  readonly sessionToken: string | null
  readonly userErrors: readonly Complaint[]
  /** Reads the `viewer` field of the payload as who asks from now on; null where nothing changed. */
  readonly readViewer: ((info: GraphQLResolveInfo) => Promise<unknown>) | null
}

interface Complaint {
  readonly code: `${ErrorCode}`
  readonly field: string | null
  readonly message: string
}
