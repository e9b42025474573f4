import type { DocumentNode, FieldNode, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql'
import { Kind } from 'graphql'
import { collectFields } from 'graphql/execution/collectFields'
import { getVariableValues } from 'graphql/execution/values'
import type { Planning } from './planning'
import type { RootPlan } from './root-plan'
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

/** Plans every root field of a query, before any of them runs: refusals come before any SQL. */
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
  for (const [key, nodes] of roots) {
    const definition = query.getFields()[nameOf(nodes)]
    if (definition === undefined) continue
    const plan = planRoot(planning, { definition, nodes })
    if (plan !== undefined) plans.set(key, plan)
  }
  return plans
}
