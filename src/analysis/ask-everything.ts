import {
  type DocumentNode,
  execute,
  type FragmentDefinitionNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  print,
  validate,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { type Principal } from '../policy/principal'
import { type QueryEngine } from '../read/engine'
import { type AccessMode, inOrderOfFields } from '../read/redactions'
import { resolveField } from '../read/schema/annotations'

/** An operation of a file, with the fragments it may spread, and its variables. */
interface ReadOperation {
  /** Its name; absent where it has none. */
  readonly name?: string
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
}

/**
 * The queries of a GraphQL document, each on its own. Mutations change things and are left out.
 * @param variables a JSON object; each query takes those it declares.
 * @throws a sentence where the document or the variables cannot be read, or hold no query.
 */
export function readOperations(text: string, variables: string): readonly ReadOperation[] {
  const given = readVariables(variables)
  const { definitions } = parsed(text)
  const fragments = definitions.filter(
    (one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION,
  )
  const queries = definitions.filter(
    (one): one is OperationDefinitionNode =>
      one.kind === Kind.OPERATION_DEFINITION && one.operation === OperationTypeNode.QUERY,
  )
  if (queries.length === 0) throw new Error('This file holds no query.')
  return queries.map((query) => ({
    ...(query.name === undefined ? {} : { name: query.name.value }),
    text: [query, ...spreadBy(query, fragments)].map((one) => print(one)).join('\n\n'),
    variables: Object.fromEntries(
      (query.variableDefinitions ?? []).flatMap(({ variable }) => {
        const name = variable.name.value
        return name in given ? [[name, given[name]]] : []
      }),
    ),
  }))
}

function parsed(text: string) {
  try {
    return parse(text)
  } catch (mistake) {
    if (!(mistake instanceof GraphQLError)) throw mistake
    const [place] = mistake.locations ?? []
    const where = place === undefined ? '' : ` (line ${place.line}, column ${place.column})`
    throw new Error(`This is not a GraphQL document: ${mistake.message}${where}`, { cause: mistake })
  }
}

function readVariables(text: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new Error('The variables must be a JSON object: `{ "id": "Invoice:17" }`.', { cause })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('The variables must be a JSON object: `{ "id": "Invoice:17" }`.')
  }
  return value as Readonly<Record<string, unknown>>
}

/** The fragments an operation spreads, directly or by others. */
function spreadBy(
  query: OperationDefinitionNode,
  fragments: readonly FragmentDefinitionNode[],
): readonly FragmentDefinitionNode[] {
  const wanted = new Set<FragmentDefinitionNode>()
  const collect = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    for (const [, name] of print(node).matchAll(/\.\.\.\s*(?!on\b)(\w+)/g)) {
      const fragment = fragments.find((one) => one.name.value === name)
      if (fragment === undefined || wanted.has(fragment)) continue
      wanted.add(fragment)
      collect(fragment)
    }
  }
  collect(query)
  return [...wanted]
}

export interface AskedOperation {
  readonly text: string
  readonly as: Principal
  readonly variables?: Readonly<Record<string, unknown>>
  /** How the answer shows withheld cells; `redact` by default. */
  readonly mode?: AccessMode
  /** The operation of the document, where it has several. */
  readonly name?: string
  /** What the document is validated against: everything, or what exists for the principal. By default `stable`. */
  readonly schema?: 'stable' | 'reduced'
}

/** An answer as it goes over the wire: plain JSON. */
export interface WholeAnswer {
  readonly data?: JsonObject | null
  readonly errors?: readonly AnsweredError[]
  readonly extensions?: JsonObject
}

export interface AnsweredError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: JsonObject
}

export type JsonObject = Readonly<Record<string, unknown>>

interface EngineAt {
  readonly engine: QueryEngine
  readonly now: Date
}

/** As the server does it: parse, validate, plan, execute, and say what was withheld and what it cost. */
export async function wholeAnswer({ engine, now }: EngineAt, asked: AskedOperation): Promise<WholeAnswer> {
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
    const errors = result.errors === undefined ? {} : { errors: inOrderOfFields(result.errors, result.data) }
    return plain({ ...result, ...errors, extensions })
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

function documentOf(schema: GraphQLSchema, { text, name }: AskedOperation): Found {
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
