import type { FieldNode, GraphQLField, OperationDefinitionNode } from 'graphql'
import { getArgumentValues, getNamedType, isObjectType } from 'graphql'
import { collectFields } from 'graphql/execution/collectFields'
import { TRUE } from '../../policy/condition'
import type { ClassPolicy } from '../../policy/class-policy'
import { prices } from '../../price/price-list'
import { itemsIn, priceOfWork, workOf } from '../../price/work'
import { planPayloadRows } from './plan-payload'
import { nameOf, subfields } from './plan-view'
import type { Planning } from './planning'
import { planRoot } from './root-plan'

/**
 * Charges every root field of a mutation before the first of them does anything: what each declares to do, what its lists
 * hold, and what its payload shows. One that is asked for thirty times costs thirty times as much.
 * @returns what the work costs without the payloads.
 */
export function priceMutations(planning: Planning, operation: OperationDefinitionNode): number {
  const mutation = planning.schema.getMutationType()
  if (mutation === undefined || mutation === null) return 0
  const { schema, fragments, variables } = planning
  const roots: ReadonlyMap<string, readonly FieldNode[]> = collectFields(
    schema,
    fragments,
    variables,
    mutation,
    operation.selectionSet,
  )
  let total = 0
  for (const nodes of roots.values()) {
    const definition = mutation.getFields()[nameOf(nodes)]
    if (definition === undefined) continue
    total += priceOfMutation(planning, definition, nodes)
    pricePayload(planning, definition, nodes)
  }
  planning.cost.estimated += total
  return total
}

function priceOfMutation(
  { variables }: Planning,
  definition: GraphQLField<unknown, unknown>,
  [node]: readonly FieldNode[],
): number {
  const input = node === undefined ? {} : getArgumentValues(definition, node, variables)
  return prices.write.units + priceOfWork(workOf(definition.extensions) ?? {}, itemsIn(input))
}

/**
 * WHY as if everything could be seen: a mutation may change who asks, and then the payload is read as somebody else. It is
 * planned again, under the policies, before it is read.
 */
function pricePayload(
  planning: Planning,
  definition: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
): void {
  const open = { ...planning, policy: everything, cursors: undefined }
  planPayloadRows(open, { returnType: definition.type, fieldNodes: nodes })
  const payload = getNamedType(definition.type)
  if (!isObjectType(payload)) return
  for (const inner of subfields(planning, payload.name, nodes).values()) {
    const field = payload.getFields()[nameOf(inner)]
    if (field === undefined || getNamedType(field.type).name !== 'Viewer') continue
    planRoot(open, { definition: field, nodes: inner })
  }
}

const everything: ClassPolicy = {
  signature: '',
  version: '',
  classes: [],
  rules: [],
  type: (type) => ({
    type,
    row: TRUE,
    field: () => ({ kind: 'always' }),
    action: () => TRUE,
    actions: [],
  }),
}
