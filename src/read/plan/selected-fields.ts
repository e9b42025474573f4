import {
  type FieldNode,
  getArgumentValues,
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  isObjectType,
  type OperationDefinitionNode,
} from 'graphql'
import { collectFields, collectSubfields } from 'graphql/execution/collectFields'
import { type TypeModel } from '../schema/model'
import { type Planning } from './planning'
import { type ColumnPart } from './selection-plan'

/** The fields of a selection on a concrete type, merged by response key, fragments and directives resolved. */
export function subfields(
  planning: Planning,
  typeName: string,
  nodes: readonly FieldNode[],
): ReadonlyMap<string, readonly FieldNode[]> {
  const { schema, fragments, variables } = planning
  const type = schema.getType(typeName)
  if (!isObjectType(type)) throw new Error(`${typeName} is not an object type`)
  return collectSubfields(schema, fragments, variables, type, nodes)
}

/** The root fields of an operation on this root type, by response key. */
export function rootFields(
  { schema, fragments, variables }: Pick<Planning, 'schema' | 'fragments' | 'variables'>,
  root: GraphQLObjectType,
  { selectionSet }: OperationDefinitionNode,
): ReadonlyMap<string, readonly FieldNode[]> {
  return collectFields(schema, fragments, variables, root, selectionSet)
}

/** The parts of a plain object (money, address, page info) that were selected, in order. */
export function selectedParts(
  planning: Planning,
  typeName: string,
  nodes: readonly FieldNode[],
): readonly ColumnPart[] {
  return [...subfields(planning, typeName, nodes)].map(([key, fields]) => ({ key, name: nameOf(fields) }))
}

export function nameOf(fields: readonly FieldNode[]): string {
  const [first] = fields
  if (first === undefined) throw new Error('A selection without fields')
  return first.name.value
}

/** The coerced arguments of a field. */
export function argumentsOf(
  planning: Planning,
  type: TypeModel,
  [node]: readonly FieldNode[],
): Readonly<Record<string, unknown>> {
  if (node === undefined) throw new Error('A selection without fields')
  return getArgumentValues(definitionOf(planning, type, node.name.value), node, planning.variables)
}

/** The name of the type that a field answers, without lists and non-nulls. */
export function answeredType(planning: Planning, type: TypeModel, field: string): string {
  return getNamedType(definitionOf(planning, type, field).type).name
}

function definitionOf({ schema }: Planning, type: TypeModel, field: string): GraphQLField<unknown, unknown> {
  const object = schema.getType(type.name)
  const found = isObjectType(object) ? object.getFields()[field] : undefined
  if (found === undefined) throw new Error(`The schema has no ${type.name}.${field}`)
  return found
}
