import { GraphQLError, type GraphQLErrorExtensions } from 'graphql'

import { errorCatalogue, type ErrorCode } from './error-catalogue'

/** What may be said of a refusal beyond its code. */
export interface ErrorDetails {
  /** Replaces the catalogue's sentence. Callers read it: no SQL, no file, nothing of what they may not see. */
  readonly message?: string
  readonly retryAfterSeconds?: number
  /** Replaces the catalogue's, where the door is another one. */
  readonly wayOut?: string
}

/** A refusal with a code of the catalogue: the only kind of error whose message reaches the caller as it is. */
export class GatewayError extends GraphQLError {
  readonly code: ErrorCode

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(details.message ?? errorCatalogue[code].sentence, { extensions: extensionsOf(code, details) })
    this.name = 'GatewayError'
    this.code = code
  }
}

function extensionsOf(code: ErrorCode, details: ErrorDetails): GraphQLErrorExtensions {
  const { wayOut = errorCatalogue[code].wayOut } = details
  return details.retryAfterSeconds === undefined
    ? { code, wayOut }
    : { code, wayOut, retryAfterSeconds: details.retryAfterSeconds }
}
