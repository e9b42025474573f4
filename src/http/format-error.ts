import { randomUUID } from 'node:crypto'
import { unwrapResolverError } from '@apollo/server/errors'
import {
  coerceInputValue,
  getNamedType,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql'
import { type Logger } from 'pino'
import {
  errorCatalogue,
  type GatewayErrorCode,
  GatewayError,
  type GraphqlCode,
  isErrorCode,
  type PersistedQueryCode,
  persistedQueryCodes,
} from './error-catalogue'
import { asRefusal, type FailuresByNobody } from './refusals'

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError

/**
 * What callers see of an error. Our own refusals and GraphQL's errors about the document keep their message. Every other
 * error is masked: the caller gets one sentence and a correlation id, under which the log has the details.
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

/** The place of the failure, and the message of the refusal. */
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

/** Codes of Apollo Server for requests that never became an operation, mapped to ours. */
const apolloCodes: Readonly<Record<string, GatewayErrorCode>> = {
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
}

type Code = GatewayErrorCode | GraphqlCode | PersistedQueryCode

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

/** The way out, for refusals that do not give one. */
function wayOutOf(code: Code): { readonly wayOut?: string } {
  return isErrorCode(code) ? { wayOut: errorCatalogue[code].wayOut } : {}
}

interface Reported {
  readonly logger: Logger
  readonly failures: Pick<FailuresByNobody, 'keep'> | undefined
}

function masked(
  formatted: GraphQLFormattedError,
  error: unknown,
  { logger, failures }: Reported,
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

/** The original error, without the wrappers of graphql-js and Apollo. */
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

/** How many problems are reported at once. */
const MOST_PROBLEMS = 50

/**
 * Why the variables do not fit an operation, in sentences that repeat no value: variables hold passwords and reports,
 * and browsers, proxies and logs store answers.
 * INVARIANT: a name or value that the caller's schema does not hold is reported alike, whether or not the full schema holds it.
 */
export function variableProblems(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): readonly GraphQLError[] {
  const problems: GraphQLError[] = []
  for (const definition of operation.variableDefinitions ?? []) {
    const report = (sentence: string): void => {
      if (problems.length >= MOST_PROBLEMS) return
      const extensions = { code: 'BAD_USER_INPUT' }
      problems.push(new GraphQLError(sentence, { nodes: definition, extensions }))
    }
    checkVariable(schema, { definition, variables }, report)
  }
  return problems
}

interface Given {
  readonly definition: VariableDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
}

function checkVariable(schema: GraphQLSchema, given: Given, report: (sentence: string) => void): void {
  const { definition, variables } = given
  const name = definition.variable.name.value
  const type = typeFromAST(schema, definition.type)
  // Validation has already reported a type that does not exist.
  if (type === undefined || !isInputType(type)) return
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined
  if (value === undefined) {
    if (definition.defaultValue === undefined && isNonNullType(type))
      report(`Variable "$${name}" of required type "${String(type)}" was not provided.`)
    return
  }
  if (value === null) {
    if (isNonNullType(type))
      report(`Variable "$${name}" of non-null type "${String(type)}" must not be null.`)
    return
  }
  coerceInputValue(value, type, (path, _invalid, error) => {
    const place = path.reduce<string>(
      (text, key) => `${text}${typeof key === 'number' ? `[${key}]` : `.${key}`}`,
      name,
    )
    report(
      `Variable "$${name}" got an invalid value at "${place}"; ${withoutValue(error.message, typeAt(type, path))}`,
    )
  })
}

/** Messages of graphql-js that name fields and types but no value; every other one may repeat what was sent. */
const harmless = [
  /^Field "[_A-Za-z][_0-9A-Za-z]*" is not defined by type "\w+"\./,
  /^Field "\w+" of required type "[^"]+" was not provided\.$/,
  /^Expected non-nullable type "[^"]+" not to be null\.$/,
  /^Expected type "[^"]+" to be an object\.$/,
]

function withoutValue(sentence: string, type: GraphQLInputType): string {
  for (const form of harmless) {
    const [said] = form.exec(sentence) ?? []
    if (said !== undefined) return said
  }
  return `Expected a value of type "${String(type)}".`
}

/** The type at a path within a value; the innermost known type if the path leads out of the value. */
function typeAt(type: GraphQLInputType, path: readonly (string | number)[]): GraphQLInputType {
  let at: GraphQLInputType = type
  for (const key of path) {
    const bare: GraphQLInputType = isNonNullType(at) ? at.ofType : at
    if (typeof key === 'number') {
      if (isListType(bare)) at = bare.ofType
      continue
    }
    const object = getNamedType(bare)
    const field = isInputObjectType(object) ? object.getFields()[key] : undefined
    if (field === undefined) return at
    at = field.type
  }
  return at
}

/** An answer of the protocol of automatic persisted queries. */
export class PersistedQueryError extends GraphQLError {
  readonly code: PersistedQueryCode

  constructor(code: PersistedQueryCode) {
    const { sentence, wayOut } = persistedQueryCodes[code]
    super(sentence, { extensions: { code, wayOut } })
    this.code = code
  }
}
