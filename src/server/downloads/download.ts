import { type Readable } from 'node:stream'
import { type DocumentNode } from 'graphql'
import { type InspectContext } from '../../write/inspect-context'

/** A kind of file that callers fetch from an address of its own, under the same policy as every operation. */
export interface Download {
  /** The whole path, its parts named: `/downloads/invoices/(?<invoice>…).pdf`. */
  readonly path: RegExp
  /** Whether simple clients may fetch it, with an application password; nothing else opens to these. */
  readonly simpleClients?: true
  /**
   * Addresses that the search for leaks asks for, of rows that `id` names by their public ids. INVARIANT: every file there is
   * can be met by one of them, so that nothing hidden changes a byte of any.
   */
  tried(id: (type: string) => string): readonly string[]
  /** Reads what decides whether there is a file, and opens it. Nothing is sent before this has settled. */
  open(request: DownloadRequest): Promise<OpenedFile | RefusedDownload>
}

export interface DownloadRequest {
  /** The named parts of the path, as the caller wrote them. */
  readonly parts: Readonly<Record<string, string | undefined>>
  /** Without `organisation`, which says where who asks wants to act. */
  readonly query: URLSearchParams
  readonly read: ReadAs
  /** Looks at what is no row of a type, as the principal of the request. */
  readonly inspect: InspectContext['inspect']
  readonly now: Date
  /** The legal day of `now`. */
  readonly today: string
}

/**
 * Answers a query as the principal of the request: what may not be seen is absent.
 * @throws whatever the engine refuses, and where the rights of who asks changed since the request began.
 */
export type ReadAs = (
  question: Question,
  variables: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, unknown>>>

/** A document of our own. INVARIANT: made once, not for each request: it is validated when first asked. */
export interface Question {
  readonly document: DocumentNode
  /** The most rows of a list that are read at once, where that is more than callers may ask for. */
  readonly largestPage?: number
}

export interface OpenedFile {
  readonly kind: 'file'
  /** What it is saved as. */
  readonly name: string
  readonly type: string
  /** A stream is read no faster than the caller takes it, and destroyed when the caller goes away. */
  readonly body: Buffer | Readable
}

export interface RefusedDownload {
  readonly kind: 'refused'
  readonly code: 'NOT_FOUND' | 'FORBIDDEN' | 'BAD_USER_INPUT' | 'RATE_LIMITED'
  /** One calm sentence; the catalogue's where there is none. */
  readonly message?: string
  readonly retryAfterSeconds?: number
}
