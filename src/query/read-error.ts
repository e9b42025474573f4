import { GraphQLError } from 'graphql'

export type ReadErrorCode =
  'BAD_USER_INPUT' | 'INVALID_CURSOR' | 'COST_EXCEEDED' | 'FIELD_FORBIDDEN' | 'FORBIDDEN'

/** A refusal of the reader's, raised before any SQL: a calm sentence and a code of the catalogue. */
export function readError(code: ReadErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } })
}
