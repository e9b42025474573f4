import { randomUUID } from 'node:crypto'

import { unwrapResolverError } from '@apollo/server/errors'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { type Logger } from 'pino'

import {
  errorCatalogue,
  isErrorCode,
  type ErrorCode,
  type GraphqlCode,
  type PersistedQueryCode,
} from './error-catalogue'
import { type FailuresByNobody } from './failures-by-nobody'
import { GatewayError } from './gateway-error'
import { PersistedQueryError } from './persisted-query-error'
import { asRefusal } from './refuse-busy'

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError

/**
 * What callers see of an error. A refusal of ours and GraphQL's own complaints about the document keep their
 * message; everything else is masked: one sentence and a correlation id under which the log tells the whole story.
 */
export function formatErrorWith(logger: Logger, failures?: Pick<FailuresByNobody, 'keep'>): FormatError {
  return (formatted, error) => {
    const thrown = unwrapResolverError(error)
    const refusal = asRefusal(thrown)
    if (refusal !== thrown && refusal instanceof GatewayError)
      return calm(refusedAs(formatted, refusal), refusal.code)
    const code = codeFor(formatted, thrown)
    return code === 'INTERNAL' ? masked(formatted, error, { logger, failures }) : calm(formatted, code)
  }
}

/** The place of the failure, and the words of the refusal. */
function refusedAs(
  { path, locations }: GraphQLFormattedError,
  { message, extensions }: GatewayError,
): GraphQLFormattedError {
  return {
    message,
    ...(locations === undefined ? {} : { locations }),
    ...(path === undefined ? {} : { path }),
    extensions,
  }
}

/** Codes of Apollo Server for requests that never were an operation, in our words. */
const apolloCodes: Readonly<Record<string, ErrorCode>> = {
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
}

type Code = ErrorCode | GraphqlCode | PersistedQueryCode

function codeFor(formatted: GraphQLFormattedError, cause: unknown): Code {
  if (cause instanceof GatewayError || cause instanceof PersistedQueryError) return cause.code
  const code = formatted.extensions?.['code']
  if (typeof code !== 'string') return 'INTERNAL'
  if (code === 'GRAPHQL_PARSE_FAILED' || code === 'GRAPHQL_VALIDATION_FAILED') return code
  if (isErrorCode(code)) return code
  return apolloCodes[code] ?? 'INTERNAL'
}

function calm(formatted: GraphQLFormattedError, code: Code): GraphQLFormattedError {
  return {
    ...formatted,
    message: withoutHint(formatted.message),
    extensions: { ...wayOutOf(code), ...withoutStack(formatted.extensions), code },
  }
}

/** What to do about it, for refusals that do not say so themselves. */
function wayOutOf(code: Code): { readonly wayOut?: string } {
  return isErrorCode(code) ? { wayOut: errorCatalogue[code].wayOut } : {}
}

interface Told {
  readonly logger: Logger
  readonly failures: Pick<FailuresByNobody, 'keep'> | undefined
}

function masked(
  formatted: GraphQLFormattedError,
  error: unknown,
  { logger, failures }: Told,
): GraphQLFormattedError {
  const correlationId = randomUUID()
  const cause = causeOf(error)
  if (failures?.keep(error, cause) !== true) {
    logger.error({ err: cause, correlationId, path: formatted.path }, 'unexpected error')
  }
  const { sentence: message, wayOut } = errorCatalogue.INTERNAL
  const place = formatted.path === undefined ? {} : { path: formatted.path }
  return { message, ...place, extensions: { code: 'INTERNAL', wayOut, correlationId } }
}

/** What was really thrown, below the wrappings of graphql-js and Apollo. */
function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError !== undefined
    ? causeOf(error.originalError)
    : error
}

/** WHY: hints name things of the schema that this caller may not know of. */
function withoutHint(message: string): string {
  return message.replace(/ ?Did you mean[\s\S]*$/, '')
}

function withoutStack(extensions: GraphQLFormattedError['extensions']): Record<string, unknown> {
  const { stacktrace: _stack, http: _http, ...rest } = extensions ?? {}
  return rest
}
