import { type IncomingMessage } from 'node:http'
import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server'
import Negotiator from 'negotiator'
import { GatewayError } from './error-catalogue'
import { PersistedQueryError } from './format-error'
import { type NamedDocument, type ResolveDocument } from './trusted-documents'

/** A GraphQL request in the form that Apollo Server takes, with its document. */
interface GraphqlRequest {
  readonly http: HTTPGraphQLRequest
  readonly document: string | undefined
}

/** Reads a request. If it names a document by its identifier, the text is filled in. */
export async function readGraphqlRequest(
  request: IncomingMessage,
  maxBodyBytes: number,
  resolve: ResolveDocument,
): Promise<GraphqlRequest> {
  const method = request.method ?? 'GET'
  const search = new URL(request.url ?? '/', 'http://gateway').search
  const http = { method, headers: headersOf(request), search, body: undefined }
  if (method !== 'POST') return fromSearch(http, resolve)
  return fromBody(http, await readJsonBody(request, maxBodyBytes), resolve)
}

function fromSearch(http: HTTPGraphQLRequest, resolve: ResolveDocument): GraphqlRequest {
  const parameters = new URLSearchParams(http.search)
  // Apollo refuses a parameter that is given twice, and extensions that are not JSON.
  const named = {
    text: parameters.get('query') ?? undefined,
    identifier: parameters.get('documentId') ?? persistedHash(parseJson(parameters.get('extensions'))),
  }
  const document = resolve(named)
  if (named.identifier === undefined || document === undefined) return { http, document }
  parameters.set('query', document)
  parameters.delete('extensions')
  return { http: { ...http, search: `?${parameters.toString()}` }, document }
}

function fromBody(http: HTTPGraphQLRequest, body: unknown, resolve: ResolveDocument): GraphqlRequest {
  // Apollo refuses everything but a JSON object, so also arrays (batches).
  if (!isObject(body)) return { http: { ...http, body }, document: undefined }
  const named = namedIn(body)
  const document = resolve(named)
  if (named.identifier === undefined) return { http: { ...http, body }, document }
  const { extensions: _extensions, ...rest } = body
  return { http: { ...http, body: { ...rest, query: document } }, document }
}

function namedIn(body: Readonly<Record<string, unknown>>): NamedDocument {
  const { query, documentId, extensions } = body
  return {
    text: typeof query === 'string' ? query : undefined,
    identifier: typeof documentId === 'string' ? documentId : persistedHash(extensions),
  }
}

function persistedHash(extensions: unknown): string | undefined {
  const persisted = isObject(extensions) ? extensions['persistedQuery'] : undefined
  if (!isObject(persisted)) return undefined
  const { version, sha256Hash: hash } = persisted
  if (version !== 1 || typeof hash !== 'string')
    throw new PersistedQueryError('PERSISTED_QUERY_NOT_SUPPORTED')
  return hash
}

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Why a body is refused, with its HTTP status. */
export class BodyRefused extends GatewayError {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(
      status === 413 ? 'COST_EXCEEDED' : 'BAD_USER_INPUT',
      status === 413 ? { message, wayOut: 'Send a shorter body: fewer or shorter values.' } : { message },
    )
  }
}

/** The JSON value of a request's body; undefined if there is no body. @throws BodyRefused */
async function readJsonBody(request: IncomingMessage, limit: number): Promise<unknown> {
  if (!isJson(request.headers['content-type'])) {
    throw new BodyRefused(415, 'The body must be application/json in UTF-8.')
  }
  if (request.headers['content-encoding'] !== undefined) {
    throw new BodyRefused(415, 'The body must not be compressed.')
  }
  return parseBody(await readBytes(request, limit))
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? '')
}

async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = (): BodyRefused => new BodyRefused(413, `The body is longer than ${limit} bytes.`)
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parseBody(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new BodyRefused(400, 'The body is not JSON.')
  }
}

const GRAPHQL_RESPONSE = 'application/graphql-response+json'

/** WHY: browsers send about two hundred characters, and sorting a header of any length would cost too much. */
const MOST_CHARACTERS = 1000

/**
 * Whether a caller names the media type of GraphQL over HTTP, in which the status reports the outcome.
 * WHY named and not preferred: a caller that sends a wildcard does not know this media type, and expects 200.
 */
export function wantsGraphqlResponse(accept: string | undefined): boolean {
  // WHY `?? ''`: a missing header accepts everything, but names nothing.
  const header = (accept ?? '').slice(0, MOST_CHARACTERS)
  return new Negotiator({ headers: { accept: header } })
    .mediaTypes()
    .some((type) => type.toLowerCase() === GRAPHQL_RESPONSE)
}

/** The content type of an answer in the media type that the caller asks for. */
export function mediaTypeFor(accept: string | undefined): string {
  return `${wantsGraphqlResponse(accept) ? GRAPHQL_RESPONSE : 'application/json'}; charset=utf-8`
}
