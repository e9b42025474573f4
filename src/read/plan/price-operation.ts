import {
  type FieldNode,
  getArgumentValues,
  getNamedType,
  type GraphQLField,
  isObjectType,
  type OperationDefinitionNode,
} from 'graphql'
import { type ClassPolicy } from '../../policy/compile/class-policy'
import { TRUE } from '../../policy/condition'
import { type Principal, type TokenScope } from '../../policy/principal'
import { itemsIn, priceOfWork, prices, workOf } from '../price-list'
import { readError } from '../read-context'
import { type AsksExtension } from '../schema/annotations'
import { planPayloadRows, planRoot } from './plan-operation'
import { type Planning } from './planning'
import { nameOf, rootFields, subfields } from './selected-fields'

/**
 * Charges every root field of a mutation before the first of them does anything: what each declares to do, what its lists
 * hold, and what its payload shows. A mutation that the operation names thirty times costs thirty times as much.
 * @returns what the work costs without the payloads.
 */
export function priceMutations(planning: Planning, operation: OperationDefinitionNode): number {
  const mutation = planning.schema.getMutationType()
  if (mutation === undefined || mutation === null) return 0
  let total = 0
  for (const nodes of rootFields(planning, mutation, operation).values()) {
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
 * WHY as if everything were visible: a mutation may change the principal, and the payload is then read as the new one. It
 * is planned again, under the policies, before it is read.
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

/**
 * Refuses a mutation that an API token has no scope for, before anything is done.
 * INVARIANT: no token may use a mutation that does not declare what it asks of the policies. The policies decide about
 * the action again later; this also covers what is decided elsewhere, such as sessions.
 * @throws FORBIDDEN
 */
export function refuseBeyondScopes(
  planning: Pick<Planning, 'schema' | 'fragments' | 'variables'>,
  operation: OperationDefinitionNode,
  who: { readonly principal: Principal; readonly scopes: readonly TokenScope[] },
): void {
  const mutation = planning.schema.getMutationType()
  if (!who.principal.token || mutation === undefined || mutation === null) return
  for (const nodes of rootFields(planning, mutation, operation).values()) {
    const name = nameOf(nodes)
    const field = mutation.getFields()[name]
    if (field === undefined) continue
    const opening = scopesFor(field.extensions, who.scopes)
    if (opening.some((scope) => who.principal.scopes.includes(scope))) continue
    const wanted = opening.map((scope) => `\`${scope}\``).join(' or ')
    const refusal = readError(
      'FORBIDDEN',
      opening.length === 0
        ? `\`${name}\` is for people who are signed in, not for API tokens.`
        : `\`${name}\` takes an API token with the scope ${wanted}.`,
    )
    // Known before any row is looked at, so it says nothing about one.
    if (opening.length > 0) refusal.extensions['missingScopes'] = opening
    throw refusal
  }
}

/** The scopes that cover what a mutation asks. */
function scopesFor(extensions: unknown, scopes: readonly TokenScope[]): readonly string[] {
  const { asks } = (extensions ?? {}) as Partial<AsksExtension> // mutations carry it
  if (asks === undefined) return []
  return scopes
    .filter(({ covers }) => covers.get(asks.type)?.includes(asks.action) === true)
    .map(({ name }) => name)
}
