import { type DocumentNode, execute, type GraphQLError, getOperationAST, parse, validate } from 'graphql'
import type { Principal } from '../policy/principal'
import type { QueryEngine } from '../query/engine'
import { resolveField } from '../query/resolve-field'
import { type Ask, objectAt, type Reply, textAt } from './ask'

export interface EngineDoor {
  readonly engine: QueryEngine
  readonly principalOf: (persona: string) => Promise<Principal>
  readonly clock: Date
}

/** Asks the query engine itself: plans, SQL and masks, without a server around. */
export function askEngine({ engine, principalOf, clock: now }: EngineDoor): Ask {
  const documents = new Map<string, DocumentNode>()
  const documentOf = (text: string): DocumentNode => {
    const known = documents.get(text) ?? parse(text)
    documents.set(text, known)
    return known
  }
  return async ({ persona, document: text, variables }) => {
    const document = documentOf(text)
    const operation = getOperationAST(document)
    const mistakes = validate(engine.schema, document)
    if (operation === null || operation === undefined || mistakes.length > 0) return failed(mistakes)
    const principal = await principalOf(persona)
    const prepared = engine.prepare({ document, operation, variables, principal, accessMode: 'report', now })
    const result = await execute({
      schema: engine.schema,
      document,
      variableValues: variables,
      contextValue: { read: prepared.read.bind(prepared) },
      fieldResolver: resolveField,
    })
    return { data: objectAt(result.data), errors: (result.errors ?? []).map(asReplyError) }
  }
}

function failed(errors: readonly GraphQLError[]): Reply {
  return { data: null, errors: errors.map(asReplyError) }
}

function asReplyError({ path, extensions, message }: GraphQLError) {
  return { path: path ?? [], code: textAt(extensions['code']), message }
}
