import { type IncomingMessage } from 'node:http'
import { type Principal } from '../policy/principal'
import { type TlsSettings } from './behind-tls'
import { findPrincipal } from './find-principal'
import { GatewayError } from './gateway-error'
import { shownToken } from './session-cookie'
import { type SqlDatabase } from './sql-database'

/** Who sent a request, and what became of the session that its browser remembers. */
export interface Caller {
  readonly principal: Principal
  /** Whether its cookie opens nothing any more: the browser should forget it. */
  readonly isCookieDead: boolean
}

export interface CallerQuestion {
  readonly request: IncomingMessage
  readonly settings: TlsSettings
  /** Where to act, if the request says so. */
  readonly organisation: string | undefined
  readonly now: Date
  /** `nothing`: that a credential was used is not written down. */
  readonly noting?: 'nothing'
}

/**
 * Who asks. INVARIANT: credentials that somebody shows on purpose hold, or the request is refused: an answer for nobody
 * would look like an empty account. A cookie is shown by the browser, so a dead one asks as nobody.
 * @throws UNAUTHENTICATED, NOT_FOUND
 */
export async function findCaller(database: SqlDatabase, question: CallerQuestion): Promise<Caller> {
  const shown = shownToken(question.request, question.settings)
  if (shown.kind === 'unusable') throw refusedCredentials('`Authorization` takes `Bearer TOKEN` here.')
  const token = 'token' in shown ? shown.token : undefined
  const { organisation, now, noting } = question
  const asking = { token, organisation, now, ...(noting === undefined ? {} : { noting }) }
  const principal = await findPrincipal(database, asking)
  if (shown.kind === 'bearer' && principal.user === null)
    throw refusedCredentials('The token in `Authorization` does not hold: it is unknown, expired or revoked.')
  return { principal, isCookieDead: shown.kind === 'cookie' && principal.user === null }
}

function refusedCredentials(message: string): GatewayError {
  return new GatewayError('UNAUTHENTICATED', {
    message,
    wayOut: 'Sign in again or use another token. Leave `Authorization` out to ask without being signed in.',
  })
}
