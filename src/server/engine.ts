import {
  type DocumentNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'

import { type Principal } from '../policy/principal'
import { type DecisionNotes } from '../query/decision-notes'

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
  prepare(request: PrepareRequest): PreparedOperation
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

export interface PreparedOperation {
  readonly estimatedCost: number
  /** The planned answer of a root field of the query: keyed by response name. */
  read(info: GraphQLResolveInfo): Promise<unknown>
  /**
   * The answer of a field whose type is `Viewer`, inside the payload of a mutation that changed who asks.
   * `info` is that of the `viewer` field itself, not of the mutation.
   */
  readViewer(info: GraphQLResolveInfo, principal: Principal): Promise<unknown>
  /** Plans the rows that the payload of a mutation shows, before it changes anything. `info` is that of the mutation. */
  planPayload(info: GraphQLResolveInfo, principal: Principal): PayloadPlan
  /** Whether something was withheld where the caller wanted all or nothing: the answer must not be sent. */
  readonly rejected: boolean
  /** What was withheld, for `extensions`: `{ access: { redacted } }`. */
  extensions(): Readonly<Record<string, unknown>>
  actualCost(): number
}

export interface PayloadPlan {
  /** The rows of these keys as the field of the payload asks for them; null where one may not be known. */
  read(field: GraphQLResolveInfo, keys: readonly number[]): Promise<readonly unknown[]>
}
