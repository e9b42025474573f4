import { extendSchema, GraphQLSchema, isInterfaceType, isObjectType, parse } from 'graphql'
import { declaredSchema } from '../../../schema/declared'
import { type ReadContext } from '../../../src/read/read-context'

/** The root field that lists all rows of a type. */
export function listOf(type: string): string {
  return `every${type}`
}

/**
 * The real schema, with a list of its own for every type that has a policy, and `id` and `access` on all of them:
 * so that parts, which are otherwise seen in their whole only, can be asked for under their own full rules.
 */
export function everyList(types: readonly string[]): GraphQLSchema {
  const declared = declaredSchema()
  const node = declared.getType('Node')
  const nodes = isInterfaceType(node) ? declared.getPossibleTypes(node).map(({ name }) => name) : []
  const parts = types.filter((type) => !nodes.includes(type))
  const additions = [
    ...parts.map((type) => `extend type ${type} { ${lackingOf(declared, type)} }`),
    ...types.filter((type) => declared.getType(`${type}Connection`) === undefined).map(connectionText),
    `extend type Query { ${types.map((type) => `${listOf(type)}: ${type}Connection`).join(' ')} }`,
  ]
  const schema = extendSchema(declared, parse(additions.join('\n')))
  const query = schema.getQueryType()
  for (const type of types) {
    const field = query?.getFields()[listOf(type)]
    if (field === undefined || !isObjectType(schema.getType(type)))
      throw new Error(`The schema has no ${type}`)
    field.resolve = (_source, _arguments, context: ReadContext, info) => context.read(info)
  }
  // WHY without mutations: `access { can }` then names every action of the policies, those too that no mutation asks for.
  return new GraphQLSchema({ ...schema.toConfig(), mutation: null })
}

/** Of `id` and `access`, what a part does not have by itself. */
function lackingOf(declared: GraphQLSchema, type: string): string {
  const object = declared.getType(type)
  const has = (field: string): boolean => isObjectType(object) && object.getFields()[field] !== undefined
  return [...(has('id') ? [] : ['id: ID!']), ...(has('access') ? [] : ['access: Access!'])].join(' ')
}

function connectionText(type: string): string {
  return `type ${type}Edge { cursor: String! node: ${type}! }
    type ${type}Connection { edges: [${type}Edge!]! nodes: [${type}!]! pageInfo: PageInfo! totalCount: Int! }`
}
