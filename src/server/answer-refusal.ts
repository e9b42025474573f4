import { type IncomingMessage, type ServerResponse } from 'node:http'
import { GraphQLError } from 'graphql'
import { type ToldCost } from './bill'
import { challenge } from './challenge'
import { errorCatalogue, isErrorCode, persistedQueryCodes } from './error-catalogue'
import { type FormatError } from './format-error'
import { mediaTypeFor } from './media-type'
import { PersistedQueryError } from './persisted-query-error'
import { BodyRefused } from './read-body'

/** How a refusal is told, and what the request has cost. */
export interface Telling {
  readonly formatError: FormatError
  readonly cost: ToldCost | undefined
}

/** Answers a request that never became an operation, in the form GraphQL gives errors. */
export function answerRefusal(
  refusal: unknown,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  { formatError, cost }: Telling,
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const formatted = formatError(asGraphqlError(refusal).toJSON(), refusal)
  const retryAfter = formatted.extensions?.['retryAfterSeconds']
  if (typeof retryAfter === 'number') response.setHeader('retry-after', String(retryAfter))
  response.setHeader('content-type', mediaTypeFor(request.headers.accept))
  // What is left of a body that was not read is thrown away, and the connection with it.
  if (!request.complete) {
    response.setHeader('connection', 'close')
    request.resume()
  }
  response.statusCode = statusOf(refusal, formatted.extensions?.['code'])
  if (response.statusCode === 401) challenge(request, response)
  else response.removeHeader('www-authenticate')
  response.end(
    `${JSON.stringify(cost === undefined ? { errors: [formatted] } : { errors: [formatted], extensions: { cost } })}\n`,
  )
}

function asGraphqlError(refusal: unknown): GraphQLError {
  return refusal instanceof GraphQLError ? refusal : new GraphQLError('unexpected')
}

function statusOf(refusal: unknown, code: unknown): number {
  if (refusal instanceof BodyRefused) return refusal.status
  if (refusal instanceof PersistedQueryError) return persistedQueryCodes[refusal.code].status
  return isErrorCode(code) ? errorCatalogue[code].status : 500
}
