import { allOf, anyOf, type Condition, conditionKey, negate } from '../../policy/condition'
import type { Question } from '../../policy/decide'
import type { PolicySet } from '../../policy/policy-set'
import type { Vocabulary } from '../../policy/vocabulary'
import { answerCondition } from '../tested/answer-condition'

/** A question on rows of a type that two policy sets answer by different conditions. */
export interface Doubt {
  readonly question: Question
  /** Where the first says yes and the second no, or the other way round. */
  readonly differ: Condition
}

/** Every question there is on the rows of a type: is it known, may a field be read, an action be taken. */
export function questionsOn(type: string, set: PolicySet, vocabulary: Vocabulary): readonly Question[] {
  const fields = vocabulary.types.get(type)?.fields ?? []
  return [
    { action: 'read', type },
    ...fields.map(({ name: field }) => ({ action: 'read', type, field })),
    ...(set.types.get(type)?.actions ?? []).map((action) => ({ action, type })),
  ]
}

/** What may be answered differently. Where nothing is, the two compile to the same and decide the same. */
export function doubtsBetween(
  one: PolicySet,
  other: PolicySet,
  questions: readonly Question[],
): readonly Doubt[] {
  const found = new Map<string, Doubt>()
  for (const question of questions) {
    const [left, right] = [answerCondition(one, question), answerCondition(other, question)]
    if (conditionKey(left) === conditionKey(right)) continue
    const differ = anyOf([allOf([left, negate(right)]), allOf([negate(left), right])])
    const key = conditionKey(differ)
    if (!found.has(key)) found.set(key, { question, differ })
  }
  return [...found.values()]
}
