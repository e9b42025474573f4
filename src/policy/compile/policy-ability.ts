import { Ability, type MatchConditions, type RawRuleFrom } from '@casl/ability'
import { type Condition } from '../condition'
import { match, type Row } from '../evaluate/match'
import { type PolicyRule } from '../policy-set'
import { type SlotValues } from './class-policy'

// WHY a file of its own: a front end loads it too (`src/policy/client-rules.ts`), and nothing else of the compiler.

type Subjects = string | Row

/** CASL's ability over our conditions: the one compiled form of the policies. */
export type PolicyAbility = Ability<[string, Subjects], Condition>

/** A rule as CASL takes it. */
export type BareRule = RawRuleFrom<[string, Subjects], Condition>

/** A rule as CASL keeps it: plain data, and the id of the rule it came from. */
export type CompiledRule = BareRule & {
  readonly id: string
  readonly conditions: Condition
}

/**
 * The rules of one type as CASL keeps them.
 *
 * INVARIANT: every rule carries a condition (TRUE is one), never undefined: CASL takes a rule without conditions
 * for one that always holds and never asks the matcher. A forbid of all fields carries no `fields`, so that it
 * also answers for the row; every other rule carries at least one, because CASL refuses an empty list.
 */
export function compiledRules(
  rules: readonly PolicyRule[],
  conditionOf: (rule: PolicyRule) => Condition,
): readonly CompiledRule[] {
  return rules.map((rule) => {
    const everyField = rule.fields.length === 0 || (rule.effect === 'forbid' && rule.allFields)
    return {
      id: rule.id,
      action: [...rule.actions],
      subject: rule.type,
      conditions: conditionOf(rule),
      reason: rule.because,
      ...(rule.effect === 'forbid' ? { inverted: true } : {}),
      ...(everyField ? {} : { fields: [...rule.fields] }),
    }
  })
}

/** INVARIANT: CASL lets the last rule that matches win; with forbids last, any forbid beats every permit. */
export function permitsFirst<Rule extends BareRule>(rules: readonly Rule[]): Rule[] {
  const isForbid = (rule: Rule): boolean => rule.inverted === true
  return [...rules.filter((rule) => !isForbid(rule)), ...rules.filter(isForbid)]
}

/** An ability of these rules for one principal. */
export function abilityOf(rules: readonly BareRule[], slots: SlotValues): PolicyAbility {
  return new Ability<[string, Subjects], Condition>(permitsFirst(rules), {
    conditionsMatcher: (condition): MatchConditions =>
      Object.assign((row: Record<PropertyKey, unknown>) => match(condition, row, slots), {
        matchesAll: condition.op === 'true',
      }),
    // WHY: the stock matcher reads `*` in a field name as a pattern.
    fieldMatcher: (fields) => (field) => fields.includes(field),
    detectSubjectType,
    // WHY: CASL's `manage` and `all` would open everything to an action or type of that name.
    anyAction: '(no action is every action)',
    anySubjectType: '(no type is every type)',
  })
}

/** A row says what it is by `__typename`, or by CASL's own `subject()`; one that does not is of no type. */
function detectSubjectType(row: Row): string {
  const type = row['__typename'] ?? row['__caslSubjectType__']
  return typeof type === 'string' ? type : '(unknown)'
}
