import { getNamedType, type GraphQLResolveInfo, isObjectType } from 'graphql'
import { nameOf, subfields } from './plan-view'
import type { Planning } from './planning'
import { type NodeTarget, planTarget } from './root-plan'

/** What each field of a payload that shows rows wants of them, by response key. `info` is that of the mutation. */
export function planPayloadRows(
  planning: Planning,
  info: GraphQLResolveInfo,
): ReadonlyMap<string, NodeTarget> {
  const payload = getNamedType(info.returnType)
  if (!isObjectType(payload)) throw new Error(`${payload.name} is no payload`)
  const targets = new Map<string, NodeTarget>()
  for (const [key, nodes] of subfields(planning, payload.name, info.fieldNodes)) {
    const field = payload.getFields()[nameOf(nodes)]
    const type = field === undefined ? undefined : planning.model.types.get(getNamedType(field.type).name)
    if (type !== undefined) targets.set(key, planTarget(planning, type, nodes))
  }
  return targets
}
