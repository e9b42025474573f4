import type { BoundPolicy } from './bind-policy'
import type { Row } from './match'

/** May the principal take this action on a row of this type; with a field: on that field of it. */
export interface Question {
  readonly action: string
  readonly type: string
  readonly field?: string
}

/**
 * The answer of the CASL ability for one row.
 *
 * INVARIANT: doubt never grants. A permit that cannot be evaluated does not permit, a forbid that cannot be
 * evaluated forbids; so the answer does not depend on the order of rules, and more facts never take away a yes
 * that was given on fewer.
 */
export function decide(bound: BoundPolicy, question: Question, row: Row): boolean {
  const rule = decidingRule(bound, question, row)
  return rule !== null && !rule.inverted
}

/** The rule that answers the question: a forbid that holds or cannot be evaluated, else a permit that holds. */
export function decidingRule(bound: BoundPolicy, question: Question, row: Row): AbilityRule | null {
  const { action, type, field } = question
  // WHY: `ability.can` stops at the first rule that throws, whatever the others say; asked one by one they cannot.
  return bound.ability.rulesFor(action, type, field).find((rule) => holds(rule, row)) ?? null
}

type AbilityRule = ReturnType<BoundPolicy['ability']['rulesFor']>[number]

function holds(rule: AbilityRule, row: Row): boolean {
  try {
    return rule.matchesConditions(row)
  } catch {
    return rule.inverted
  }
}
