import {
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  print,
} from 'graphql'

/** An operation of a file, with the fragments it may spread, and its variables. */
export interface ReadOperation {
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
    throw new Error(`This is no GraphQL document: ${mistake.message}${where}`, { cause: mistake })
  }
}

function readVariables(text: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new Error('The variables are a JSON object: `{ "id": "Invoice:17" }`.', { cause })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('The variables are a JSON object: `{ "id": "Invoice:17" }`.')
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
