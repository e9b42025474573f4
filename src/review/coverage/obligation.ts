import { allOf, anyOf, type Condition, FALSE, negate, TRUE } from '../../policy/condition'
import type { Question } from '../../policy/decide'
import { EVERYONE, type PolicyRule, type PolicySet } from '../../policy/policy-set'
import { policiesOf } from '../tested/concerned-policies'
import { answerCondition } from '../tested/answer-condition'
import { atomPlaces } from './atom-places'
import { decidedByAtom } from './decided-by-atom'

/** What must have been seen in the tests of one rule, for each class in `to` and each question it answers. */
export interface Aspect {
  /**
   * `yes` and `no`: the rule decided a cell, either way. `holds` and `fails`: an atom alone decided the rule, and the
   * rule the cell. `class`: the class alone let somebody in. `outside`: who is in no class of `to` was kept out.
   */
  readonly kind: 'yes' | 'no' | 'holds' | 'fails' | 'class' | 'outside'
  /** The atom, or the class; empty for the rule as a whole. */
  readonly text: string
  /** Over the principal alone: who counts. */
  readonly who: Condition
  /** Over the row: when it is seen. */
  readonly when: Condition
}

/** All that the tests owe to one rule. */
export interface RuleDuties {
  readonly rule: PolicyRule
  readonly questions: readonly Question[]
  /** By class of `to`; `outside` stands under ''. */
  readonly aspects: readonly (Aspect & { readonly className: string })[]
  /** The same policies were the rule's condition always fulfilled, never, and were it for everyone. */
  readonly always: PolicySet
  readonly never: PolicySet
  readonly forEveryone: PolicySet
}

export function dutiesOf(rule: PolicyRule, set: PolicySet, variable: string): RuleDuties {
  const near = policiesOf(set, [rule.type])
  const instead = (name: string, change: readonly PolicyRule[]): PolicySet => ({
    ...near,
    version: `${set.version}, ${rule.id} ${name}`,
    rules: near.rules.flatMap((one) => (one === rule ? change : [one])),
  })
  const { condition } = rule
  const conditional = condition.op !== 'true'
  const atoms = atomPlaces(condition, variable).flatMap((atom) => [
    { kind: 'holds' as const, text: atom.text, when: decidedByAtom(condition, atom, true) },
    { kind: 'fails' as const, text: atom.text, when: decidedByAtom(condition, atom, false) },
  ])
  const whole = [
    { kind: 'yes' as const, text: '', when: condition },
    ...(conditional ? [{ kind: 'no' as const, text: '', when: negate(condition) }] : []),
  ]
  const aspects = rule.classes.flatMap((className) => {
    const who = classCondition(className, set)
    const others = rule.classes.filter((name) => name !== className)
    const alone = allOf([who, ...others.map((name) => negate(classCondition(name, set)))])
    const only = { kind: 'class' as const, text: className, when: condition, who: alone, className }
    return [
      ...[...whole, ...atoms].map((one) => ({ ...one, who, className })),
      ...(others.length === 0 ? [] : [only]),
    ]
  })
  const outside = {
    kind: 'outside' as const,
    text: '',
    who: negate(anyOf(rule.classes.map((name) => classCondition(name, set)))),
    when: condition,
    className: '',
  }
  return {
    rule,
    questions: questionsOf(rule),
    aspects: rule.classes.includes(EVERYONE) ? aspects : [...aspects, outside],
    always: instead('always', [{ ...rule, condition: TRUE }]),
    never: instead('never', []),
    forEveryone: instead('for everyone', [{ ...rule, classes: [EVERYONE] }]),
  }
}

/** When the rule, and no other, decides the answer: were it otherwise, the cell would be, too. */
export function ruleDecides(duties: RuleDuties, question: Question, kind: Aspect['kind']): Condition {
  const { rule, always, never, forEveryone } = duties
  const withIt = answerCondition(kind === 'outside' ? forEveryone : always, question)
  const without = answerCondition(never, question)
  return rule.effect === 'permit' ? allOf([withIt, negate(without)]) : allOf([negate(withIt), without])
}

/** A rule on read is asked for each of its fields; one without fields (`[id]`) for the row. */
function questionsOf({ actions, fields, type }: PolicyRule): readonly Question[] {
  return actions.flatMap((action): readonly Question[] => {
    if (action !== 'read') return [{ action, type }]
    const named = fields.filter((field) => field !== 'id')
    return named.length === 0 ? [{ action, type }] : named.map((field) => ({ action, type, field }))
  })
}

function classCondition(name: string, set: PolicySet): Condition {
  return name === EVERYONE ? TRUE : (set.classes.find((one) => one.name === name)?.condition ?? FALSE)
}
