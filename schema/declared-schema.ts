import 'reflect-metadata'
import type { GraphQLSchema } from 'graphql'
import { buildSchemaSync } from 'type-graphql'
import { resolvers } from './resolvers'

/** The schema as the classes declare it; the query engine adds the arguments that all lists share. */
export function declaredSchema(): GraphQLSchema {
  return buildSchemaSync({
    resolvers: [...resolvers],
    validate: false,
    // WHY: rows arrive planned and masked; nothing is left to do per field (an async middleware costs x12 on lists).
    disableInferringDefaultValues: true,
  })
}
