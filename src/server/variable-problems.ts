import {
  coerceInputValue,
  getNamedType,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql'

/** How many problems are told at once. */
const MOST_PROBLEMS = 50

/**
 * Why the variables do not fit an operation, in sentences that repeat no value: passwords and reports travel in variables,
 * and answers are kept by browsers, proxies and logs.
 * INVARIANT: a name or a value that the schema at hand does not hold is told the same whether another schema holds it.
 */
export function variableProblems(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): readonly GraphQLError[] {
  const problems: GraphQLError[] = []
  for (const definition of operation.variableDefinitions ?? []) {
    const tell = (sentence: string): void => {
      if (problems.length >= MOST_PROBLEMS) return
      const extensions = { code: 'BAD_USER_INPUT' }
      problems.push(new GraphQLError(sentence, { nodes: definition, extensions }))
    }
    checkVariable(schema, { definition, variables }, tell)
  }
  return problems
}

interface Given {
  readonly definition: VariableDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
}

function checkVariable(schema: GraphQLSchema, given: Given, tell: (sentence: string) => void): void {
  const { definition, variables } = given
  const name = definition.variable.name.value
  const type = typeFromAST(schema, definition.type)
  // Validation has told of a type that is none.
  if (type === undefined || !isInputType(type)) return
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined
  if (value === undefined) {
    if (definition.defaultValue === undefined && isNonNullType(type))
      tell(`Variable "$${name}" of required type "${String(type)}" was not provided.`)
    return
  }
  if (value === null) {
    if (isNonNullType(type)) tell(`Variable "$${name}" of non-null type "${String(type)}" must not be null.`)
    return
  }
  coerceInputValue(value, type, (path, _invalid, error) => {
    const place = path.reduce<string>(
      (text, key) => `${text}${typeof key === 'number' ? `[${key}]` : `.${key}`}`,
      name,
    )
    tell(
      `Variable "$${name}" got an invalid value at "${place}"; ${withoutValue(error.message, typeAt(type, path))}`,
    )
  })
}

/** Sentences of graphql-js that name fields and types and no value; everything else may repeat what was sent. */
const harmless = [
  /^Field "[_A-Za-z][_0-9A-Za-z]*" is not defined by type "\w+"\./,
  /^Field "\w+" of required type "[^"]+" was not provided\.$/,
  /^Expected non-nullable type "[^"]+" not to be null\.$/,
  /^Expected type "[^"]+" to be an object\.$/,
]

function withoutValue(sentence: string, type: GraphQLInputType): string {
  for (const form of harmless) {
    const [said] = form.exec(sentence) ?? []
    if (said !== undefined) return said
  }
  return `Expected a value of type "${String(type)}".`
}

/** The type of what stands at a path within a value: the innermost one where the path leads out of it. */
function typeAt(type: GraphQLInputType, path: readonly (string | number)[]): GraphQLInputType {
  let at: GraphQLInputType = type
  for (const key of path) {
    const bare: GraphQLInputType = isNonNullType(at) ? at.ofType : at
    if (typeof key === 'number') {
      if (isListType(bare)) at = bare.ofType
      continue
    }
    const object = getNamedType(bare)
    const field = isInputObjectType(object) ? object.getFields()[key] : undefined
    if (field === undefined) return at
    at = field.type
  }
  return at
}
