import { type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { findCaller } from '../auth/find-principal'
import { type CookieSettings, noSessionCookie } from '../auth/open-session'
import { findSimpleClient, type SimpleClientDependencies } from '../auth/simple-client'
import { dayBy } from '../platform/clock'
import { shareConnectionLock } from '../platform/database/operation-scope'
import { type RateLimit } from '../platform/limits/counters'
import { type Principal } from '../policy/principal'
import { prices } from '../read/price-list'
import { runCustomQuery } from '../write/custom-query'
import { type WriteDependencies } from '../write/operation'
import { addressBlock, clientAddress } from './client-address'
import { type Bill } from './cost-budget'
import {
  type Download,
  type OpenedFile,
  type Places,
  readAs,
  type DownloadReadDependencies,
  type RefusedDownload,
} from './download'
import { GatewayError } from './error-catalogue'
import { type FormatError } from './format-error'

export interface DownloadDependencies extends DownloadReadDependencies, SimpleClientDependencies {
  readonly settings: DownloadReadDependencies['settings'] & CookieSettings
  readonly downloads: readonly Download[]
  /** The same budget that GraphQL requests spend. */
  readonly requestLimit: RateLimit
  /** The places for streams, counted for each principal. */
  readonly streams: Places
  readonly formatError: FormatError
  /** What custom queries read from; undefined for a gateway that only reads. */
  readonly writing: WriteDependencies | undefined
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly bill: Bill
}

/** A download and the named parts of the path that asked for it. */
interface FoundDownload {
  readonly download: Download
  readonly parts: Readonly<Record<string, string | undefined>>
}

export function findDownload(
  downloads: readonly Download[],
  { method, url = '/' }: IncomingMessage,
): FoundDownload | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined
  const [path = '/'] = url.split('?', 1)
  for (const download of downloads) {
    const match = download.path.exec(path)
    if (match !== null) return { download, parts: match.groups ?? {} }
  }
  return undefined
}

/** Answers one download. Throws every refusal; a failure after the first byte destroys the connection. */
export async function answerDownload(
  dependencies: DownloadDependencies,
  { download, parts }: FoundDownload,
  exchange: Exchange,
): Promise<void> {
  const { request, response, bill } = exchange
  const address = clientAddress(request, dependencies.settings)
  await dependencies.requestLimit.spend(addressBlock(address), 1)
  // WHY before any look-up: a caller without budget must cause no work.
  bill.spend(prices.request.units)
  const [, ...queryTexts] = (request.url ?? '').split('?')
  const query = new URLSearchParams(queryTexts.join('?'))
  const shown = { request, response, address, organisation: organisationIn(request, query) }
  // Removed once a principal is found: the header belongs only to an answer that refuses.
  if (download.simpleClients === true) response.setHeader('www-authenticate', CHALLENGE)
  const currentPrincipal = (): Promise<Principal> => currentPrincipalIn(dependencies, download, shown)
  const principal = await currentPrincipal().catch((refusal: unknown) => {
    // WHY replaced: who fetches a file is not helped by the name of an operation.
    const isUnknown = refusal instanceof GatewayError && refusal.code === 'UNAUTHENTICATED'
    throw isUnknown ? unauthenticated(download, request) : refusal
  })
  if (principal.user === null) throw unauthenticated(download, request)
  response.removeHeader('www-authenticate')
  const spender = `user ${principal.user.id}`
  shareConnectionLock(spender)
  bill.payBy(spender)
  bill.spend(prices.file.units)
  bill.setHeaders(response)
  const asking = {
    principal,
    currentPrincipal,
    spender,
    hasBegun: () => response.headersSent,
    isGone: () => response.destroyed,
  }
  const now = dependencies.clock.now()
  const opened = await download.open({
    parts,
    query,
    read: readAs(dependencies, asking),
    inspect: (customQuery, input) => {
      // INVARIANT: a download that no policy limits by scopes is for people, not for their programs.
      if (principal.token) throw new GatewayError('FORBIDDEN')
      return runCustomQuery(writeDependenciesOf(dependencies), principal, { customQuery, input })
    },
    now,
    today: dayBy(dependencies.clock, now),
  })
  const file = fileOf(opened)
  try {
    const send = (): Promise<void> => sendFile(file, exchange, dependencies.settings.requestTimeoutMs)
    await (file.body instanceof Readable ? dependencies.streams.hold(asking.spender, send) : send())
  } catch (failure) {
    if (file.body instanceof Readable) file.body.destroy()
    reportLog(dependencies, failure, response)
    throw failure
  }
}

