import { type IncomingMessage } from 'node:http'
import { type GraphQLResolveInfo } from 'graphql'
import { refuseRequest } from '../http/refusals'
import { preparedOf, type RequestProgress } from '../http/request-context'
import { digestOf } from '../platform/crypto/sealed-text'
import { sqlInstant } from '../platform/database/dialect'
import { type SqlDatabase } from '../platform/database/transaction'
import { type Principal, SIGNED_OUT } from '../policy/principal'
import { type RefusalDetails, type RefusalCode } from '../write/refusal'
import { findPrincipal, organisationNumber } from './find-principal'
import {
  cookieChoiceCookie,
  type CookieSettings,
  deviceCookie,
  type HeldTokens,
  keepsTokens,
  type NewTokens,
  noSessionCookie,
  sessionCookie,
} from './open-session'
import { deviceName, forgetUser, type RememberedUser, rememberedUsers, switchUser } from './remembered-users'
import { signIn, type SignInDependencies } from './sign-in'

/** How resolvers open, change and end the session of a request. */
export interface SessionService {
  signIn(credentials: SignInCredentials): Promise<SessionAnswer>
  signOut(): Promise<SessionAnswer>
  switchOrganisation(organisationId: string): Promise<SessionAnswer>
  rememberedUsers(): Promise<readonly RememberedUser[]>
  switchUser(userId: string): Promise<SessionAnswer>
  forgetUser(userId: string): Promise<SessionAnswer>
  /** Takes over the session after a mutation: its new token, or none. Returns the token to a caller that stores it itself. */
  adopt(token: string | null): Promise<string | null>
  /** Stores the cookie choice in the browser. Returns whether somebody is signed in. */
  keepCookieChoice(choice: string): boolean
}

interface SignInCredentials {
  readonly email: string
  readonly password: string
  readonly code: string | undefined
}

interface SessionAnswer {
  readonly sessionToken: string | null
  readonly deviceToken: string | null
  /** Why it was not done; the nouns say it in `locale`. */
  readonly refusals: readonly RefusalDetails[]
  /** The languages the request asked for. */
  readonly locale: string
  /** Reads a field of type `Viewer` as the principal after the change; null if nothing changed. */
  readonly readViewer: ((info: GraphQLResolveInfo) => Promise<unknown>) | null
}

interface FileRequest {
  readonly http: IncomingMessage
  readonly address: string
  readonly held: HeldTokens
  readonly progress: RequestProgress
}

