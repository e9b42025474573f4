import { type FragmentDefinitionNode, type GraphQLSchema } from 'graphql'
import { assumeOwner } from '../../policy/assume'
import { type ClassPolicy, type TypePolicy } from '../../policy/compile/class-policy'
import { type Condition } from '../../policy/condition'
import { type CursorSeal } from '../cursor'
import { type Model, type TypeModel } from '../schema/model'

/** What stays the same while one operation is planned for one principal's classes. */
export interface Planning {
  readonly schema: GraphQLSchema
  readonly model: Model
  readonly policy: ClassPolicy
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  readonly variables: Readonly<Record<string, unknown>>
  /** Undefined where only the price is asked: cursors are not opened then. */
  readonly cursors: CursorSeal | undefined
  readonly cost: Cost
  /** The most rows of a list that are answered at once. */
  readonly largestPage: number
}

/** The estimate grows as the plan does, by the price list. */
export interface Cost {
  estimated: number
}

/** The rules by which rows of one type are read from one place. */
export interface AccessRules {
  readonly type: TypeModel
  /** R, as it still has to be checked there. */
  readonly row: Condition
  field(name: string): FieldAccess
  readonly actions: readonly string[]
  action(name: string): Condition
}

export type FieldAccess =
  | { readonly kind: 'always' }
  | { readonly kind: 'never' }
  | { readonly kind: 'conditional'; readonly condition: Condition }

/** The rules of rows found by a look-up of their own. */
export function rulesOf(planning: Planning, type: TypeModel): AccessRules {
  return rulesFrom(type, planning.policy.type(type.name), (condition) => condition)
}

/**
 * The rules of rows reached through an edge of their owner: the owner's visibility and that of the edge are
 * proved by the path already, so they are not asked again.
 */
export function rulesAlongEdge(
  planning: Planning,
  edge: { owner: string; field: string },
  type: TypeModel,
): AccessRules {
  const policy = planning.policy.type(type.name)
  const proved = policy.partOf?.ownerType === edge.owner && policy.partOf.field === edge.field
  return rulesFrom(type, policy, proved ? assumeOwner : (condition) => condition)
}

function rulesFrom(
  type: TypeModel,
  policy: TypePolicy,
  assume: (condition: Condition) => Condition,
): AccessRules {
  return {
    type,
    row: assume(policy.row),
    actions: policy.actions,
    action: (name) => assume(policy.action(name)),
    field: (name) => {
      if (name === 'id') return { kind: 'always' }
      const rule = policy.field(name)
      if (rule.kind !== 'conditional') return rule
      const condition = assume(rule.condition)
      // WHY: R is checked wherever these rules are used, so what is always true of a visible row needs no mask.
      if (condition.op === 'true') return { kind: 'always' }
      return condition.op === 'false' ? { kind: 'never' } : { kind: 'conditional', condition }
    },
  }
}
