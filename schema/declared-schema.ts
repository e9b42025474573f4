import { type GraphQLSchema } from 'graphql'
import 'reflect-metadata'
import { buildSchemaSync } from 'type-graphql'
import { resolvers } from './resolvers'

/** The schema as the classes declare it; the query engine adds the arguments that all lists share. */
export function declaredSchema(): GraphQLSchema {
  return buildSchemaSync({
    resolvers: [...resolvers],
    validate: false,
    // WHY: a class with a property initialiser would otherwise turn it into a default value of the schema.
    disableInferringDefaultValues: true,
  })
}
