import { type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { type Principal } from '../../policy/principal'
import { type WriteGround } from '../../write/ground'
import { inspect } from '../../write/inspect'
import { clientAddress } from '../client-address'
import { findPrincipal } from '../find-principal'
import { type FormatError } from '../format-error'
import { GatewayError } from '../gateway-error'
import { type RateLimit } from '../rate-limits'
import { sessionTokenOf } from '../session-cookie'
import { type Download, type OpenedFile, type RefusedDownload } from './download'
import { type Places } from './places'
import { readAs, type ReadMeans } from './read-as'
import { sendFile } from './send-file'

export interface DownloadMeans extends ReadMeans {
  readonly downloads: readonly Download[]
  /** The same that GraphQL requests spend. */
  readonly requestLimit: RateLimit
  /** What a principal's streams take. */
  readonly streams: Places
  readonly formatError: FormatError
  /** What inspections look at; none where there is nothing but reads. */
  readonly writing: WriteGround | undefined
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** A download and the named parts of the path that asked for it. */
export interface FoundDownload {
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

/** The way of one download. Throws every refusal; what fails after the first byte breaks the connection. */
export async function answerDownload(
  means: DownloadMeans,
  { download, parts }: FoundDownload,
  exchange: Exchange,
): Promise<void> {
  const { request, response } = exchange
  const address = clientAddress(request, means.settings)
  await means.requestLimit.spend(address, 1)
  const whoAsks = (): Promise<Principal> => whoAsksIn(means, request)
  const principal = await whoAsks()
  if (principal.user === null) throw new GatewayError('UNAUTHENTICATED')
  const asking = {
    principal,
    whoAsks,
    spender: `user ${principal.user.id}`,
    hasBegun: () => response.headersSent,
    isGone: () => response.destroyed,
  }
  const [, ...query] = (request.url ?? '').split('?')
  const opened = await download.open({
    parts,
    query: new URLSearchParams(query.join('?')),
    read: readAs(means, asking),
    inspect: (inspection, input) => inspect(groundOf(means), principal, { inspection, input }),
    now: means.clock.now(),
  })
  const file = fileOf(opened)
  try {
    const send = (): Promise<void> => sendFile(file, exchange, means.settings.requestTimeoutMs)
    await (file.body instanceof Readable ? means.streams.hold(asking.spender, send) : send())
  } catch (failure) {
    if (file.body instanceof Readable) file.body.destroy()
    tellLog(means, failure, response)
    throw failure
  }
}

function groundOf({ writing }: DownloadMeans): WriteGround {
  if (writing === undefined) throw new Error('This gateway was started without anything to look at')
  return writing
}

/** By session or token, and the header `X-Organisation`, as for an operation. */
function whoAsksIn({ database, clock }: DownloadMeans, request: IncomingMessage): Promise<Principal> {
  const organisation = request.headers['x-organisation']
  return findPrincipal(database, {
    token: sessionTokenOf(request),
    organisation: typeof organisation === 'string' ? organisation.trim() : undefined,
    now: clock.now(),
  })
}

function fileOf(opened: OpenedFile | RefusedDownload): OpenedFile {
  if (opened.kind === 'file') return opened
  const { code, message } = opened
  throw new GatewayError(code, message === undefined ? {} : { message })
}

/** WHY here: the caller can be told nothing any more, so the log is all there is. Who left is no failure. */
function tellLog({ formatError }: DownloadMeans, failure: unknown, response: ServerResponse): void {
  if (!response.headersSent || isGoneAway(failure)) return
  formatError({ message: 'A download broke off' }, failure)
}

function isGoneAway(failure: unknown): boolean {
  return failure instanceof Error && 'code' in failure && failure.code === 'ERR_STREAM_PREMATURE_CLOSE'
}
