import { type IncomingMessage } from 'node:http'
import { type GraphQLResolveInfo } from 'graphql'
import { SIGNED_OUT, type Principal } from '../policy/principal'
import { type ErrorCode } from './error-catalogue'
import { preparedOf, type RequestProgress } from './request-context'
import { refuseRequest } from './refuse-request'
import { noSessionCookie, sessionCookie, type CookieSettings } from './session-cookie'
import { signIn, type SignInAnswer, type SignInMeans } from './sign-in'
import { signOut } from './sign-out'
import { switchOrganisation } from './switch-organisation'

/** How resolvers open, move and close the session of the request at hand. */
export interface SessionDoor {
  signIn(credentials: SignInCredentials): Promise<SessionAnswer>
  signOut(): Promise<SessionAnswer>
  switchOrganisation(organisationId: string): Promise<SessionAnswer>
}

export interface SignInCredentials {
  readonly email: string
  readonly password: string
  readonly code: string | undefined
}

export interface SessionAnswer {
  readonly sessionToken: string | null
  readonly userErrors: readonly Complaint[]
  /** Reads a field of type `Viewer` as who asks from now on; null where nothing changed. */
  readonly readViewer: ((info: GraphQLResolveInfo) => Promise<unknown>) | null
}

export interface Complaint {
  readonly code: ErrorCode
  readonly field: string | null
  readonly message: string
}

export interface DoorRequest {
  readonly http: IncomingMessage
  readonly address: string
  readonly token: string | undefined
  readonly progress: RequestProgress
}

export function sessionDoor(
  means: SignInMeans & { readonly settings: CookieSettings },
  at: DoorRequest,
): SessionDoor {
  const { database, clock, settings } = means
  const asNow = (principal: Principal, sessionToken: string | null): SessionAnswer => {
    at.progress.principal = principal
    return {
      sessionToken,
      userErrors: [],
      readViewer: (info) => preparedOf(at.progress).readViewer(info, principal),
    }
  }
  // Mutations of one operation run one after the other: what the first one opened, the next one has.
  let token = at.token
  return {
    async signIn(credentials) {
      const attempt = { ...credentials, address: at.address, formerToken: token }
      // A limit that is spent refuses the whole request, with its status and Retry-After.
      const answer = await signIn(means, attempt).catch((refusal: unknown) =>
        Promise.reject(refuseRequest(refusal)),
      )
      if (answer.kind !== 'signed in') return refused(complaintOf(answer))
      token = answer.token
      at.progress.setCookie = sessionCookie(token, at.http, settings)
      return asNow(answer.principal, token)
    },
    async signOut() {
      if (token !== undefined) await signOut(database, token)
      token = undefined
      at.progress.setCookie = noSessionCookie(at.http, settings)
      return asNow(SIGNED_OUT, null)
    },
    async switchOrganisation(organisation) {
      if (token === undefined) return refused(notSignedIn)
      const answer = await switchOrganisation(database, { token, organisation, now: clock.now() })
      switch (answer.kind) {
        case 'switched':
          return asNow(answer.principal, null)
        case 'signed out':
          return refused(notSignedIn)
        case 'not found':
          return refused(noSuchOrganisation)
      }
    },
  }
}

const notSignedIn: Complaint = { code: 'UNAUTHENTICATED', field: null, message: 'You are not signed in.' }

const noSuchOrganisation: Complaint = {
  code: 'NOT_FOUND',
  field: 'organisationId',
  message: 'You are a member of no such Organisation.',
}

function complaintOf(answer: Exclude<SignInAnswer, { kind: 'signed in' }>): Complaint {
  switch (answer.kind) {
    case 'wrong':
      return { code: 'UNAUTHENTICATED', field: null, message: 'The e-mail address or the password is wrong.' }
    case 'second factor missing':
      return {
        code: 'UNAUTHENTICATED',
        field: 'code',
        message: 'This account needs a second step, which this server cannot check yet.',
      }
  }
}

function refused(complaint: Complaint): SessionAnswer {
  return { sessionToken: null, userErrors: [complaint], readViewer: null }
}
