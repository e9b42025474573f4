import { cellCondition } from '../../policy/cell-condition'
import { anybodysPolicy } from '../../policy/class-policy'
import { allOf, type Condition, conditionKey, negate, TRUE } from '../../policy/condition'
import { conditionText } from '../../policy/condition-text'
import type { Question } from '../../policy/decide'
import type { PolicyRule, PolicySet } from '../../policy/policy-set'
import type { Weakness } from './invariant'
import type { ProofMeans } from './prove-invariant'

/** A rule, or a part of its condition, that could be left out: it changes no cell for anybody in any world. */
export interface WeakRule {
  readonly rule: PolicyRule
  readonly is: Weakness
  /** The part that changes nothing, as one would write it; null where it is the whole rule. */
  readonly condition: string | null
}

export interface WeakRules {
  readonly weak: readonly WeakRule[]
  /** Questions that the solver left open. */
  readonly unknown: readonly { readonly rule: PolicyRule; readonly why: string }[]
  readonly asked: number
}

/**
 * Each of the rules: dead (it never holds), shadowed (without it every cell is the same), or with a redundant condition
 * (a part of its `when` without which every cell is the same).
 */
export async function weakRules(means: ProofMeans, rules: readonly PolicyRule[]): Promise<WeakRules> {
  const { policies } = means
  const weak: WeakRule[] = []
  const unknown: { rule: PolicyRule; why: string }[] = []
  let asked = 0
  const holds = async (rule: PolicyRule, condition: Condition): Promise<boolean> => {
    asked += 1
    const { model, assumptions, solver } = means
    const solution = await solver.find({ model, type: rule.type, condition, assumptions, witness: 'any' })
    if (solution.kind === 'unknown') unknown.push({ rule, why: solution.why })
    return solution.kind !== 'impossible'
  }
  const compiled = new Map(anybodysPolicy(policies).rules.map(({ id, conditions }) => [id, conditions]))
  for (const rule of rules) {
    if (!(await changesSome(means, { rule, without: without(policies, rule) }, holds))) {
      const is = (await holds(rule, compiled.get(rule.id) ?? TRUE)) ? 'shadowed' : 'dead'
      weak.push({ rule, is, condition: null })
      continue
    }
    for (const { part, loosened } of loosenings(rule)) {
      const other = { ...policies, rules: policies.rules.map((one) => (one === rule ? loosened : one)) }
      if (await changesSome(means, { rule, without: other }, holds)) continue
      const variable = policies.types.get(rule.type)?.variable
      weak.push({ rule, is: 'redundant', condition: conditionText(part, variable) })
    }
  }
  return { weak, unknown, asked }
}

function without(policies: PolicySet, rule: PolicyRule): PolicySet {
  return { ...policies, rules: policies.rules.filter((one) => one !== rule) }
}

/** The rule without one of the parts that must all hold. */
function loosenings(
  rule: PolicyRule,
): readonly { readonly part: Condition; readonly loosened: PolicyRule }[] {
  const { condition } = rule
  if (condition.op === 'true') return []
  const parts = condition.op === 'and' ? condition.of : [condition]
  return parts.map((part) => ({
    part,
    loosened: { ...rule, condition: allOf(parts.filter((one) => one !== part)) },
  }))
}

/** Whether some cell of the rule's type is answered otherwise, for somebody in some world. */
async function changesSome(
  { policies, model }: ProofMeans,
  { rule, without: other }: { readonly rule: PolicyRule; readonly without: PolicySet },
  holds: (rule: PolicyRule, condition: Condition) => Promise<boolean>,
): Promise<boolean> {
  const differences = new Map<string, Condition>()
  for (const question of questionsOf(rule, model)) {
    const [before, after] = [policies, other].map((set) => cellCondition(set, question))
    if (before === undefined || after === undefined || conditionKey(before) === conditionKey(after)) continue
    // WHY one direction: less permitted or more forbidden only ever closes cells, and the other way round.
    const closes = (rule.effect === 'permit') === other.rules.length < policies.rules.length
    const difference = closes ? allOf([before, negate(after)]) : allOf([after, negate(before)])
    differences.set(conditionKey(difference), difference)
  }
  for (const difference of differences.values()) if (await holds(rule, difference)) return true
  return false
}

function questionsOf({ type, actions, fields }: PolicyRule, model: ProofMeans['model']): readonly Question[] {
  const named = (model.types.get(type)?.fields ?? []).map(({ name }) => name)
  return actions.flatMap((action): readonly Question[] =>
    action === 'read'
      ? [
          { action, type },
          ...named.filter((field) => fields.includes(field)).map((field) => ({ action, type, field })),
        ]
      : [{ action, type }],
  )
}
