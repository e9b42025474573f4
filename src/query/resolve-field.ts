import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql'

/**
 * The one resolver of plain fields, synchronous. Planned answers are keyed by response key, payloads of
 * mutations by field name. A function stands for what depends on the place: a withheld cell, or a payload's read.
 */
export const resolveField: GraphQLFieldResolver<unknown, unknown> = (source, ...[, , info]) => {
  if (typeof source !== 'object' || source === null) return undefined
  const answers = source as Readonly<Record<string, unknown>> // graphql-js hands on what resolvers returned
  const key = String(info.path.key)
  const value = Object.hasOwn(answers, key) ? answers[key] : answers[info.fieldName]
  return typeof value === 'function' ? (value as (info: GraphQLResolveInfo) => unknown)(info) : value
}
