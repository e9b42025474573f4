import { execute, getOperationAST, type DocumentNode } from 'graphql'
import { type Principal } from '../policy/principal'
import { type QueryEngine } from './engine'
import { resolveField } from './schema/annotations'

/** Reads a document of our own as a principal, at a moment: what that principal may not see is absent from the answer. */
export type ReadFor = (
  principal: Principal,
  now: Date,
) => (
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, unknown>>>

/**
 * For what leaves the system without a request, such as mails and webhooks.
 * @param engine is called at the first read, because most processes never run such a job.
 */
export function readForOn(engine: () => QueryEngine): ReadFor {
  return (principal, now) => async (document, variables) => {
    const { schema } = engine()
    const operation = getOperationAST(document)
    if (operation === null || operation === undefined) throw new Error('A question is one operation.')
    const accessMode = 'redact'
    const prepared = engine().prepare({ document, operation, variables, principal, accessMode, now })
    const { data, errors } = await execute({
      schema,
      document,
      variableValues: variables,
      contextValue: { read: prepared.read.bind(prepared) },
      fieldResolver: resolveField,
    })
    const [error] = errors ?? []
    if (error !== undefined) throw error.originalError ?? error
    if (data === null || data === undefined) throw new Error('A question without an answer.')
    return data
  }
}
