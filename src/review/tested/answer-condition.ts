import { conditionOf } from '../../policy/cell-condition'
import { anybodysPolicy, type ClassPolicy } from '../../policy/class-policy'
import { allOf, type Condition } from '../../policy/condition'
import type { Question } from '../../policy/decide'
import type { PolicySet } from '../../policy/policy-set'

/**
 * When a question is answered yes, as somebody outside sees it: an action on a row that may not be known is answered
 * like one on a row that does not exist, whatever the rules say of the action.
 */
export function answerConditionOf(policy: ClassPolicy, question: Question): Condition {
  const { action, type } = question
  const own = conditionOf(policy, question)
  return action === 'read' ? own : allOf([conditionOf(policy, { action: 'read', type }), own])
}

/** The same, whoever asks. */
export function answerCondition(set: PolicySet, question: Question): Condition {
  return answerConditionOf(anybodysPolicy(set), question)
}
