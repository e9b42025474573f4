import {
  getNamedType,
  getNullableType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql'
import {
  type AnsweredAccess,
  type AnsweredActions,
  answeredActions,
} from '../../read/schema/allowed-mutations'
import { type Subject } from './run-scenarios'

/** The questions that show everything of a type. */
export interface QuestionTexts {
  /** Pages through the root list of a type, where it has one. */
  list(type: string): { readonly field: string; readonly text: string } | null
  /** Some rows by their ids, with `access`. */
  byIds(type: string): string
  /** The parts of some owners, by the owners' ids. */
  parts(type: string, owner: OwnerEdge): string
  /** The fields that lead to rows of a type that has no look-up by id. */
  owners(type: string): readonly OwnerEdge[]
  isNode(type: string): boolean
  /** Reads `access { can }`, which names mutations, back into the actions of a type. */
  reported(subject: Pick<Subject, 'type' | 'actions'>, access: AnsweredAccess): AnsweredActions
}

/** A field of a type with an id that leads to a row, or to a list of rows, without one. */
export interface OwnerEdge {
  readonly owner: string
  readonly field: string
  readonly many: boolean
}

export function questionTexts(schema: GraphQLSchema): QuestionTexts {
  return {
    isNode: (type) => isNode(objectNamed(schema, type)),
    reported: (subject, access) => answeredActions(schema, subject, access),
    list: (type) => listText(schema, type),
    byIds: (type) =>
      `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on ${type} ${nodeText(schema, type)} } }`,
    owners: (type) => ownersOf(schema, type),
    parts: (type, { owner, field }) =>
      `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on ${owner} { id ${field} { ${fieldsText(objectNamed(schema, type))} } } } }`,
  }
}

function listText(schema: GraphQLSchema, type: string) {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {})
  const field = roots.find((root) => getNamedType(root.type).name === `${type}Connection`)?.name
  if (field === undefined) return null
  const page = 'pageInfo { hasNextPage endCursor } totalCount'
  const text = `query ($after: String) { ${field}(first: 50, after: $after) { ${page} nodes ${nodeText(schema, type)} } }`
  return { field, text }
}

function nodeText(schema: GraphQLSchema, type: string): string {
  return `{ id access { readable can } ${fieldsText(objectNamed(schema, type))} }`
}

/** Every field; of rows behind an edge only that they are there. */
function fieldsText(object: GraphQLObjectType): string {
  const fields = Object.values(object.getFields()).filter(({ name }) => name !== 'id' && name !== 'access')
  const texts = fields.map(({ name, type }) => {
    const named = getNamedType(type)
    if (isLeafType(named)) return name
    return named.name.endsWith('Connection') ? `${name} { totalCount }` : `${name} { __typename }`
  })
  return texts.join(' ')
}

function ownersOf(schema: GraphQLSchema, type: string): readonly OwnerEdge[] {
  const owners = Object.values(schema.getTypeMap()).filter(isObjectType).filter(isNode)
  return owners.flatMap((owner) =>
    Object.values(owner.getFields())
      .filter((field) => getNamedType(field.type).name === type)
      .map((field) => ({
        owner: owner.name,
        field: field.name,
        many: isListType(getNullableType(field.type)),
      })),
  )
}

function isNode(object: GraphQLObjectType): boolean {
  return object.getInterfaces().some((one) => one.name === 'Node')
}

function objectNamed(schema: GraphQLSchema, type: string): GraphQLObjectType {
  const object = schema.getType(type)
  if (!isObjectType(object)) throw new Error(`The schema has no object type ${type}`)
  return object
}
