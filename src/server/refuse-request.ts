import { HeaderMap } from '@apollo/server'
import { GraphQLError } from 'graphql'
import { errorCatalogue, isErrorCode } from './error-catalogue'
import { asRefusal } from './refuse-busy'

/**
 * The same refusal, with the HTTP status and headers of its code: for a request that is refused as a whole.
 * WHY not in the error itself: an error inside an answered operation leaves the status at 200.
 */
export function refuseRequest(thrown: unknown): Error {
  const refusal = asRefusal(thrown)
  if (!(refusal instanceof Error)) return new Error(`a value that is no error was thrown: ${typeof refusal}`)
  const code = refusal instanceof GraphQLError ? refusal.extensions['code'] : undefined
  if (!(refusal instanceof GraphQLError) || !isErrorCode(code)) return refusal
  refusal.extensions['http'] = { status: errorCatalogue[code].status, headers: retryAfter(refusal) }
  return refusal
}

function retryAfter(refusal: GraphQLError): HeaderMap {
  const headers = new HeaderMap()
  const seconds = refusal.extensions['retryAfterSeconds']
  if (typeof seconds === 'number') headers.set('retry-after', String(seconds))
  return headers
}
