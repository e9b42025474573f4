import type { FieldNode, GraphQLOutputType } from 'graphql'
import {
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from 'graphql'
import { prices } from '../../price/price-list'
import { nameOf } from './plan-view'
import type { Planning } from './planning'
import { collectSubfields } from 'graphql/execution/collectFields'

/** How long the lists of a schema are taken to be; those not named hold one. */
const LENGTHS: Readonly<Record<string, number>> = {
  fields: 8,
  args: 2,
  inputFields: 4,
  enumValues: 4,
  directives: 5,
}

/** Charges `__schema` and `__type` by how many parts of the schema they may answer. */
export function priceIntrospection(planning: Planning, nodes: readonly FieldNode[]): void {
  const definition = [SchemaMetaFieldDef, TypeMetaFieldDef].find(({ name }) => name === nameOf(nodes))
  if (definition === undefined) return
  planning.cost.estimated +=
    partsIn(planning, { type: definition.type, times: 1 }, nodes) * prices.describedType.units
}

interface Place {
  readonly type: GraphQLOutputType
  readonly times: number
}

/** INVARIANT: as deep as the document is, which was measured before. */
function partsIn(planning: Planning, { type, times }: Place, nodes: readonly FieldNode[]): number {
  const object = getNamedType(type)
  if (!isObjectType(object)) return times
  const { schema, fragments, variables } = planning
  const inner: ReadonlyMap<string, readonly FieldNode[]> = collectSubfields(
    schema,
    fragments,
    variables,
    object,
    nodes,
  )
  let parts = times
  for (const selected of inner.values()) {
    const name = nameOf(selected)
    const field = object.getFields()[name]
    if (field === undefined) continue
    parts += partsIn(
      planning,
      { type: field.type, times: times * lengthOf(planning, name, field.type) },
      selected,
    )
  }
  return parts
}

function lengthOf({ schema }: Planning, name: string, type: GraphQLOutputType): number {
  const bare = isNonNullType(type) ? type.ofType : type
  if (!isListType(bare)) return 1
  return name === 'types' ? Object.keys(schema.getTypeMap()).length : (LENGTHS[name] ?? 1)
}
