import {
  allOf,
  anyOf,
  type Condition,
  type ConditionFold,
  FALSE,
  foldCondition,
  type Inside,
  negate,
  partsOf,
  type Quantifier,
  TRUE,
} from '../../policy/condition'
import { freshName, withVariable } from '../../policy/condition-paths'
import { conditionText } from '../../policy/condition-text'
import { type Question } from '../../policy/evaluate/decide'
import { EVERYONE, type PolicyRule, type PolicySet } from '../../policy/policy-set'
import { answerCondition } from '../../testing/first-difference'
import { policiesOf } from '../../testing/tested'
import { type CoverageGoal } from './coverage'

/** What must have been seen in the tests of one rule, for each class in `to` and each question it answers. */
export interface Aspect {
  /**
   * `yes` and `no`: the rule decided a cell, either way. `holds` and `fails`: an atom alone decided the rule, and the
   * rule the cell. `class`: the class alone let somebody in. `outside`: a principal in no class of `to` was kept out.
   */
  readonly kind: 'yes' | 'no' | 'holds' | 'fails' | 'class' | 'outside'
  /** The atom, or the class; empty for the rule as a whole. */
  readonly text: string
  /** Over the principal alone: for whom the aspect counts. */
  readonly who: Condition
  /** Over the row: when it is seen. */
  readonly when: Condition
}

/** All goals of one rule. */
export interface RuleGoals {
  readonly rule: PolicyRule
  readonly questions: readonly Question[]
  /** By class of `to`; `outside` stands under ''. */
  readonly aspects: readonly (Aspect & { readonly className: string })[]
  /** The same policies with this rule always true, without it, and with it for everyone. */
  readonly always: PolicySet
  readonly never: PolicySet
  readonly forEveryone: PolicySet
}

export function goalsOf(rule: PolicyRule, set: PolicySet, variable: string): RuleGoals {
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

/** When the rule, and no other, decides the answer: with the other answer of the rule, the cell changes. */
export function ruleDecides(goals: RuleGoals, question: Question, kind: Aspect['kind']): Condition {
  const { rule, always, never, forEveryone } = goals
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

/**
 * When the atom at this place has this value and alone decides the condition: with everything else as it is, its
 * opposite would turn the answer. Inside a quantifier one element decides, and no other would have done so.
 *
 * This is masking MC/DC: what the other atoms say is free, as long as they do not mask this one.
 */
export function decidedByAtom(
  condition: Condition,
  { place }: Pick<AtomPlace, 'place'>,
  value: boolean,
): Condition {
  const names = variablesIn(condition)
  return decided(condition, { place, value, names })
}

interface Wanted {
  readonly place: readonly number[]
  readonly value: boolean
  readonly names: ReadonlySet<string>
}

// WHY no fold: it follows one place, and what stands beside the way stays whole.
function decided(condition: Condition, wanted: Wanted): Condition {
  const [index, ...rest] = wanted.place
  if (index === undefined) return wanted.value ? condition : negate(condition)
  const inner = { ...wanted, place: rest }
  switch (condition.op) {
    case 'and':
    case 'or': {
      const isAnd = condition.op === 'and'
      return allOf(
        condition.of.map((part, at) => (at === index ? decided(part, inner) : isAnd ? part : negate(part))),
      )
    }
    case 'not':
      return decided(condition.of, inner)
    case 'some':
    case 'every': {
      const { op, path, as, where } = condition
      const other = freshName(as, wanted.names)
      const names = new Set([...wanted.names, other])
      const otherWhere = withVariable(where, { from: as, to: other }, names)
      const elsewhere: Condition = {
        op: 'some',
        path,
        as: other,
        where: allOf([different(as, other), op === 'some' ? otherWhere : negate(otherWhere)]),
      }
      return { op: 'some', path, as, where: allOf([decided(where, { ...inner, names }), negate(elsewhere)]) }
    }
    case 'owner':
      return { ...condition, where: decided(condition.where, inner) }
    case 'true':
    case 'false':
    case 'compare':
    case 'isNull':
    case 'in':
      throw new Error('There is no atom at this place')
  }
}

function different(left: string, right: string): Condition {
  const id = (of: string) => ({ kind: 'path', of, steps: ['id'] }) as const
  return { op: 'compare', operator: 'ne', left: id(left), right: id(right) }
}

function variablesIn(condition: Condition): ReadonlySet<string> {
  const inside = partsOf(condition).flatMap((part) => [...variablesIn(part)])
  return new Set('as' in condition ? [condition.as, ...inside] : inside)
}

/** One comparison at one place of a condition. INVARIANT: known by what it says, never by where it is written. */
interface AtomPlace {
  /** Which part, from the outside in: conjunct, disjunct, or 0 for what a quantifier or `!` holds. */
  readonly place: readonly number[]
  readonly text: string
}

/** Every atom of a condition, those inside quantifiers too. An atom that occurs again gets a number. */
export function atomPlaces(condition: Condition, variable: string): readonly AtomPlace[] {
  const seen = new Map<string, number>()
  return foldCondition(condition, places).map(({ place, atom }) => {
    const text = conditionText(atom, variable)
    const count = (seen.get(text) ?? 0) + 1
    seen.set(text, count)
    return { place, text: count === 1 ? text : `${text} (${count})` }
  })
}

interface Found {
  readonly place: readonly number[]
  readonly atom: Condition
}

const places: ConditionFold<readonly Found[]> = {
  constant: () => [],
  and: (parts) => parts.flatMap(within),
  or: (parts) => parts.flatMap(within),
  not: (part) => within(part, 0),
  compare: alone,
  isNull: alone,
  in: alone,
  some: insideOrAlone,
  every: insideOrAlone,
  owner: insideOrAlone,
}

function within(found: readonly Found[], index: number): readonly Found[] {
  return found.map(({ place, atom }) => ({ place: [index, ...place], atom }))
}

function alone(atom: Condition): readonly Found[] {
  return [{ place: [], atom }]
}

/** `exists` of anything at all is an atom itself. */
function insideOrAlone(condition: Quantifier, inside: Inside<readonly Found[]>): readonly Found[] {
  const found = inside()
  return found.length === 0 ? alone(condition) : within(found, 0)
}

/** What a coverage goal asks the tests to show, in a sentence without the rule's name. */
export function goalText(
  { kind, text, className }: Omit<CoverageGoal, 'question'>,
  { effect }: PolicyRule,
): string {
  const whom = className === 'everyone' ? 'anybody' : `class \`${className}\``
  const applied = effect === 'permit' ? 'is let in' : 'is kept out'
  const not = effect === 'permit' ? 'is kept out' : 'is let in'
  switch (kind) {
    case 'yes':
      return `${whom} ${applied} by this rule alone`
    case 'no':
      return `${whom} ${not} because its condition fails`
    case 'holds':
      return `${whom} ${applied} because \`${text}\` holds`
    case 'fails':
      return `${whom} ${not} because \`${text}\` fails`
    case 'class':
      return `somebody ${applied} who of its classes is in ${whom} only`
    case 'outside':
      return `somebody ${not} for being in none of its classes`
  }
}
