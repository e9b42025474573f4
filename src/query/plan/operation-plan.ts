import type { DocumentNode, FieldNode, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql'
import { GraphQLError, isNonNullType, Kind } from 'graphql'
import { collectFields } from 'graphql/execution/collectFields'
import { getVariableValues } from 'graphql/execution/values'
import type { Planning } from './planning'
import type { RootPlan } from './root-plan'
import { priceIntrospection } from './price-introspection'
import { planRoot } from './root-plan'
import { nameOf } from './plan-view'

/** The plans of an operation's root fields, by response key. */
export type OperationPlan = ReadonlyMap<string, RootPlan>

export function fragmentsOf(document: DocumentNode): Readonly<Record<string, FragmentDefinitionNode>> {
  const fragments: Record<string, FragmentDefinitionNode> = {}
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition
  }
  return fragments
}

/** The caller's variables as the schema coerces them; undefined where they do not fit, which the executor reports. */
export function coercedVariables(
  { schema }: Pick<Planning, 'schema'>,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  return getVariableValues(schema, operation.variableDefinitions ?? [], variables).coerced
}

/**
 * Plans every root field of a query, before any of them runs: refusals come before any SQL. A field that is refused is an
 * error at its own path, and the others are answered - where the schema lets it be null, and something else is asked.
 */
export function planOperation(planning: Planning, operation: OperationDefinitionNode): OperationPlan {
  const plans = new Map<string, RootPlan>()
  const query = planning.schema.getQueryType()
  if (query === undefined || query === null) return plans
  const { schema, fragments, variables } = planning
  const roots: ReadonlyMap<string, readonly FieldNode[]> = collectFields(
    schema,
    fragments,
    variables,
    query,
    operation.selectionSet,
  )
  const refused: Refused[] = []
  for (const [key, nodes] of roots) {
    const definition = query.getFields()[nameOf(nodes)]
    if (definition === undefined) {
      priceIntrospection(planning, nodes)
      continue
    }
    try {
      const plan = planRoot(planning, { definition, nodes })
      if (plan !== undefined) plans.set(key, plan)
    } catch (error) {
      if (!isRefusal(error)) throw error
      refused.push({ error, mustAnswer: isNonNullType(definition.type) })
      plans.set(key, { kind: 'refused', error })
    }
  }
  const [whole = refused.length === roots.size ? refused[0] : undefined] = refused.filter(
    (one) => one.mustAnswer,
  )
  if (whole !== undefined) throw whole.error
  return plans
}

interface Refused {
  readonly error: GraphQLError
  /** Whether its field is never null, so that nothing is left to answer without it. */
  readonly mustAnswer: boolean
}

/** Whether it is about the arguments of one field, and so no reason to answer none. */
function isRefusal(error: unknown): error is GraphQLError {
  if (!(error instanceof GraphQLError)) return false
  const { code } = error.extensions
  return code === 'BAD_USER_INPUT' || code === 'INVALID_CURSOR'
}
