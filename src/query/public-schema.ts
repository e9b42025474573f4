import type { GraphQLField, GraphQLSchema } from 'graphql'
import { getNamedType, isIntrospectionType, isObjectType } from 'graphql'
import { workOf } from '../price/work'
import { nameAllowedMutations } from './allowed-mutations'
import { withListArguments } from './arguments/list-arguments'
import type { Model } from './model/model'

/** The schema as it is served: the declared one, with list arguments and totals, answered by planned reads. */
export function publicSchema(declared: GraphQLSchema, model: Model): GraphQLSchema {
  nameAllowedMutations(declared)
  const schema = withListArguments(declared, model)
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  for (const type of Object.values(schema.getTypeMap())) {
    if (
      !isObjectType(type) ||
      isIntrospectionType(type) ||
      roots.includes(type) ||
      type.name.endsWith('Payload')
    )
      continue
    // WHY: the resolvers that type-graphql makes read by field name, planned answers are keyed by response key.
    for (const field of Object.values(type.getFields())) delete field.resolve
  }
  refuseUnpriced(schema, model)
  return schema
}

/**
 * INVARIANT: whatever can be asked for has a price before it is done: a mutation, and a query that no plan answers, must
 * declare its work.
 */
function refuseUnpriced(schema: GraphQLSchema, model: Model): void {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {})
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {})
  const elsewhere = queries.filter((field) => !isPlanned(field, model))
  const names = [...mutations, ...elsewhere].filter((field) => workOf(field.extensions) === undefined)
  if (names.length === 0) return
  const listed = names.map(({ name }) => `\`${name}\``).join(', ')
  throw new Error(
    `These fields declare no work: ${listed}. Add \`@Extensions(work({ … }))\`; see src/price/work.ts.`,
  )
}

/** Whether the engine plans it, and so charges what it reads. */
function isPlanned({ type, args }: GraphQLField<unknown, unknown>, model: Model): boolean {
  const { name } = getNamedType(type)
  if (name === 'Viewer' || name === 'Node') return true
  if (model.types.has(name.replace(/Connection$/, '')) && name.endsWith('Connection')) return true
  return model.types.has(name) && args.some((argument) => argument.name === 'id')
}
