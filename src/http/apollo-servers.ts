import {
  ApolloServer,
  type ApolloServerOptions,
  type ApolloServerPlugin,
  type GraphQLRequestContext,
} from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { type GraphQLSchema, type OperationDefinitionNode, print } from 'graphql'
import { LRUCache } from 'lru-cache'
import { type Logger } from 'pino'
import { type Settings } from '../app/settings'
import { type DecisionLog } from '../platform/decision-log/decision-log'
import { prices } from '../read/price-list'
import { DecisionNotes, inOrderOfFields } from '../read/redactions'
import { resolveField } from '../read/schema/annotations'
import { type Unnamed } from '../read/schema/by-nobody'
import { type Documents } from './documents'
import { GatewayError } from './error-catalogue'
import { type FormatError, variableProblems } from './format-error'
import { wantsGraphqlResponse } from './graphql-request'
import { type FailuresByNobody, refuseRequest } from './refusals'
import { type Engine, type RequestContext, sessionExtension } from './request-context'

interface ApolloDependencies {
  readonly settings: Pick<Settings, 'introspection' | 'maxTokens'>
  readonly documents: Documents
  readonly logger: Logger
  readonly formatError: FormatError
  readonly plugin: ApolloServerPlugin<RequestContext>
}

export type ApolloServerFor = (schema: GraphQLSchema) => Promise<ApolloServer<RequestContext>>

/**
 * One Apollo Server for each schema, started when first needed. INVARIANT: each keeps its own validated documents, so
 * that a document that is valid for one class of principals never counts as valid for another.
 */
export function apolloServers(dependencies: ApolloDependencies, capacity = 64): ApolloServerFor {
  const servers = new LRUCache<GraphQLSchema, Promise<ApolloServer<RequestContext>>>({ max: capacity })
  return (schema) => {
    const known = servers.get(schema)
    if (known !== undefined) return known
    const started = start(schema, dependencies)
    servers.set(schema, started)
    return started
  }
}

async function start(
  schema: GraphQLSchema,
  dependencies: ApolloDependencies,
): Promise<ApolloServer<RequestContext>> {
  const { settings, documents, logger, formatError, plugin } = dependencies
  const server = new ApolloServer<RequestContext>({
    schema,
    fieldResolver: resolveField,
    formatError,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    introspection: settings.introspection,
    parseOptions: { maxLexicalTokens: settings.maxTokens },
    allowBatchedHttpRequests: false,
    // Our own check comes first, and knows that a bearer token cannot be forged: `browser-security.ts`.
    csrfPrevention: false,
    documentStore: documents.validFor(schema),
    persistedQueries: false,
    stopOnTerminationSignals: false,
    logger: apolloLog(logger),
    plugins: [
      plugin,
      // WHY: on by default, it wraps every resolver and halves the throughput.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  })
  await server.start()
  return server
}

/** Apollo logs text. Its hints for developers are dropped. */
function apolloLog(logger: Logger): NonNullable<ApolloServerOptions<RequestContext>['logger']> {
  const ignore = (): void => undefined
  return {
    debug: ignore,
    info: ignore,
    warn: (message) => logger.warn({ apollo: String(message) }, 'Apollo Server warns'),
    error: (message) => logger.error({ apollo: String(message) }, 'Apollo Server failed'),
  }
}

interface OperationDependencies {
  readonly engine: Engine
  readonly settings: Pick<Settings, 'maxCost'>
  readonly formatError: FormatError
  /** The failures of operations that leave no trace. */
  readonly unnamed: Unnamed
  readonly failures: Pick<FailuresByNobody, 'mark'>
  /** The decision log; undefined if it is off. */
  readonly decisions?: DecisionLog | undefined
}

/** Runs between validation and execution: plans the operation, refuses it if it costs too much, and reports what it did. */
export function operationPlugin(dependencies: OperationDependencies): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: (context) => {
          try {
            prepare(dependencies, context)
            return Promise.resolve()
          } catch (refusal) {
            return Promise.reject(refuseRequest(refusal))
          }
        },
        didEncounterErrors: ({ request, document, errors }) => {
          const text = document === undefined ? request.query : print(document)
          if (dependencies.unnamed.mentionedIn(text))
            for (const error of errors) dependencies.failures.mark(error)
          return Promise.resolve()
        },
        executionDidStart: ({ contextValue }) => {
          contextValue.progress.isRunning = true
          return Promise.resolve()
        },
        willSendResponse: (context) => {
          complete(dependencies, context)
          log(dependencies, context)
          return Promise.resolve()
        },
      }),
  }
}

/** Cheap to read, and larger than the input of any form. */
const FEW_VALUES = 100

