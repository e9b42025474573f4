import {
  type DocumentNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { bindPolicy, type BoundPolicy } from '../policy/compile/class-policy'
import { packedRulesOf } from '../policy/pack-rules'
import { type PolicySet } from '../policy/policy-set'
import { type Principal, type TokenScope } from '../policy/principal'
import { type CursorKeys, cursorKeys, type CursorSeal, cursorSeal } from './cursor'
import { readRootPlan, type ViewerFacts } from './execute/read-root-plan'
import { readByKey } from './execute/read-selection'
import { QueryStrategyCache, type PlanRun } from './execute/reading'
import {
  coercedVariables,
  fragmentsOf,
  type OperationPlan,
  type PayloadAsked,
  planOperation,
  planPayloadRows,
  planRoot,
} from './plan/plan-operation'
import { LARGEST_PAGE } from './plan/plan-page'
import { type Planning } from './plan/planning'
import { missingScopes } from './missing-scopes'
import { priceMutations, refuseBeyondScopes } from './plan/price-operation'
import { type Database, readError } from './read-context'
import { type AccessMode, type DecisionNotes, Redactions } from './redactions'
import { type Model } from './schema/model'
import { reducedSchema } from './schema/public-schema'

export interface EngineOptions {
  /** The full schema, list arguments included. */
  readonly schema: GraphQLSchema
  readonly model: Model
  readonly policies: PolicySet
  readonly database: Database
  /** Seals cursors; the same on every gateway of an installation. */
  readonly secret: Buffer
  /** The most expensive payload that is read, in units of the estimate. The gateway refuses queries itself and reports their cost. */
  readonly maximumCost: number
}

export interface OperationRequest {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
  readonly principal: Principal
  readonly accessMode: AccessMode
  /** The schema the document was validated against; by default the full one. */
  readonly schema?: GraphQLSchema
  readonly now: Date
  /** For documents of our own that read in large steps; callers' documents leave it out. */
  readonly largestPage?: number
  /** Where the engine notes its decisions for a decision log. */
  readonly notes?: DecisionNotes | undefined
}

/** WHY bounded: users choose the scopes of their API tokens, and so can make any number of combinations of classes. */
const MOST_REDUCED = 128

/** Answers reads under policy: plans an operation once, then runs it with one statement per edge per level. */
export class QueryEngine {
  readonly schema: GraphQLSchema
  readonly policyVersion: string
  /** What API tokens may be limited to. */
  readonly scopes: readonly TokenScope[]
  private readonly reduced = new LRUCache<string, GraphQLSchema>({ max: MOST_REDUCED })
  private readonly shapes = new QueryStrategyCache()
  private readonly keys: CursorKeys

  constructor(private readonly options: EngineOptions) {
    this.schema = options.schema
    this.keys = cursorKeys(options.secret)
    this.policyVersion = options.policies.version
    this.scopes = options.policies.scopes
  }

  /** The schema as it exists for principals of the same classes: what they never see is not in it. */
  reducedSchemaFor(principal: Principal): GraphQLSchema {
    // WHY any instant: the clock decides about rows, never about classes.
    const { classPolicy } = bindPolicy(this.options.policies, principal, new Date(0))
    const known = this.reduced.get(classPolicy.signature)
    if (known !== undefined) return known
    const made = reducedSchema(this.schema, this.options.model, classPolicy)
    this.reduced.set(classPolicy.signature, made)
    return made
  }

  /** @throws BAD_USER_INPUT, INVALID_CURSOR: before any SQL. The caller compares the estimated cost with its limits. */
  prepare(request: OperationRequest): PreparedOperation {
    return new PreparedOperation({ ...this.options, shapes: this.shapes, keys: this.keys }, request)
  }
}

/** What a payload shows of rows. */
export interface PayloadPlan {
  /** The rows of these keys as the field of the payload asks for them; null where one may not be known. */
  read(field: GraphQLResolveInfo, keys: readonly number[]): Promise<readonly unknown[]>
}

/** What the engine keeps between operations. */
interface Remembered {
  readonly shapes: QueryStrategyCache
  readonly keys: CursorKeys
}

/** One operation, planned for one principal. */
export class PreparedOperation {
  readonly estimatedCost: number
  private readonly plans: OperationPlan
  private readonly spent = { actual: 0 }
  private readonly redactions: Redactions

  constructor(
    private readonly options: EngineOptions & Remembered,
    private readonly request: OperationRequest,
  ) {
    this.redactions = new Redactions(request.accessMode)
    const bound = this.bind(request.principal)
    const planning = this.planning(bound, this.cursors(request.principal))
    const { operation } = request
    if (operation.operation === OperationTypeNode.MUTATION && planning !== undefined) {
      const { principal } = request
      refuseBeyondScopes(planning, operation, { principal, scopes: options.policies.scopes })
      this.spent.actual = priceMutations(planning, operation)
    }
    this.plans =
      operation.operation === OperationTypeNode.QUERY && planning !== undefined
        ? planOperation(planning, operation)
        : new Map()
    this.estimatedCost = Math.ceil(planning?.cost.estimated ?? 0)
  }

  /** The planned answer of a root field, keyed by response keys. */
  async read(info: GraphQLResolveInfo): Promise<unknown> {
    const plan = this.plans.get(String(info.path.key))
    if (plan === undefined) throw new Error(`${info.fieldName} was not planned`)
    const bound = this.bind(this.request.principal)
    return readRootPlan(this.reading(bound), plan, viewerOf(bound))
  }

  /** The `viewer` of a payload, as the principal that a mutation has just made. */
  async readViewer(info: GraphQLResolveInfo, principal: Principal): Promise<unknown> {
    const bound = this.bind(principal)
    const planning = this.planning(bound, this.cursors(principal))
    const definition = info.parentType.getFields()[info.fieldName]
    if (planning === undefined || definition === undefined) throw new Error('A payload cannot be read here')
    const plan = planRoot(planning, { definition, nodes: info.fieldNodes })
    refuseExpensive(planning.cost.estimated, this.options.maximumCost)
    return plan === undefined
      ? null
      : readRootPlan(this.reading(bound, this.cursors(principal)), plan, viewerOf(bound))
  }

  /**
   * Plans what the payload of a mutation shows of rows, before the mutation changes anything.
   * @throws COST_EXCEEDED, BAD_USER_INPUT: so that nothing is done whose answer would be refused.
   */
  planPayload(info: PayloadAsked, principal: Principal): PayloadPlan {
    const planning = this.planning(this.bind(principal), this.cursors(principal))
    if (planning === undefined) throw new Error('A payload cannot be planned without its variables')
    const targets = planPayloadRows(planning, info)
    refuseExpensive(planning.cost.estimated, this.options.maximumCost)
    return {
      read: async (field, keys) => {
        const target = targets.get(String(field.path.key))
        if (target === undefined) throw new Error(`${field.fieldName} was not planned`)
        const reading = this.reading(this.bind(principal), this.cursors(principal))
        const found = await readByKey(reading, { ...target, far: 'id' }, [...new Set(keys)])
        return keys.map((key) => found.get(key)?.[0] ?? null)
      },
    }
  }

  /** Whether the caller wanted all or nothing, and something was withheld. */
  get rejected(): boolean {
    return this.redactions.rejected
  }

  extensions(): Readonly<Record<string, unknown>> {
    const { document, operation, principal, schema = this.options.schema } = this.request
    const missing = missingScopes(
      { document, operation, schema },
      { principal, scopes: this.options.policies.scopes },
    )
    return {
      access: {
        redacted: this.redactions.list(),
        ...(missing.length === 0 ? {} : { missingScopes: missing }),
      },
    }
  }

  actualCost(): number {
    return Math.ceil(this.spent.actual)
  }

  private bind(principal: Principal): BoundPolicy {
    return bindPolicy(this.options.policies, principal, this.request.now)
  }

  private cursors(principal: Principal): CursorSeal {
    const holder = `${principal.user?.id ?? ''}:${principal.organisation?.id ?? ''}:${principal.scopes.join(' ')}`
    return cursorSeal(this.options.keys, holder)
  }

  private planning(bound: BoundPolicy, cursors: CursorSeal): Planning | undefined {
    const { schema, model } = this.options
    const { document, operation, largestPage = LARGEST_PAGE } = this.request
    // INVARIANT: the principal's own schema coerces the variables, so errors name nothing that it does not hold.
    const variables = coercedVariables(
      { schema: this.request.schema ?? schema },
      operation,
      this.request.variables,
    )
    if (variables === undefined) return undefined
    const fragments = fragmentsOf(document)
    return {
      schema,
      model,
      policy: bound.classPolicy,
      fragments,
      variables,
      cursors,
      cost: { estimated: 0 },
      largestPage,
    }
  }

  private reading(bound: BoundPolicy, cursors = this.cursors(this.request.principal)): PlanRun {
    const { database, model, shapes } = this.options
    return {
      database,
      model,
      shapes,
      notes: this.request.notes,
      slots: bound.slots,
      cursors,
      spent: this.spent,
      withheld: {
        always: (info) => this.redactions.withhold(info, 'NOT_FOR_YOUR_ROLE'),
        here: (info) => this.redactions.withhold(info, 'NOT_FOR_THIS_ROW'),
      },
    }
  }
}

/** What `viewer` shows of the principal. */
function viewerOf(bound: BoundPolicy): ViewerFacts {
  return { principal: effective(bound), rules: () => packedRulesOf(bound) }
}

/** The principal with `accounting` as the policies decide it: an owner may see the billing without the flag. */
function effective({ set, classPolicy, principal }: BoundPolicy): Principal {
  if (!set.classes.some(({ name }) => name === 'accounting')) return principal
  return { ...principal, accounting: classPolicy.classes.includes('accounting') }
}

function refuseExpensive(estimated: number, maximum: number): void {
  if (estimated <= maximum) return
  throw readError(
    'COST_EXCEEDED',
    `This would cost ${estimated}, and at most ${maximum} is answered. Ask for smaller pages.`,
  )
}
