import {
  type ASTVisitor,
  type DocumentNode,
  getNamedType,
  GraphQLError,
  type GraphQLSchema,
  isInputObjectType,
  Kind,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  validate,
  type ValidationContext,
  type ValidationRule,
  ValuesOfCorrectTypeRule,
} from 'graphql'

/** How many problems are told at once. */
const MOST_PROBLEMS = 50

/** GraphQL's rules, and three of ours: no echo of values, no operation that the schema has no root for, introspection by setting. */
export function validateDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  { introspection }: { readonly introspection: boolean },
): readonly GraphQLError[] {
  const rules: ValidationRule[] = [
    ...specifiedRules.map((rule) => (rule === ValuesOfCorrectTypeRule ? valuesWithoutEcho : rule)),
    knownOperations,
    ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
  ]
  // WHY no suggestions: they name what a caller may not know of, and looking for them takes quadratic time.
  const problems = validate(schema, document, rules, { maxErrors: MOST_PROBLEMS, hideSuggestions: true })
  return problems.map(
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
 * The rule of graphql-js on literals, its sentences without the literals: a password that stands in the document does not
 * stand in the answer, nor in whatever keeps answers.
 */
function valuesWithoutEcho(context: ValidationContext): ASTVisitor {
  const reporting: ValidationContext = Object.create(context, {
    reportError: {
      value: (error: GraphQLError) => {
        const type = context.getInputType()
        const [node] = error.nodes ?? []
        const isField = node?.kind === Kind.OBJECT_FIELD || (node?.kind === Kind.OBJECT && isNamed(type))
        if (isField || type === null || type === undefined || node === undefined) context.reportError(error)
        else
          context.reportError(
            new GraphQLError(`Expected a value of type "${String(type)}".`, { nodes: node }),
          )
      },
    },
  })
  return ValuesOfCorrectTypeRule(reporting)
}

/** Whether a problem with an object is about the names of its fields: those are the caller's words, but no values. */
function isNamed(type: Parameters<typeof getNamedType>[0]): boolean {
  return isInputObjectType(getNamedType(type))
}

/** WHY a rule: graphql-js finds out only when it executes, and then it is nobody's mistake. */
function knownOperations(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (context.getSchema().getRootType(node.operation) !== undefined) return
      const message =
        node.operation === 'subscription'
          ? 'This server has no subscriptions. Ask again with a query.'
          : `The schema has no ${node.operation}.`
      context.reportError(new GraphQLError(message, { nodes: node }))
    },
  }
}
