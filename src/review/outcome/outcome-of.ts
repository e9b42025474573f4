import { getOperationAST, GraphQLError, parse, print, validate } from 'graphql'
import { collectFields } from 'graphql/execution/collectFields'
import { bindPolicy } from '../../policy/bind-policy'
import type { PolicySet } from '../../policy/policy-set'
import type { Principal } from '../../policy/principal'
import type { QueryEngine } from '../../query/engine'
import { coercedVariables, fragmentsOf } from '../../query/plan/operation-plan'
import type { FactSource } from '../../query/read-facts'
import { wholeAnswer } from '../ask/whole-answer'
import { absentFields } from './absent-fields'
import { failureAt, type PathOutcome } from './path-outcome'
import { reasonsFor } from './reason-of'
import { walkAnswer } from './walk-answer'
import { withRowIds } from './with-row-ids'

export interface OutcomeGround {
  readonly engine: QueryEngine
  readonly policies: PolicySet
  readonly facts: FactSource
  readonly now: Date
}

export interface OutcomeQuestion {
  /** A document with one query. */
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly principal: Principal
  readonly schema: 'stable' | 'reduced'
}

/**
 * What a principal gets of a query, path by path. INVARIANT: kinds and values are those of the engine's own answer;
 * only the reasons are looked up beside it.
 */
export async function outcomeOf(
  ground: OutcomeGround,
  { text, variables, principal, schema: mode }: OutcomeQuestion,
): Promise<readonly PathOutcome[]> {
  const { engine, policies, facts, now } = ground
  const full = engine.schema
  const schema = mode === 'reduced' ? engine.reducedSchemaFor(principal) : full
  const document = parse(text)
  const mistakes = validate(schema, document)
  const operation = getOperationAST(document)
  const query = schema.getQueryType()
  if (mistakes.length > 0) {
    return [
      ...absentFields(text, { full, reduced: schema }),
      ...mistakes.map((one) => failureAt([], one.message)),
    ]
  }
  if (operation === null || operation === undefined || query === null || query === undefined) {
    throw new GraphQLError('One operation at a time: say which one.')
  }
  const asked = { text: print(withRowIds(schema, document)), variables, as: principal, schema: mode }
  const { data, errors = [] } = await wholeAnswer({ engine, now }, { ...asked, mode: 'report' })
  if (data === null || data === undefined) {
    return errors.map((error) => failureAt(error.path ?? [], error.message))
  }
  const values = coercedVariables({ schema }, operation, variables) ?? {}
  const fragments = fragmentsOf(document)
  const walk = {
    schema,
    fragments,
    values,
    errors: new Map(errors.map((error) => [(error.path ?? []).join('.'), error])),
    reasons: reasonsFor(bindPolicy(policies, principal, now), facts),
    rowTypes: new Set(policies.types.keys()),
  }
  const fields = collectFields(schema, fragments, values, query, operation.selectionSet)
  return walkAnswer(walk, { typeName: query.name, fields, object: data, path: [], row: undefined })
}
