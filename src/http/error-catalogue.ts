import { GraphQLError, type GraphQLErrorExtensions } from 'graphql'

/** One error code: its message, the way out, and the HTTP status if the whole request is refused. */
export interface CatalogueEntry {
  readonly sentence: string
  readonly wayOut: string
  readonly status: number
}

/**
 * The closed set of codes. The server answers with no others, except GraphQL's own two for parsing and validation.
 * docs/reference/errors.md is generated from this table.
 */
export const errorCatalogue = {
  UNAUTHENTICATED: {
    sentence: 'You are not signed in.',
    wayOut: 'Sign in with `signIn` and send the session token as `Authorization: Bearer TOKEN`.',
    status: 401,
  },
  FORBIDDEN: {
    sentence: 'You see this, but you may not do this.',
    wayOut: 'Ask an owner or administrator of the Organisation; `access { can }` lists what you may do.',
    status: 403,
  },
  FIELD_FORBIDDEN: {
    sentence: 'You may not read this field of this object.',
    wayOut: 'Leave the field out; `access { readable }` lists the fields you may read.',
    status: 403,
  },
  NOT_FOUND: {
    sentence: 'There is nothing here that you may know of.',
    wayOut: 'Check the id, and the Organisation you act in.',
    status: 404,
  },
  BAD_USER_INPUT: {
    sentence: 'The request cannot be understood as it stands.',
    wayOut: 'Correct what the message names and send it again.',
    status: 400,
  },
  INVALID_CURSOR: {
    sentence: 'This cursor does not belong to this list.',
    wayOut: 'Start the list again without a cursor; keep its filter and ordering while you page through it.',
    status: 400,
  },
  CONFLICT: {
    sentence: 'This collides with something that was done before.',
    wayOut: 'Read the object again, then decide whether to repeat the change.',
    status: 409,
  },
  COST_EXCEEDED: {
    sentence: 'The operation asks for more than one request may.',
    wayOut:
      'Ask for fewer fields, smaller pages, fewer levels or fewer mutations at once; `extensions.cost` states the estimate.',
    status: 400,
  },
  RATE_LIMITED: {
    sentence: 'Too much was asked in too short a time.',
    wayOut: 'Wait for as many seconds as `Retry-After` says.',
    status: 429,
  },
  DOCUMENT_NOT_TRUSTED: {
    sentence: 'This server answers only documents it was given beforehand.',
    wayOut: 'Register the document, or send the identifier of a registered one.',
    status: 403,
  },
  INTERNAL: {
    sentence: 'Something went wrong on our side.',
    wayOut: 'Try again later. If it fails again, send us the correlation id.',
    status: 500,
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>

export type GatewayErrorCode = keyof typeof errorCatalogue

/** GraphQL's own codes, passed on as they are. */
export const graphqlCodes = {
  GRAPHQL_PARSE_FAILED: {
    sentence: 'The document is not GraphQL.',
    wayOut: 'The message names the place where reading stopped.',
    status: 400,
  },
  GRAPHQL_VALIDATION_FAILED: {
    sentence: 'The document does not fit the schema.',
    wayOut: 'Compare it with the schema; in reduced mode the schema holds only what you may ask for.',
    status: 400,
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>

/** Those of automatic persisted queries. Their sentences are the protocol: clients compare them. */
export const persistedQueryCodes = {
  PERSISTED_QUERY_NOT_FOUND: {
    sentence: 'PersistedQueryNotFound',
    wayOut: 'Send the text of the document with its hash; afterwards the hash alone is enough for a while.',
    status: 200,
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    sentence: 'PersistedQueryNotSupported',
    wayOut: 'Send the text of the document without `extensions.persistedQuery`, or use its version 1.',
    status: 200,
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>

export type PersistedQueryCode = keyof typeof persistedQueryCodes

export type GraphqlCode = keyof typeof graphqlCodes

export function isErrorCode(code: unknown): code is GatewayErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCatalogue, code)
}

/** Details of a refusal beside its code. */
interface ErrorDetails {
  /** Replaces the catalogue's message. Callers read it: it must name no SQL, no file and nothing they may not see. */
  readonly message?: string
  readonly retryAfterSeconds?: number
  /** Replaces the catalogue's way out, if there is a better one here. */
  readonly wayOut?: string
}

/** A refusal with a code of the catalogue: the only error whose message reaches the caller unchanged. */
export class GatewayError extends GraphQLError {
  readonly code: GatewayErrorCode

  constructor(code: GatewayErrorCode, details: ErrorDetails = {}) {
    super(details.message ?? errorCatalogue[code].sentence, { extensions: extensionsOf(code, details) })
    this.name = 'GatewayError'
    this.code = code
  }
}

function extensionsOf(code: GatewayErrorCode, details: ErrorDetails): GraphQLErrorExtensions {
  const { wayOut = errorCatalogue[code].wayOut } = details
  return details.retryAfterSeconds === undefined
    ? { code, wayOut }
    : { code, wayOut, retryAfterSeconds: details.retryAfterSeconds }
}
