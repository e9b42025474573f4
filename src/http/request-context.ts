import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { type AccountSecurity } from '../auth/credentials'
import { type SessionService } from '../auth/session-service'
import { type Principal } from '../policy/principal'
import { type ReadContext } from '../read/read-context'
import { type DecisionNotes } from '../read/redactions'
import { type CustomQueryContext, type LinkContext } from '../write/custom-query'
import { type WriteContext } from '../write/operation'
import { type Bill } from './cost-budget'

/** What resolvers and the operation plugin know of one request. */
export interface RequestContext extends ReadContext, WriteContext, LinkContext, CustomQueryContext {
  readonly principal: Principal
  /** The key of the cost budget: the User, or the address of the request. */
  readonly spender: string
  /** What it has cost so far. */
  readonly bill: Bill
  readonly schema: GraphQLSchema
  /** How withheld cells are reported in this answer. */
  readonly accessMode: AccessMode
  readonly now: Date
  /** The scopes of API tokens. */
  readonly scopes: Engine['scopes']
  readonly session: SessionService
  readonly accountSecurity: AccountSecurity
  readonly progress: RequestProgress
}

/** What changes during a request. WHY apart: Apollo copies the context, and the copies must share this. */
export interface RequestProgress {
  prepared: EnginePreparedOperation | undefined
  /** The new principal, if a mutation of this operation has changed it. */
  principal: Principal
  /** The cookies to set. */
  cookies: readonly string[]
  /** Its decisions, if there is a decision log. */
  notes?: DecisionNotes | undefined
  /** Whether it came with a cookie of an ended session. */
  isSessionOver?: boolean
  /** Whether the operation began to run. */
  isRunning?: boolean
  /** Every reason why its variables do not fit. */
  problems?: readonly GraphQLError[]
  /** Whether the answer states its cost. */
  isReported?: boolean
}

/** The `extensions` after the end of a session: nobody is signed in for the answer, and the browser forgets its cookie. */
export function sessionExtension({ isSessionOver }: RequestProgress): Readonly<Record<string, unknown>> {
  return isSessionOver === true ? { session: { state: 'ENDED', wayOut: 'Sign in again with `signIn`.' } } : {}
}

/** INVARIANT: nothing is read before the operation is planned, so only what a plan allows is read. */
export function preparedOf(progress: RequestProgress): EnginePreparedOperation {
  if (progress.prepared === undefined) throw new Error('read before the operation was prepared')
  return progress.prepared
}

export function reader(progress: RequestProgress): (info: GraphQLResolveInfo) => Promise<unknown> {
  return (info) => preparedOf(progress).read(info)
}

/** What the server needs of a query engine. The engine is built for the nouns; the server does not know them. */
export interface Engine {
  /** The full schema: that of the stable mode. */
  readonly schema: GraphQLSchema
  readonly policyVersion: string
  /** The scopes of API tokens, from the policies. */
  readonly scopes: readonly { readonly name: string; readonly means: string }[]
  /** The reduced schema of this principal. INVARIANT: principals of the same classes get the same object. */
  reducedSchemaFor(principal: Principal): GraphQLSchema
  /** Plans an operation before any SQL. Throws errors with a code: BAD_USER_INPUT, COST_EXCEEDED, INVALID_CURSOR. */
  prepare(request: PrepareRequest): EnginePreparedOperation
}

export type AccessMode = 'redact' | 'report' | 'reject'

export interface PrepareRequest {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  /** As the caller sent them, not yet coerced. */
  readonly variables: Readonly<Record<string, unknown>>
  readonly principal: Principal
  readonly accessMode: AccessMode
  /** The schema the document was validated against: the full one or the principal's. */
  readonly schema: GraphQLSchema
  readonly now: Date
  /** Only for our own documents, which may read larger pages than callers. */
  readonly largestPage?: number
  /** Where it records its decisions for the decision log. */
  readonly notes?: DecisionNotes | undefined
}

export interface EnginePreparedOperation {
  readonly estimatedCost: number
  /** The planned answer of a root field of the query: keyed by response name. */
  read(info: GraphQLResolveInfo): Promise<unknown>
  /**
   * The answer of a field whose type is `Viewer`, inside the payload of a mutation that changed the principal.
   * `info` is that of the `viewer` field itself, not of the mutation.
   */
  readViewer(info: GraphQLResolveInfo, principal: Principal): Promise<unknown>
  /** Plans the rows that the payload of a mutation shows, before it changes anything. `info` is that of the mutation. */
  planPayload(info: GraphQLResolveInfo, principal: Principal): EnginePayloadPlan
  /** Whether the answer must not be sent, because something was withheld and the caller wants all or nothing. */
  readonly rejected: boolean
  /** What was withheld, for `extensions`: `{ access: { redacted } }`. */
  extensions(): Readonly<Record<string, unknown>>
  actualCost(): number
}

export interface EnginePayloadPlan {
  /** The rows of these keys, with the selection of the payload field; null for a row that the principal may not know. */
  read(field: GraphQLResolveInfo, keys: readonly number[]): Promise<readonly unknown[]>
}
