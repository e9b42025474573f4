import {
  type FieldNode,
  getNamedType,
  type GraphQLOutputType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { assumed } from '../../price/price-list'
import { nameOf, subfields } from './plan-view'
import type { Planning } from './planning'
import { type NodeTarget, planTarget } from './root-plan'

/** A mutation as an operation asks for it. */
export interface PayloadAsked {
  readonly returnType: GraphQLOutputType
  readonly fieldNodes: readonly FieldNode[]
}

/** What each field of a payload that shows rows wants of them, by response key. */
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
