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
 * INVARIANT: a missing fact never grants. A permit that cannot be evaluated does not permit, and a forbid that cannot
 * be evaluated forbids. So the order of the rules does not matter, and more facts never take away a yes.
 */
export function decide(bound: BoundPolicy, question: Question, row: Row): boolean {
  const { action, field } = question
  try {
    return bound.ability.can(action, subjectOf(question, row), field)
  } catch {
    const rule = ruleOnMissingFact(bound, question, row)
    return rule !== null && !rule.inverted
  }
}

/** The rule that answers the question: a forbid that holds or cannot be evaluated, else a permit that holds. */
export function decidingRule(bound: BoundPolicy, question: Question, row: Row): AbilityRule | null {
  const { action, field } = question
  try {
    return bound.ability.relevantRuleFor(action, subjectOf(question, row), field)
  } catch {
    return ruleOnMissingFact(bound, question, row)
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
 * The rule that decides where a fact is missing. WHY rule by rule: `can` ends at the first rule that throws, whatever
 * the other rules say.
 */
function ruleOnMissingFact(
  bound: BoundPolicy,
  { action, type, field }: Question,
  row: Row,
): AbilityRule | null {
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
 * When a question is answered yes, for any principal: one condition over the principal's slots, the clock and the row.
 * Wherever every fact is loaded, `match` on it answers what `decide` answers. Diff, proof and SQL over all principals
 * read it.
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
