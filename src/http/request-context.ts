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
  /** What spends the budget of cost: the User, or where the request comes from. */
  readonly spender: string
  /** What it has cost so far. */
  readonly bill: Bill
  readonly schema: GraphQLSchema
  /** How withheld cells are reported in this answer. */
  readonly accessMode: AccessMode
  readonly now: Date
  /** What API tokens may be limited to. */
  readonly scopes: Engine['scopes']
  readonly session: SessionService
  readonly accountSecurity: AccountSecurity
  readonly progress: RequestProgress
}

/** What becomes of a request on its way. WHY apart: Apollo copies the context, the copies share this. */
export interface RequestProgress {
  prepared: EnginePreparedOperation | undefined
  /** The principal from here on, where a mutation of this operation has changed it. */
  principal: Principal
  /** What the browser is to keep, a cookie each. */
  cookies: readonly string[]
  /** What it decides, where a log of that is kept. */
  notes?: DecisionNotes | undefined
  /** Whether it came with a cookie that opens nothing any more. */
  isSessionOver?: boolean
  /** Whether the operation began to run. */
  isRunning?: boolean
  /** Why its variables do not fit; all of them, where there are several reasons. */
  problems?: readonly GraphQLError[]
  /** Whether the answer says what it cost. */
  isReported?: boolean
}

/** What `extensions` say of a session that is over: the answer is one for nobody, and the browser forgets its cookie. */
export function sessionExtension({ isSessionOver }: RequestProgress): Readonly<Record<string, unknown>> {
  return isSessionOver === true ? { session: { state: 'ENDED', wayOut: 'Sign in again with `signIn`.' } } : {}
}

/** INVARIANT: nothing is read before the operation was planned, so nothing is read that no plan allowed. */
export function preparedOf(progress: RequestProgress): EnginePreparedOperation {
  if (progress.prepared === undefined) throw new Error('read before the operation was prepared')
  return progress.prepared
}

export function reader(progress: RequestProgress): (info: GraphQLResolveInfo) => Promise<unknown> {
  return (info) => preparedOf(progress).read(info)
}

/** What the server needs of a query engine. It knows the nouns; the server does not. */
export interface Engine {
  /** Everything that exists: the schema of the stable mode. */
  readonly schema: GraphQLSchema
  readonly policyVersion: string
  /** What API tokens may be limited to: the catalogue of the policies. */
  readonly scopes: readonly { readonly name: string; readonly means: string }[]
  /** What this principal may ask for. INVARIANT: the same object for principals of the same classes. */
  reducedSchemaFor(principal: Principal): GraphQLSchema
  /** Plans an operation before any SQL. Throws errors with a code: BAD_USER_INPUT, COST_EXCEEDED, INVALID_CURSOR. */
  prepare(request: PrepareRequest): EnginePreparedOperation
}

export type AccessMode = 'redact' | 'report' | 'reject'

export interface PrepareRequest {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  /** As the caller sent them: not coerced yet. */
  readonly variables: Readonly<Record<string, unknown>>
  readonly principal: Principal
  readonly accessMode: AccessMode
  /** The schema the document was validated against: the full one or the principal's. */
  readonly schema: GraphQLSchema
  readonly now: Date
  /** For documents of our own that read in large steps; callers' documents leave it out. */
  readonly largestPage?: number
  /** Where it notes what it decides, for the decision log. */
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
  /** Whether something was withheld where the caller wanted all or nothing: the answer must not be sent. */
  readonly rejected: boolean
  /** What was withheld, for `extensions`: `{ access: { redacted } }`. */
  extensions(): Readonly<Record<string, unknown>>
  actualCost(): number
}

export interface EnginePayloadPlan {
  /** The rows of these keys as the field of the payload asks for them; null where one may not be known. */
  read(field: GraphQLResolveInfo, keys: readonly number[]): Promise<readonly unknown[]>
}
