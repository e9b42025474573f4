import { type HTTPGraphQLResponse } from '@apollo/server'
import { type GraphQLFormattedError } from 'graphql'
import { type ToldCost } from './bill'

/** Answers that carry no `data`: refusals, made before an operation was there. */
export interface Refused {
  /** What the whole answer is to say; undefined: what it says. */
  readonly errors: readonly GraphQLFormattedError[] | undefined
  readonly extensions: Readonly<Record<string, unknown>> & { readonly cost: ToldCost }
}

/** The same answer with what every answer says beside its errors. */
export function withExtensions(answer: HTTPGraphQLResponse, told: Refused): HTTPGraphQLResponse {
  if (answer.body.kind !== 'complete') return answer
  const body = JSON.parse(answer.body.string) as { errors?: unknown; extensions?: object } // Apollo wrote it just now
  const errors = told.errors === undefined || told.errors.length === 0 ? body.errors : told.errors
  const extensions = { ...body.extensions, ...told.extensions }
  return {
    ...answer,
    body: { kind: 'complete', string: `${JSON.stringify({ ...body, errors, extensions })}\n` },
  }
}
