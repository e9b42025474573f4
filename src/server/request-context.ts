import { type GraphQLError, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql'
import { type Principal } from '../policy/principal'
import { type DecisionNotes } from '../query/decision-notes'
import { type ReadContext } from '../query/read-context'
import { type Bill } from './bill'
import { type AccessMode, type Engine, type PreparedOperation } from './engine'
import { type SessionDoor } from './session-door'
import { type Vault } from './vault'
import { type InspectContext } from '../write/inspect-context'
import { type LinkContext } from '../write/link-context'
import { type WriteContext } from '../write/write-context'

/** What resolvers and the operation plugin know of one request. */
export interface RequestContext extends ReadContext, WriteContext, LinkContext, InspectContext {
  readonly principal: Principal
  /** What spends the budget of cost: the User, or where the request comes from. */
  readonly spender: string
  /** What it has cost so far. */
  readonly bill: Bill
  readonly schema: GraphQLSchema
  /** How withheld cells are told in this answer. */
  readonly accessMode: AccessMode
  readonly now: Date
  /** What API tokens may be limited to. */
  readonly scopes: Engine['scopes']
  readonly session: SessionDoor
  readonly vault: Vault
  readonly progress: RequestProgress
}

/** What becomes of a request on its way. WHY apart: Apollo copies the context, the copies share this. */
export interface RequestProgress {
  prepared: PreparedOperation | undefined
  /** Who asks from here on, where a mutation of this operation has changed it. */
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
  isTold?: boolean
}

/** What `extensions` say of a session that is over: the answer is one for nobody, and the browser forgets its cookie. */
export function sessionTold({ isSessionOver }: RequestProgress): Readonly<Record<string, unknown>> {
  return isSessionOver === true ? { session: { state: 'ENDED', wayOut: 'Sign in again with `signIn`.' } } : {}
}

/** INVARIANT: nothing is read before the operation was planned, so nothing is read that no plan allowed. */
export function preparedOf(progress: RequestProgress): PreparedOperation {
  if (progress.prepared === undefined) throw new Error('read before the operation was prepared')
  return progress.prepared
}

export function reader(progress: RequestProgress): (info: GraphQLResolveInfo) => Promise<unknown> {
  return (info) => preparedOf(progress).read(info)
}
