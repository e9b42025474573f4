import { type ApolloServerPlugin, type GraphQLRequestContext } from '@apollo/server'
import { type OperationDefinitionNode, print } from 'graphql'
import { type DecisionLog } from '../decision-log/decision-log'
import { prices } from '../price/price-list'
import { type Unnamed } from '../query/by-nobody'
import { DecisionNotes } from '../query/decision-notes'
import { GatewayError } from './gateway-error'
import { type FailuresByNobody } from './failures-by-nobody'
import { type Engine } from './engine'
import { type FormatError } from './format-error'
import { wantsGraphqlResponse } from './media-type'
import { refuseLargeVariables } from './refuse-large-variables'
import { refuseRequest } from './refuse-request'
import { type RequestContext, sessionTold } from './request-context'
import { type Settings } from './settings'
import { variableProblems } from './variable-problems'

export interface OperationMeans {
  readonly engine: Engine
  readonly settings: Pick<Settings, 'maxCost'>
  readonly formatError: FormatError
  /** What leaves no trace, and its failures. */
  readonly unnamed: Unnamed
  readonly failures: Pick<FailuresByNobody, 'mark'>
  /** The log of decisions; none where nobody wants one. */
  readonly decisions?: DecisionLog | undefined
}

/** Between validation and execution: plans the operation, refuses what costs too much, and says what it did. */
export function operationPlugin(means: OperationMeans): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: (context) => {
          try {
            prepare(means, context)
            return Promise.resolve()
          } catch (refusal) {
            return Promise.reject(refuseRequest(refusal))
          }
        },
        didEncounterErrors: ({ request, document, errors }) => {
          const text = document === undefined ? request.query : print(document)
          if (means.unnamed.mentionedIn(text)) for (const error of errors) means.failures.mark(error)
          return Promise.resolve()
        },
        executionDidStart: ({ contextValue }) => {
          contextValue.progress.isRunning = true
          return Promise.resolve()
        },
        willSendResponse: (context) => {
          complete(means, context)
          log(means, context)
          return Promise.resolve()
        },
      }),
  }
}

/** What reading costs next to nothing, and no form exceeds. */
const FEW_VALUES = 100

function prepare(means: OperationMeans, context: GraphQLRequestContext<RequestContext>): void {
  const { document, operation, request, contextValue } = context
  // Without an operation (an unknown name, say) execution itself says what is wrong.
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
  progress.notes = means.decisions === undefined ? undefined : new DecisionNotes()
  const prepared = means.engine.prepare({
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
  if (prepared.estimatedCost > means.settings.maxCost) throw new GatewayError('COST_EXCEEDED')
  // INVARIANT: the whole of it is spent before any part is done.
  bill.spend(Math.max(1, prepared.estimatedCost))
}

/** Hands what was decided to the log, under an id that the answer carries. Nothing waits for it. */
function log(means: OperationMeans, context: GraphQLRequestContext<RequestContext>): void {
  const { contextValue, document, operation, response } = context
  const { notes } = contextValue.progress
  if (means.decisions === undefined || notes === undefined || document === undefined) return
  const { principal, now } = contextValue
  const told = means.unnamed.without(document, operation)
  if (told === undefined) return
  const correlationId = means.decisions.keep({
    principal,
    now,
    notes,
    operation: operation === undefined ? null : told === document ? nameOf(operation) : operation.operation,
    document: print(told),
  })
  response.http.headers.set('x-correlation-id', correlationId)
}

function nameOf({ operation, name }: OperationDefinitionNode): string {
  return name === undefined ? operation : `${operation} ${name.value}`
}

function complete(means: OperationMeans, context: GraphQLRequestContext<RequestContext>): void {
  const { response, contextValue } = context
  const { progress, bill } = contextValue
  const { prepared, problems, isRunning = false } = progress
  if (wasGraphql(context)) soften(context)
  if (response.body?.kind !== 'single') return
  const result = response.body.singleResult
  if (prepared?.rejected === true) reject(result)
  if (problems !== undefined) result.errors = problems.map((one) => means.formatError(one.toJSON(), one))
  // Whatever was refused before it was planned is billed as a request.
  if (prepared === undefined) bill.charge(prices.request.units)
  result.extensions = {
    ...result.extensions,
    ...(result.data === undefined || prepared === undefined ? {} : prepared.extensions()),
    ...sessionTold(progress),
    cost: bill.told(isRunning && prepared !== undefined ? prepared.actualCost() : 0),
  }
  progress.isTold = true
}

/** Whether the request got as far as a document, however wrong that is. */
function wasGraphql({ document, errors }: GraphQLRequestContext<RequestContext>): boolean {
  return document !== undefined || errors?.[0]?.extensions['code'] === 'GRAPHQL_PARSE_FAILED'
}

/** WHY: in plain application/json, GraphQL over HTTP asks for 200 where the document or its variables are wrong. */
function soften({ request, response }: GraphQLRequestContext<RequestContext>): void {
  const accept = request.http?.headers.get('accept')
  if (response.http.status === 400 && !wantsGraphqlResponse(accept)) response.http.status = 200
}

/** All or nothing: what was read is thrown away. The operation ran, so the status stays as it is. */
function reject(result: { data?: unknown; errors?: unknown }): void {
  const { message, extensions } = new GatewayError('FIELD_FORBIDDEN', {
    message: 'Something asked for was withheld.',
  })
  result.data = null
  result.errors = [{ message, extensions }]
}
