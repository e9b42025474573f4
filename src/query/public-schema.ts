import type { GraphQLSchema } from 'graphql'
import { isIntrospectionType, isObjectType } from 'graphql'
import { withListArguments } from './arguments/list-arguments'
import type { Model } from './model/model'

/** The schema as it is served: the declared one, with list arguments and totals, answered by planned reads. */
export function publicSchema(declared: GraphQLSchema, model: Model): GraphQLSchema {
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
  return schema
}
