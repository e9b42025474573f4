import {
  type FieldNode,
  getNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from 'graphql'
import { collectSubfields } from 'graphql/execution/collectFields'
import { prices } from '../price-list'
import { type Planning } from './planning'
import { nameOf } from './selected-fields'

/** Charges `__schema` and `__type` by how many parts of the schema they may answer. */
export function priceIntrospection(planning: Planning, nodes: readonly FieldNode[]): void {
  const definition = [SchemaMetaFieldDef, TypeMetaFieldDef].find(({ name }) => name === nameOf(nodes))
  if (definition === undefined) return
  const parts = partsIn(planning, { type: definition.type, times: 1 }, nodes)
  planning.cost.estimated += parts * prices.describedType.units
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
  const lengths = lengthsOf(schema)
  let parts = times
  for (const selected of inner.values()) {
    const name = nameOf(selected)
    const field = object.getFields()[name]
    if (field === undefined) continue
    parts += partsIn(planning, { type: field.type, times: times * (lengths.get(name) ?? 1) }, selected)
  }
  return parts
}

/** How long the lists of a schema are on average: public, like the schema itself. */
function lengthsOf(schema: GraphQLSchema): ReadonlyMap<string, number> {
  const known = lengths.get(schema) ?? measured(schema)
  lengths.set(schema, known)
  return known
}

const lengths = new WeakMap<GraphQLSchema, ReadonlyMap<string, number>>()

function measured(schema: GraphQLSchema): ReadonlyMap<string, number> {
  const types = Object.values(schema.getTypeMap())
  const fields = types.flatMap((type) =>
    isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [],
  )
  const inputs = types.flatMap((type) => (isInputObjectType(type) ? Object.values(type.getFields()) : []))
  const values = types.flatMap((type) => (isEnumType(type) ? type.getValues() : []))
  const args = fields.reduce((sum, field) => sum + field.args.length, 0)
  return new Map([
    ['types', types.length],
    ['directives', schema.getDirectives().length],
    ['fields', fields.length / types.length],
    ['inputFields', inputs.length / types.length],
    ['enumValues', values.length / types.length],
    ['args', args / Math.max(1, fields.length)],
    // Half of the types are wrapped once more.
    ['ofType', 0.5],
    ['interfaces', 0.5],
    ['possibleTypes', 0.5],
  ])
}