function writeDependenciesOf({ writing }: DownloadDependencies): WriteDependencies {
  if (writing === undefined) throw new Error('This gateway was started without custom queries')
  return writing
}

/** Each download says which credentials it takes: a calendar has no session, and a page no application password. */
function unauthenticated({ simpleClients }: Download, { headers }: IncomingMessage): GatewayError {
  const triesPassword = /^Basic\b/i.test(headers.authorization ?? '')
  if (triesPassword && simpleClients === true) {
    return new GatewayError('UNAUTHENTICATED', {
      message: 'The e-mail address or the application password is wrong.',
      wayOut:
        'Use your e-mail address and an application password that you made in your account; the password of the account does not work here.',
    })
  }
  if (triesPassword) {
    return new GatewayError('UNAUTHENTICATED', {
      message: 'This file cannot be fetched with a password.',
      wayOut: 'Fetch it from a page where you are signed in.',
    })
  }
  const byPassword =
    simpleClients === true
      ? ', or with `Authorization: Basic` your e-mail address and an application password'
      : ''
  return new GatewayError('UNAUTHENTICATED', {
    wayOut: `Fetch it from a page where you are signed in, or send \`Authorization: Bearer TOKEN\`${byPassword}.`,
  })
}

/** WHY the charset: names and passwords are read as UTF-8, and a client may depend on the parameter. */
const CHALLENGE = 'Basic realm="Simple clients", charset="UTF-8"'

interface Shown {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly address: string
  readonly organisation: string | undefined
}

/** By session or token as for an operation; where simple clients may, by an application password too. */
async function currentPrincipalIn(
  dependencies: DownloadDependencies,
  download: Download,
  shown: Shown,
): Promise<Principal> {
  const { request, response, address, organisation } = shown
  const { authorization } = request.headers
  if (download.simpleClients === true && authorization !== undefined && /^Basic\b/i.test(authorization)) {
    return findSimpleClient(dependencies, { authorization, address, organisation })
  }
  const { database, clock, settings } = dependencies
  const caller = await findCaller(database, { request, settings, organisation, now: clock.now() })
  if (caller.isCookieDead && !response.headersSent) {
    response.setHeader('set-cookie', noSessionCookie(request, settings))
  }
  return caller.principal
}

/** Where to act: the header of every request, or a part of the address, for clients that cannot send headers. */
function organisationIn({ headers }: IncomingMessage, query: URLSearchParams): string | undefined {
  const header = headers['x-organisation']
  const [named, another] = query.getAll('organisation')
  query.delete('organisation')
  if (another !== undefined || (named !== undefined && typeof header === 'string')) {
    throw new GatewayError('BAD_USER_INPUT', { message: 'Name the Organisation to act in only once.' })
  }
  return typeof header === 'string' ? header.trim() : named
}

function fileOf(opened: OpenedFile | RefusedDownload): OpenedFile {
  if (opened.kind === 'file') return opened
  throw new GatewayError(opened.code, opened)
}

/** WHY here: no answer can reach the caller any more, so only the log can report it. A caller that left is no failure. */
function reportLog({ formatError }: DownloadDependencies, failure: unknown, response: ServerResponse): void {
  if (!response.headersSent || isGoneAway(failure)) return
  formatError({ message: 'A download broke off' }, failure)
}

function isGoneAway(failure: unknown): boolean {
  return failure instanceof Error && 'code' in failure && failure.code === 'ERR_STREAM_PREMATURE_CLOSE'
}

/**
 * Sends a file; a stream no faster than the caller reads it. INVARIANT: a stream has no length beforehand and ends only when
 * it is complete. Any failure destroys the connection, which every caller can distinguish from a normal end.
 * @param stallMs how long a caller may stop reading.
 */
async function sendFile(
  { name, type, body }: OpenedFile,
  { request, response }: Pick<Exchange, 'request' | 'response'>,
  stallMs: number,
): Promise<void> {
  response.setHeader('content-type', type)
  response.setHeader('content-disposition', `attachment; filename="${safeName(name)}"`)
  response.setHeader('cache-control', 'private, no-store')
  if (!(body instanceof Readable)) {
    response.setHeader('content-length', body.length)
    response.end(request.method === 'HEAD' ? undefined : body)
    return
  }
  if (request.method === 'HEAD') {
    body.destroy()
    response.end()
    return
  }
  // WHY: a caller that stops reading would hold a place among the running requests for ever.
  response.setTimeout(stallMs, () => {
    if (response.writableNeedDrain) response.destroy()
  })
  await pipeline(body, response)
}

/** Letters, digits, dots and dashes: every header and every file system reads such a name in the same way. */
function safeName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^\.+/, '')
}
