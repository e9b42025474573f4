import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getNamedType,
  GraphQLError,
  type GraphQLField,
  type GraphQLOutputType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
} from 'graphql'
import { getVariableValues } from 'graphql/execution/values'
import { parseGlobalId } from '../cursor'
import { assumed, priceOfWork, prices, workOf } from '../price-list'
import { readError } from '../read-context'
import { type TypeModel, typeOf } from '../schema/model'
import { searchSqlOf } from './plan-search'
import { planConnection, planSelection } from './plan-selection'
import { type Planning, rulesOf } from './planning'
import { priceIntrospection } from './price-introspection'
import { nameOf, rootFields, subfields } from './selected-fields'
import { type ConnectionPlan, RowFetch, type SelectionPlan } from './selection-plan'

/** The plans of an operation's root fields, by response key. */
export type OperationPlan = ReadonlyMap<string, RootPlan>

export function fragmentsOf(document: DocumentNode): Readonly<Record<string, FragmentDefinitionNode>> {
  const fragments: Record<string, FragmentDefinitionNode> = {}
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition
  }
  return fragments
}

/** The caller's variables as the schema coerces them; undefined where they do not fit, which the executor reports. */
export function coercedVariables(
  { schema }: Pick<Planning, 'schema'>,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  return getVariableValues(schema, operation.variableDefinitions ?? [], variables).coerced
}

/**
 * Plans every root field of a query before any of them runs, so that refusals come before any SQL. A refused field is an
 * error at its own path, and the others are still answered, where the schema lets it be null and there are others.
 */
export function planOperation(planning: Planning, operation: OperationDefinitionNode): OperationPlan {
  const plans = new Map<string, RootPlan>()
  const query = planning.schema.getQueryType()
  if (query === undefined || query === null) return plans
  const roots = rootFields(planning, query, operation)
  const refused: Refused[] = []
  for (const [key, nodes] of roots) {
    const definition = query.getFields()[nameOf(nodes)]
    if (definition === undefined) {
      priceIntrospection(planning, nodes)
      continue
    }
    try {
      const plan = planRoot(planning, { definition, nodes })
      if (plan !== undefined) plans.set(key, plan)
    } catch (error) {
      if (!isRefusal(error)) throw error
      refused.push({ error, mustAnswer: isNonNullType(definition.type) })
      plans.set(key, { kind: 'refused', error })
    }
  }
  const [whole = refused.length === roots.size ? refused[0] : undefined] = refused.filter(
    (one) => one.mustAnswer,
  )
  if (whole !== undefined) throw whole.error
  return plans
}

interface Refused {
  readonly error: GraphQLError
  /** Whether its field is non-null: without it there is no answer at all. */
  readonly mustAnswer: boolean
}

/** Whether the error concerns the arguments of one field, so that the others can be answered. */
function isRefusal(error: unknown): error is GraphQLError {
  if (!(error instanceof GraphQLError)) return false
  const { code } = error.extensions
  return code === 'BAD_USER_INPUT' || code === 'INVALID_CURSOR'
}

/** What one root field answers with. */
export type RootPlan =
  | { readonly kind: 'list'; readonly plan: ConnectionPlan }
  | {
      readonly kind: 'one'
      readonly key: number
      readonly fetch: RowFetch
      readonly selection: SelectionPlan
    }
  | { readonly kind: 'node'; readonly id: WantedNode; readonly targets: ReadonlyMap<string, NodeTarget> }
  | {
      readonly kind: 'nodes'
      readonly ids: readonly WantedNode[]
      readonly targets: ReadonlyMap<string, NodeTarget>
    }
  | { readonly kind: 'viewer'; readonly plan: ViewerPlan }
  /** Its arguments were refused. */
  | { readonly kind: 'refused'; readonly error: GraphQLError }

export interface WantedNode {
  readonly type: string
  readonly key: number
}

export interface NodeTarget {
  readonly fetch: RowFetch
  readonly selection: SelectionPlan
}

/** No row has this key. WHY: a malformed id runs the same statement as one that does not exist. */
const NO_ROW = 0

const MOST_NODES = 100

/** @returns undefined for a field that the engine does not answer, such as `__typename`. */
export function planRoot(planning: Planning, root: RootField): RootPlan | undefined {
  const { definition, nodes } = root
  const [first] = nodes
  if (first === undefined) return undefined
  const type = getNamedType(definition.type)
  const values = getArgumentValues(definition, first, planning.variables)
  planning.cost.estimated += prices.object.units
  if (type.name === 'Viewer') return { kind: 'viewer', plan: planViewer(planning, nodes) }
  if (type.name === 'Node') return planNodes(planning, nodes, values)
  const listed = isObjectType(type) ? /^(.+)Connection$/.exec(type.name)?.[1] : undefined
  if (listed !== undefined) return planList(planning, root, { rowType: listed, values })
  const rowType = isObjectType(type) ? planning.model.types.get(type.name) : undefined
  if (rowType !== undefined && typeof values['id'] === 'string') {
    const parsed = parseGlobalId(values['id'])
    const target = planTarget(planning, { type: rowType, rows: 1 }, nodes)
    return { kind: 'one', key: parsed?.type === rowType.name ? parsed.key : NO_ROW, ...target }
  }
  chargeResolver(planning, definition)
  return undefined
}

interface RootField {
  readonly definition: GraphQLField<unknown, unknown>
  readonly nodes: readonly FieldNode[]
}

