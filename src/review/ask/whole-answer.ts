import {
  type DocumentNode,
  execute,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import type { Principal } from '../../policy/principal'
import type { QueryEngine } from '../../query/engine'
import type { AccessMode } from '../../query/redactions'
import { resolveField } from '../../query/resolve-field'

export interface Asked {
  readonly text: string
  readonly as: Principal
  readonly variables?: Readonly<Record<string, unknown>>
  /** How withheld cells are told; `redact` if not said. */
  readonly mode?: AccessMode
  /** The operation of the document, where it has several. */
  readonly name?: string
  /** What the document is validated against: everything, or what exists for the principal. `stable` if not said. */
  readonly schema?: 'stable' | 'reduced'
}

/** An answer as it goes over the wire: plain JSON. */
export interface WholeAnswer {
  readonly data?: Loose | null
  readonly errors?: readonly AnsweredError[]
  readonly extensions?: Loose
}

export interface AnsweredError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: Loose
}

export type Loose = Readonly<Record<string, unknown>>

export interface Door {
  readonly engine: QueryEngine
  readonly now: Date
}

/** As the server does it: parse, validate, plan, execute, and say what was withheld and what it cost. */
export async function wholeAnswer({ engine, now }: Door, asked: Asked): Promise<WholeAnswer> {
  const { as: principal, variables = {}, mode: accessMode = 'redact' } = asked
  const schema = asked.schema === 'reduced' ? engine.reducedSchemaFor(principal) : engine.schema
  const found = documentOf(schema, asked)
  if ('errors' in found) return plain(found)
  const { document, operation } = found
  try {
    const prepared = engine.prepare({ document, operation, variables, principal, accessMode, now })
    const result = await execute({
      schema,
      document,
      operationName: operation.name?.value ?? null,
      variableValues: variables,
      contextValue: { read: prepared.read.bind(prepared) },
      fieldResolver: resolveField,
    })
    const extensions = {
      ...prepared.extensions(),
      cost: { estimated: prepared.estimatedCost, actual: prepared.actualCost() },
    }
    if (prepared.rejected) return plain({ data: null, errors: [new GraphQLError('rejected')], extensions })
    return plain({ ...result, extensions })
  } catch (refusal) {
    if (refusal instanceof GraphQLError) return plain({ errors: [refusal] })
    throw refusal
  }
}

type Found =
  | { readonly document: DocumentNode; readonly operation: OperationDefinitionNode }
  | { readonly errors: readonly GraphQLError[] }

const remembered = new WeakMap<GraphQLSchema, LRUCache<string, Found>>()
const MOST_REMEMBERED = 5000

function documentOf(schema: GraphQLSchema, { text, name }: Asked): Found {
  const documents = remembered.get(schema) ?? new LRUCache<string, Found>({ max: MOST_REMEMBERED })
  remembered.set(schema, documents)
  const key = `${name ?? ''}\n${text}`
  const known = documents.get(key)
  if (known !== undefined) return known
  const found = read(schema, text, name)
  documents.set(key, found)
  return found
}

function read(schema: GraphQLSchema, text: string, name: string | undefined): Found {
  try {
    const document = parse(text)
    const mistakes = validate(schema, document)
    if (mistakes.length > 0) return { errors: mistakes }
    const operation = getOperationAST(document, name)
    if (operation === null || operation === undefined) {
      return { errors: [new GraphQLError('One operation at a time: say which one.')] }
    }
    return { document, operation }
  } catch (mistake) {
    if (mistake instanceof GraphQLError) return { errors: [mistake] }
    throw mistake
  }
}

/** Through JSON and back: exactly what a caller would receive. */
function plain(result: object): WholeAnswer {
  return JSON.parse(JSON.stringify(result)) as WholeAnswer
}
