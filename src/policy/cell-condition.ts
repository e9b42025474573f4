import { anybodysPolicy, type ClassPolicy } from './class-policy'
import { type Condition, FALSE } from './condition'
import type { Question } from './decide'
import type { PolicySet } from './policy-set'

/**
 * When a question is answered yes, whoever asks: one condition over the principal's slots, the clock and the
 * row. `match` on it gives the answer of `decide` wherever every fact is loaded; diff, proof and SQL over all
 * principals read it.
 */
export function cellCondition(set: PolicySet, question: Question): Condition {
  return conditionOf(anybodysPolicy(set), question)
}

/** The same for the principals of one combination of classes: their classes are no part of the condition. */
export function conditionOf(policy: ClassPolicy, { action, type, field }: Question): Condition {
  const decided = policy.type(type)
  if (action !== 'read') return decided.action(action)
  if (field === undefined) return decided.row
  const rule = decided.field(field)
  switch (rule.kind) {
    case 'always':
      return decided.row
    case 'never':
      return FALSE
    case 'conditional':
      return rule.condition
  }
}