function planList(
  planning: Planning,
  { definition, nodes }: RootField,
  { rowType, values }: { readonly rowType: string; readonly values: Readonly<Record<string, unknown>> },
): RootPlan {
  const rules = rulesOf(planning, typeOf(planning.model, rowType))
  const extra = searchSqlOf(rules.type, definition, values['search'])
  if (extra !== undefined) planning.cost.estimated += 2 * assumed.rootRows * prices.compared.units
  const place = { rules, route: undefined, parents: 1, values }
  const plan = planConnection(planning, extra === undefined ? place : { ...place, extra }, nodes)
  return { kind: 'list', plan }
}

/** Charges what a resolver declares that answers by statements of its own. */
function chargeResolver({ cost }: Planning, { extensions }: GraphQLField<unknown, unknown>): void {
  cost.estimated += prices.query.units + priceOfWork(workOf(extensions) ?? {}, 0)
}

/** @param rows how many rows may be looked up. */
function planTarget(
  planning: Planning,
  { type, rows }: { readonly type: TypeModel; readonly rows: number },
  nodes: readonly FieldNode[],
): NodeTarget {
  planning.cost.estimated += prices.statement.units
  const fetch = new RowFetch(rulesOf(planning, type))
  return { fetch, selection: planSelection(planning, { fetch, rows }, nodes) }
}

function planNodes(
  planning: Planning,
  nodes: readonly FieldNode[],
  values: Readonly<Record<string, unknown>>,
): RootPlan {
  const several = Array.isArray(values['ids'])
  const ids = several ? (values['ids'] as readonly string[]) : [String(values['id'])] // the schema coerced it: [ID!]! or ID!
  if (ids.length > MOST_NODES)
    throw readError('BAD_USER_INPUT', `\`ids\` takes at most ${MOST_NODES} ids at once.`)
  const wanted = ids.map((id) => wantedNode(planning, id))
  const targets = new Map<string, NodeTarget>()
  for (const { type } of wanted) {
    if (targets.has(type)) continue
    const rows = wanted.filter((one) => one.type === type).length
    targets.set(type, planTarget(planning, { type: typeOf(planning.model, type), rows }, nodes))
  }
  const [only] = wanted
  return several || only === undefined
    ? { kind: 'nodes', ids: wanted, targets }
    : { kind: 'node', id: only, targets }
}

function wantedNode(planning: Planning, id: string): WantedNode {
  const parsed = parseGlobalId(id)
  if (parsed !== undefined && planning.model.types.get(parsed.type)?.isNode === true) return parsed
  const [fallback] = [...planning.model.types.values()].filter((type) => type.isNode)
  if (fallback === undefined) throw new Error('No type implements Node')
  return { type: fallback.name, key: NO_ROW }
}

/** A mutation as an operation asks for it. */
export interface PayloadAsked {
  readonly returnType: GraphQLOutputType
  readonly fieldNodes: readonly FieldNode[]
}

/** The targets of a payload's fields that show rows, by response key. */
export function planPayloadRows(planning: Planning, asked: PayloadAsked): ReadonlyMap<string, NodeTarget> {
  const payload = getNamedType(asked.returnType)
  if (!isObjectType(payload)) throw new Error(`${payload.name} is no payload`)
  const targets = new Map<string, NodeTarget>()
  for (const [key, nodes] of subfields(planning, payload.name, asked.fieldNodes)) {
    const field = payload.getFields()[nameOf(nodes)]
    const type = field === undefined ? undefined : planning.model.types.get(getNamedType(field.type).name)
    if (type === undefined || field === undefined) continue
    const rows = isListed(field.type) ? assumed.shortList : 1
    targets.set(key, planTarget(planning, { type, rows }, nodes))
  }
  return targets
}

function isListed(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type)
}

/** `viewer`: the principal, the memberships between which that person may switch, and where they are signed in. */
export interface ViewerPlan {
  readonly outputs: readonly ViewerOutput[]
}

export type ViewerOutput = { readonly key: string } & (
  | { readonly kind: 'fact'; readonly name: string }
  /** The principal's rules, packed for a front end. */
  | { readonly kind: 'rules' }
  | {
      readonly kind: 'one'
      readonly name: 'user' | 'organisation'
      readonly fetch: RowFetch
      readonly selection: SelectionPlan
    }
  /** Rows of the User, found by a relation of that name. */
  | {
      readonly kind: 'list'
      readonly name: string
      readonly fetch: RowFetch
      readonly selection: SelectionPlan
    }
)

const facts: readonly string[] = ['role', 'accounting', 'scopes', '__typename']
const objects = { user: 'User', organisation: 'Organisation' } as const

/** The resolver of `viewer` answers what is neither a fact nor found by a relation of the User. */
function planViewer(planning: Planning, nodes: readonly FieldNode[]): ViewerPlan {
  const lists = typeOf(planning.model, 'User').relations
  const outputs = [...subfields(planning, 'Viewer', nodes)].flatMap(([key, fields]): ViewerOutput[] => {
    const name = nameOf(fields)
    if (facts.includes(name)) return [{ key, kind: 'fact', name }]
    if (name === 'rules') {
      planning.cost.estimated += prices.rules.units
      return [{ key, kind: 'rules' }]
    }
    if (name === 'user' || name === 'organisation') {
      const fetch = fetchOf(planning, objects[name])
      return [
        { key, kind: 'one', name, fetch, selection: planSelection(planning, { fetch, rows: 1 }, fields) },
      ]
    }
    const target = lists.get(name)?.target
    if (target === undefined) return []
    const fetch = fetchOf(planning, target)
    const selection = planSelection(planning, { fetch, rows: assumed.shortList }, fields)
    return [{ key, kind: 'list', name, fetch, selection }]
  })
  return { outputs }
}

function fetchOf(planning: Planning, type: string): RowFetch {
  planning.cost.estimated += prices.statement.units
  return new RowFetch(rulesOf(planning, typeOf(planning.model, type)))
}
