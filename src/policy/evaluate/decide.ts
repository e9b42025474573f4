import { anybodysPolicy, type BoundPolicy, type ClassPolicy } from '../compile/class-policy'
import { type Condition, FALSE } from '../condition'
import { type PolicySet } from '../policy-set'
import { type Row } from './match'

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
  const { action, field } = question
  try {
    return bound.ability.can(action, subjectOf(question, row), field)
  } catch {
    const rule = ruleInDoubt(bound, question, row)
    return rule !== null && !rule.inverted
  }
}

/** The rule that answers the question: a forbid that holds or cannot be evaluated, else a permit that holds. */
export function decidingRule(bound: BoundPolicy, question: Question, row: Row): AbilityRule | null {
  const { action, field } = question
  try {
    return bound.ability.relevantRuleFor(action, subjectOf(question, row), field)
  } catch {
    return ruleInDoubt(bound, question, row)
  }
}

type AbilityRule = ReturnType<BoundPolicy['ability']['rulesFor']>[number]

/**
 * WHY a copy: CASL reads the type off the row, and its own `subject()` writes into rows, which may be frozen or shared. A row that says
 * its type already needs none.
 */
function subjectOf({ type }: Question, row: Row): Row {
  return row['__typename'] === type ? row : { ...row, __typename: type }
}

/**
 * The same rule where a fact is missing. WHY apart: `can` ends at the first rule that throws, whatever the others
 * say; asked one by one, each has its say.
 */
function ruleInDoubt(bound: BoundPolicy, { action, type, field }: Question, row: Row): AbilityRule | null {
  return bound.ability.rulesFor(action, type, field).find((rule) => holds(rule, row)) ?? null
}

function holds(rule: AbilityRule, row: Row): boolean {
  try {
    return rule.matchesConditions(row)
  } catch {
    return rule.inverted
  }
}

/**
 * When a question is answered yes, for any principal: one condition over the principal's slots, the clock and the
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
