import {
  type ASTNode,
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  isInputObjectType,
  Kind,
  NoSchemaIntrospectionCustomRule,
  OperationTypeNode,
  specifiedRules,
  TypeInfo,
  validate,
  ValidationContext,
  type ValidationRule,
  ValuesOfCorrectTypeRule,
  visit,
  visitWithTypeInfo,
} from 'graphql'

/** How many problems are told at once. */
const MOST_PROBLEMS = 50

/** GraphQL's rules, and ours: no echo of values, no operation that the schema has no root for, introspection by setting. */
export function validateDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  { introspection }: { readonly introspection: boolean },
): readonly GraphQLError[] {
  const rules: ValidationRule[] = [
    ...specifiedRules.filter((rule) => rule !== ValuesOfCorrectTypeRule),
    knownOperations,
    ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
  ]
  // WHY no suggestions: they name what a caller may not know of, and looking for them takes quadratic time.
  const problems = validate(schema, document, rules, { maxErrors: MOST_PROBLEMS, hideSuggestions: true })
  return [...problems, ...wrongValues(schema, document)].slice(0, MOST_PROBLEMS).map(
    (problem) =>
      new GraphQLError(problem.message, {
        nodes: problem.nodes ?? null,
        source: problem.source ?? null,
        positions: problem.positions ?? null,
        extensions: { ...problem.extensions, code: 'GRAPHQL_VALIDATION_FAILED' },
      }),
  )
}

/**
 * What the rule of graphql-js says of literals, without the literals: a password that stands in the document does not stand
 * in the answer, nor in whatever keeps answers.
 */
function wrongValues(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  const problems: GraphQLError[] = []
  const types = new TypeInfo(schema)
  const report = (error: GraphQLError): void => {
    if (problems.length >= MOST_PROBLEMS) return
    const type = types.getInputType()
    const [node] = error.nodes ?? []
    // Problems with an object are about the names of its fields, which are no values.
    if (type === null || type === undefined || isAboutNames(node, String(type))) problems.push(error)
    else
      problems.push(
        new GraphQLError(`Expected a value of type "${String(type)}".`, { nodes: error.nodes ?? null }),
      )
  }
  const isAboutNames = (node: ASTNode | undefined, type: string): boolean =>
    node?.kind === Kind.OBJECT_FIELD ||
    (node?.kind === Kind.OBJECT && isInputObjectType(schema.getType(type.replace(/[[\]!]/g, ''))))
  const context = new ValidationContext(schema, document, types, report, true)
  visit(document, visitWithTypeInfo(types, ValuesOfCorrectTypeRule(context)))
  return problems
}

/** WHY a rule: graphql-js finds out only when it executes, and then it is nobody's mistake. */
function knownOperations(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (context.getSchema().getRootType(node.operation) !== undefined) return
      const message =
        node.operation === OperationTypeNode.SUBSCRIPTION
          ? 'This server has no subscriptions. Ask again with a query.'
          : `The schema has no ${node.operation}.`
      context.reportError(new GraphQLError(message, { nodes: node }))
    },
  }
}