function prepare(dependencies: OperationDependencies, context: GraphQLRequestContext<RequestContext>): void {
  const { document, operation, request, contextValue } = context
  // Without an operation (such as for an unknown name) execution itself reports the problem.
  if (document === undefined || operation === undefined) return
  const values = refuseLargeVariables(request.variables)
  const { principal, schema, accessMode, now, bill, progress } = contextValue
  if (values > FEW_VALUES) bill.charge(values * prices.value.units)
  const variables = request.variables ?? {}
  const problems = variableProblems(schema, operation, variables)
  const [problem] = problems
  if (problem !== undefined) {
    progress.problems = problems
    throw problem
  }
  progress.notes = dependencies.decisions === undefined ? undefined : new DecisionNotes()
  const prepared = dependencies.engine.prepare({
    document,
    operation,
    variables,
    principal,
    accessMode,
    schema,
    now,
    notes: progress.notes,
  })
  progress.prepared = prepared
  bill.estimate(prepared.estimatedCost)
  if (prepared.estimatedCost > dependencies.settings.maxCost) throw new GatewayError('COST_EXCEEDED')
  // INVARIANT: the whole cost is charged before any part is done.
  bill.spend(Math.max(1, prepared.estimatedCost))
}

/** Passes the decisions to the log, under an id that the answer carries. Nothing waits for the log. */
function log(dependencies: OperationDependencies, context: GraphQLRequestContext<RequestContext>): void {
  const { contextValue, document, operation, response } = context
  const { notes } = contextValue.progress
  if (dependencies.decisions === undefined || notes === undefined || document === undefined) return
  const { principal, now } = contextValue
  const reported = dependencies.unnamed.without(document, operation)
  if (reported === undefined) return
  const correlationId = dependencies.decisions.keep({
    principal,
    now,
    notes,
    operation:
      operation === undefined ? null : reported === document ? nameOf(operation) : operation.operation,
    document: print(reported),
  })
  response.http.headers.set('x-correlation-id', correlationId)
}

function nameOf({ operation, name }: OperationDefinitionNode): string {
  return name === undefined ? operation : `${operation} ${name.value}`
}

function complete(dependencies: OperationDependencies, context: GraphQLRequestContext<RequestContext>): void {
  const { response, contextValue } = context
  const { progress, bill } = contextValue
  const { prepared, problems, isRunning = false } = progress
  if (wasGraphql(context)) soften(context)
  if (response.body?.kind !== 'single') return
  const result = response.body.singleResult
  if (prepared?.rejected === true) reject(result)
  if (problems !== undefined)
    result.errors = problems.map((one) => dependencies.formatError(one.toJSON(), one))
  if (result.errors !== undefined) result.errors = inOrderOfFields(result.errors, result.data)
  // Whatever was refused before it was planned is billed as a request.
  if (prepared === undefined) bill.charge(prices.request.units)
  result.extensions = {
    ...result.extensions,
    ...(result.data === undefined || prepared === undefined ? {} : prepared.extensions()),
    ...sessionExtension(progress),
    cost: bill.reported(isRunning && prepared !== undefined ? prepared.actualCost() : 0),
  }
  progress.isReported = true
}

/** Whether the request held a document, valid or not. */
function wasGraphql({ document, errors }: GraphQLRequestContext<RequestContext>): boolean {
  return document !== undefined || errors?.[0]?.extensions['code'] === 'GRAPHQL_PARSE_FAILED'
}

/** WHY: in plain application/json, GraphQL over HTTP requires 200 if the document or its variables are wrong. */
function soften({ request, response }: GraphQLRequestContext<RequestContext>): void {
  const accept = request.http?.headers.get('accept')
  if (response.http.status === 400 && !wantsGraphqlResponse(accept)) response.http.status = 200
}

/** All or nothing: the data is dropped. The operation ran, so the status stays as it is. */
function reject(result: { data?: unknown; errors?: unknown }): void {
  const { message, extensions } = new GatewayError('FIELD_FORBIDDEN', {
    message: 'Something asked for was withheld.',
  })
  result.data = null
  result.errors = [{ message, extensions }]
}

/** Much deeper than any filter may be, and much less than what overflows a call stack. */
const DEEPEST = 100
/** More than any accepted list of ids and values: graphql-js reads each value several times. */
const MOST_VALUES = 2000

/**
 * INVARIANT: code that reads variables after this check may recurse. Walked without recursion, level by level.
 * @returns how many values they hold. @throws BAD_USER_INPUT
 */
export function refuseLargeVariables(variables: unknown): number {
  let level: readonly unknown[] = [variables]
  let values = 0
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) {
      throw new GatewayError('BAD_USER_INPUT', {
        message: `Variables may be nested at most ${DEEPEST} levels deep.`,
      })
    }
    values += level.length
    if (values > MOST_VALUES) {
      throw new GatewayError('BAD_USER_INPUT', {
        message: `Variables may hold at most ${MOST_VALUES} values.`,
      })
    }
    level = level.flatMap((value): readonly unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    )
  }
  return values
}
