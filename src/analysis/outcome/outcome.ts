import {
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  isObjectType,
  parse,
  print,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { collectFields } from 'graphql/execution/collectFields'
import { bindPolicy } from '../../policy/compile/class-policy'
import { type PolicySet } from '../../policy/policy-set'
import { type Principal } from '../../policy/principal'
import { type QueryEngine } from '../../read/engine'
import { coercedVariables, fragmentsOf } from '../../read/plan/plan-operation'
import { type FactSource } from '../../read/read-facts'
import { wholeAnswer } from '../ask-everything'
import { failureAt, type PathOutcome, reasonsFor, walkAnswer, withRowIds } from './walk-answer'

interface OutcomeDependencies {
  readonly engine: QueryEngine
  readonly policies: PolicySet
  readonly facts: FactSource
  readonly now: Date
}

interface OutcomeQuestion {
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
  dependencies: OutcomeDependencies,
  { text, variables, principal, schema: mode }: OutcomeQuestion,
): Promise<readonly PathOutcome[]> {
  const { engine, policies, facts, now } = dependencies
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
    throw new GraphQLError('The document has several operations. Name the one to run.')
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

/** Fields that exist, and not for this principal: in reduced mode they are no part of the schema. */
function absentFields(
  text: string,
  { full, reduced }: { readonly full: GraphQLSchema; readonly reduced: GraphQLSchema },
): readonly PathOutcome[] {
  const info = new TypeInfo(full)
  const found: PathOutcome[] = []
  const path: string[] = []
  visit(
    parse(text),
    visitWithTypeInfo(info, {
      Field: {
        enter: ({ name: { value: name }, alias }) => {
          path.push(alias?.value ?? name)
          const parent = info.getParentType()
          if (!isObjectType(parent) || !(name in parent.getFields())) return
          const there = reduced.getType(parent.name)
          if (isObjectType(there) && name in there.getFields()) return
          const why = 'never for your classes: not in their schema'
          found.push({ path: [...path], coordinate: `${parent.name}.${name}`, kind: 'absent', why })
        },
        leave: () => {
          path.pop()
        },
      },
    }),
  )
  return found
}