export function sessionService(
  dependencies: SignInDependencies & { readonly settings: CookieSettings },
  at: FileRequest,
): SessionService {
  const { database, clock, settings } = dependencies
  const { http, progress } = at
  const locale = http.headers['accept-language'] ?? 'en'
  const refused = (code: RefusalCode, reason: string, field: string | null = null): SessionAnswer => ({
    sessionToken: null,
    deviceToken: null,
    refusals: [{ code, reason, field, facts: {} }],
    locale,
    readViewer: null,
  })
  // Mutations of one operation run one after the other: the next one has the session that the first one opened.
  let held = at.held
  const asNow = (principal: Principal, tokens: Partial<NewTokens> = {}): SessionAnswer => {
    progress.principal = principal
    return {
      sessionToken: tokens.session ?? null,
      deviceToken: tokens.device ?? null,
      refusals: [],
      locale,
      readViewer: (info) => preparedOf(progress).readViewer(info, principal),
    }
  }
  const keep = (tokens: NewTokens): void => {
    held = tokens
    progress.cookies = [
      sessionCookie(tokens.session, http, settings),
      deviceCookie(tokens.device, http, settings),
    ]
  }
  const leave = (): void => {
    held = { ...held, session: undefined }
    progress.cookies = [noSessionCookie(http, settings)]
  }
  return {
    async signIn(credentials) {
      const device = deviceName(http.headers['user-agent'])
      const attempt = { ...credentials, address: at.address, held, device }
      // An exhausted limit refuses the whole request, with its status and Retry-After.
      const answer = await signIn(dependencies, attempt).catch((refusal: unknown) =>
        Promise.reject(refuseRequest(refusal)),
      )
      switch (answer.kind) {
        case 'wrong':
          return refused('UNAUTHENTICATED', 'WRONG_CREDENTIALS')
        case 'second factor missing':
          return refused('UNAUTHENTICATED', 'CODE_NEEDED', 'code')
        case 'second factor wrong':
          return refused('UNAUTHENTICATED', 'WRONG_CODE', 'code')
        case 'signed in':
          keep(answer.tokens)
          return asNow(answer.principal, answer.tokens)
      }
    },
    async signOut() {
      if (held.session !== undefined) await signOut(database, held.session)
      leave()
      return asNow(SIGNED_OUT)
    },
    keepCookieChoice(choice) {
      at.progress.cookies = [...at.progress.cookies, cookieChoiceCookie(choice, at.http, settings)]
      return at.progress.principal.user !== null
    },
    async switchOrganisation(organisation) {
      if (held.session === undefined) return refused('UNAUTHENTICATED', 'SIGNED_OUT')
      const to = { token: held.session, organisation, now: clock.now() }
      const answer = await switchOrganisation(database, to)
      switch (answer.kind) {
        case 'switched':
          return asNow(answer.principal)
        case 'signed out':
          return refused('UNAUTHENTICATED', 'SIGNED_OUT')
        case 'not found':
          return refused('NOT_FOUND', 'NO_SUCH_MEMBERSHIP', 'organisationId')
      }
    },
    rememberedUsers: () => rememberedUsers(database, { held, now: clock.now() }),
    async switchUser(userId) {
      const switched = await switchUser(database, { held, now: clock.now() }, userId)
      if (switched === undefined) return refused('NOT_FOUND', 'NOT_REMEMBERED', 'userId')
      keep(switched.tokens)
      return asNow(switched.principal, keepsTokens(http) ? switched.tokens : {})
    },
    async forgetUser(userId) {
      await forgetUser(database, held, userId)
      const asked = { token: held.session, organisation: undefined, now: clock.now() }
      const principal = await findPrincipal(database, asked)
      if (principal.user === null) leave()
      return asNow(principal)
    },
    async adopt(token) {
      if (token === null) {
        leave()
        progress.principal = SIGNED_OUT
        return null
      }
      held = { ...held, session: token }
      progress.cookies = [sessionCookie(token, http, settings)]
      const asked = { token, organisation: undefined, now: clock.now() }
      progress.principal = await findPrincipal(database, asked)
      return keepsTokens(http) ? token : null
    },
  }
}

/** Ends the session of this token, if there is one. */
async function signOut(database: SqlDatabase, token: string): Promise<void> {
  await database.query('DELETE FROM sessions WHERE token_hash = ?', [digestOf(token)])
}

interface Switch {
  readonly token: string
  readonly organisation: string
  readonly now: Date
}

type SwitchAnswer =
  | { readonly kind: 'switched'; readonly principal: Principal }
  | { readonly kind: 'signed out' }
  /** The User is no current member there, for whatever reason: no such Organisation, a former member, a malformed id. */
  | { readonly kind: 'not found' }

/**
 * Makes a session act in another Organisation of its User.
 * INVARIANT: one statement checks and writes, so that a membership cannot end in between.
 */
async function switchOrganisation(database: SqlDatabase, to: Switch): Promise<SwitchAnswer> {
  const number = organisationNumber(to.organisation)
  const now = sqlInstant(to.now)
  await database.query(
    `UPDATE sessions SET organisation_id = ?, last_seen_at = ?
     WHERE token_hash = ? AND expires_at > ? AND EXISTS (
       SELECT 1 FROM memberships m WHERE m.user_id = sessions.user_id AND m.organisation_id = ?)`,
    [number, now, digestOf(to.token), now, number],
  )
  const principal = await findPrincipal(database, { token: to.token, organisation: undefined, now: to.now })
  if (principal.user === null) return { kind: 'signed out' }
  return principal.organisation?.id === number ? { kind: 'switched', principal } : { kind: 'not found' }
}
