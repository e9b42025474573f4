import type { FieldNode, GraphQLError, GraphQLField } from 'graphql'
import { getArgumentValues, getNamedType, isObjectType } from 'graphql'
import { assumed, prices } from '../../price/price-list'
import { priceOfWork, workOf } from '../../price/work'
import { parseGlobalId } from '../global-id'
import type { TypeModel } from '../model/model'
import { typeOf } from '../model/model'
import { readError } from '../read-error'
import { Level } from './level'
import { planConnection } from './plan-connection'
import type { ConnectionPlan } from './connection-plan'
import { planView } from './plan-view'
import type { ViewerPlan } from './plan-viewer'
import { planViewer } from './plan-viewer'
import type { Planning } from './planning'
import { rulesOf } from './planning'
import { searchSqlOf } from './search'
import type { View } from './view'

/** What one root field answers with. */
export type RootPlan =
  | { readonly kind: 'list'; readonly plan: ConnectionPlan }
  | { readonly kind: 'one'; readonly key: number; readonly level: Level; readonly view: View }
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
  readonly level: Level
  readonly view: View
}

/** No row has it: what is malformed is looked up like what does not exist, by the same statement. */
const NO_ROW = 0

const MOST_NODES = 100

/** @returns undefined for a field that the engine does not answer, such as `__typename`. */
export function planRoot(planning: Planning, root: RootField): RootPlan | undefined {
  const { definition, nodes } = root
  const [first] = nodes
  if (first === undefined) return undefined
  const named = getNamedType(definition.type)
  const values = getArgumentValues(definition, first, planning.variables)
  planning.cost.estimated += prices.object.units
  if (named.name === 'Viewer') return { kind: 'viewer', plan: planViewer(planning, nodes) }
  if (named.name === 'Node') return planNodes(planning, nodes, values)
  if (!isObjectType(named)) {
    chargeResolver(planning, definition)
    return undefined
  }
  const listed = /^(.+)Connection$/.exec(named.name)?.[1]
  if (listed !== undefined) {
    const rules = rulesOf(planning, typeOf(planning.model, listed))
    const search = searchSqlOf(rules.type, definition, values['search'])
    if (search !== undefined) planning.cost.estimated += 2 * assumed.rootRows * prices.compared.units
    const place = { rules, route: undefined, parents: 1, values }
    return {
      kind: 'list',
      plan: planConnection(planning, search === undefined ? place : { ...place, extra: search }, nodes),
    }
  }
  const type = planning.model.types.get(named.name)
  if (type === undefined || typeof values['id'] !== 'string') {
    chargeResolver(planning, definition)
    return undefined
  }
  const parsed = parseGlobalId(values['id'])
  const target = planTarget(planning, { type, rows: 1 }, nodes)
  return { kind: 'one', key: parsed?.type === type.name ? parsed.key : NO_ROW, ...target }
}

/** What a resolver answers by statements of its own costs what it declares. */
function chargeResolver({ cost }: Planning, { extensions }: GraphQLField<unknown, unknown>): void {
  cost.estimated += prices.query.units + priceOfWork(workOf(extensions) ?? {}, 0)
}

export interface RootField {
  readonly definition: GraphQLField<unknown, unknown>
  readonly nodes: readonly FieldNode[]
}

/** @param rows how many rows may be looked up. */
export function planTarget(
  planning: Planning,
  { type, rows }: { readonly type: TypeModel; readonly rows: number },
  nodes: readonly FieldNode[],
): NodeTarget {
  planning.cost.estimated += prices.statement.units
  const level = new Level(rulesOf(planning, type))
  return { level, view: planView(planning, { level, rows }, nodes) }
}

function planNodes(
  planning: Planning,
  nodes: readonly FieldNode[],
  values: Readonly<Record<string, unknown>>,
): RootPlan {
  const several = Array.isArray(values['ids'])
  const ids = several ? (values['ids'] as readonly string[]) : [String(values['id'])] // coerced: [ID!]! or ID!
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
