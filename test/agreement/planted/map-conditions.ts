import { type Condition, mapCondition } from '../../../src/policy/condition'
import { type PolicyRule, type PolicySet } from '../../../src/policy/policy-set'

/** The same policies with every condition of every rule rewritten, from the inside out. */
export function mapConditions(set: PolicySet, rewrite: (condition: Condition) => Condition): PolicySet {
  const all = (condition: Condition): Condition => rewrite(mapCondition(condition, all))
  return mapRules(set, (rule) => ({ ...rule, condition: all(rule.condition) }))
}

export function mapRules(set: PolicySet, rewrite: (rule: PolicyRule) => PolicyRule): PolicySet {
  return { ...set, version: `${set.version}, planted`, rules: set.rules.map(rewrite) }
}
