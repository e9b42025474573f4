import {
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'

interface ByNobodyExtension {
  readonly byNobody: true
}

/**
 * Declared with a root field that may be asked by nobody: `@Extensions(byNobody())`. What a caller does by it is in no log,
 * trace, metric or table with who or when. INVARIANT: an operation is `by: 'nobody'` exactly where its field says so.
 */
export function byNobody(): Record<string, unknown> {
  return { byNobody: true } satisfies ByNobodyExtension
}

/** Whether a field was declared so. */
export function isByNobody({
  extensions,
}: {
  readonly extensions: Readonly<Record<string, unknown>>
}): boolean {
  return extensions['byNobody'] === true
}

/** What of requests may leave no trace, by the schema that declares it. */
export interface Unnamed {
  /** Root fields that are asked by nobody. */
  readonly fields: ReadonlySet<string>
  /** Whether a document, before it is parsed, may name any of them. INVARIANT: a yes too many is harmless; a no is certain. */
  mentionedIn(text: string | undefined): boolean
  /** What of a document may be reported; undefined where nothing may. */
  without(document: DocumentNode, operation: OperationDefinitionNode | undefined): DocumentNode | undefined
}

export function unnamedOf(schema: GraphQLSchema): Unnamed {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  const declared = roots.flatMap((type) => Object.values(type?.getFields() ?? {})).filter(isByNobody)
  const fields = new Set(declared.map(({ name }) => name))
  // WHY by a pattern: GraphQL has no way to write a name otherwise, and this comes before anything is parsed or looked up.
  const pattern = fields.size === 0 ? /$^/ : new RegExp(`\\b(?:${[...fields].join('|')})\\b`)
  return {
    fields,
    mentionedIn: (text) => text !== undefined && pattern.test(text),
    without: (document, operation) => {
      const left = withoutFields(document, schema)
      if (left === document) return document
      return operation === undefined ? undefined : tidied(left, operation)
    },
  }
}

function withoutFields(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const info = new TypeInfo(schema)
  return visit(
    document,
    visitWithTypeInfo(info, {
      Field: () => {
        const field = info.getFieldDef()
        return field !== null && field !== undefined && isByNobody(field) ? null : undefined
      },
    }),
  )
}

/**
 * Of the operation that ran, what is still asked: no empty selections and fragments, no variables that nobody uses, and no
 * name, which may say what it is for. WHY not nothing at all: a caller who adds such a field must not hide the rest of the operation.
 */
function tidied(all: DocumentNode, ran: OperationDefinitionNode): DocumentNode | undefined {
  const document = {
    ...all,
    definitions: all.definitions.filter(
      (one) => one.kind !== Kind.OPERATION_DEFINITION || one.name?.value === ran.name?.value,
    ),
  }
  const empty = new Set(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION && !asksAnything(one.selectionSet.selections)
        ? [one.name.value]
        : [],
    ),
  )
  const pruned: DocumentNode = visit(document, {
    FragmentSpread: (node) => (empty.has(node.name.value) ? null : undefined),
    InlineFragment: { leave: (node) => (asksAnything(node.selectionSet.selections) ? undefined : null) },
    FragmentDefinition: { leave: (node) => (empty.has(node.name.value) ? null : undefined) },
    OperationDefinition: {
      leave: ({ name: _name, ...node }) => {
        if (!asksAnything(node.selectionSet.selections)) return null
        const used = variablesIn(document)
        const variableDefinitions = node.variableDefinitions?.filter(({ variable }) =>
          used.has(variable.name.value),
        )
        return { ...node, ...(variableDefinitions === undefined ? {} : { variableDefinitions }) }
      },
    },
  })
  return pruned.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION) ? pruned : undefined
}

function asksAnything(selections: readonly ASTNode[]): boolean {
  return selections.some((one) => one.kind !== Kind.FIELD || one.name.value !== '__typename')
}

function variablesIn(document: DocumentNode): ReadonlySet<string> {
  const used = new Set<string>()
  visit(document, {
    VariableDefinition: () => false,
    Variable: (node) => {
      used.add(node.name.value)
    },
  })
  return used
}
