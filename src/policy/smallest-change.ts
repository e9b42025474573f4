import type { BoundPolicy } from './bind-policy'
import { classPolicyOf } from './class-policy'
import { type Condition, conditionKey } from './condition'
import { conditionText } from './condition-text'
import { decide, type Question } from './decide'
import { atomsOf, ownerBindings, valueOfAtom } from './explain-atoms'
import { type Bindings, type Row } from './match'
import type { CompiledRule } from './policy-ability'

/** One thing that would have to be otherwise: a fact of the row, or a class of the principal. */
export interface Change {
  readonly text: string
  readonly to: boolean
}

/**
 * The fewest changes that turn the answer: of up to three facts, or of one class and up to one fact.
 * Facts are taken as independent of each other; where two exclude each other, the change is only a hint.
 */
export function smallestChange(bound: BoundPolicy, question: Question, row: Row): readonly Change[] {
  const own = casesOf(bound, bound.view.classes, question)
  const facts = factsOf(own, row, bound)
  const answer = answerOf(own, new Map(), { row, bound })
  // WHY: with facts unread the answer rests on doubt, and no change of what is known says how it would turn.
  if (answer !== decide(bound, question, row)) return []
  const turns = (rules: Rules, changed: readonly Fact[]): boolean => {
    const values = new Map(changed.map((fact) => [fact.key, !fact.value]))
    return answerOf(rules, values, { row, bound }) !== answer
  }
  const classes = bound.set.classes.map((one) => one.name)
  const otherClasses = classes.map((name) => {
    const held = bound.view.classes.includes(name)
    const set = held
      ? bound.view.classes.filter((one) => one !== name)
      : classes.filter((one) => one === name || bound.view.classes.includes(one))
    return { change: { text: `class ${name}`, to: !held }, rules: casesOf(bound, set, question) }
  })
  const combinations = [combinationsOf(facts, 1), combinationsOf(facts, 2), combinationsOf(facts, 3)]
  const [single = [], ...larger] = combinations
  const plain = single.find((one) => turns(own, one))
  if (plain !== undefined) return plain.map(changeOf)
  const one = otherClasses.find((other) => turns(other.rules, []))
  if (one !== undefined) return [one.change]
  for (const size of larger) {
    const found = size.find((changed) => turns(own, changed))
    if (found !== undefined) return found.map(changeOf)
    if (size !== larger[0]) continue
    for (const other of otherClasses) {
      const fact = combinationsOf(factsOf(other.rules, row, bound), 1).find((changed) =>
        turns(other.rules, changed),
      )
      if (fact !== undefined) return [other.change, ...fact.map(changeOf)]
    }
  }
  return []
}

interface Fact {
  readonly key: string
  readonly text: string
  readonly value: boolean
}

type Rules = readonly CompiledRule[]

// WHY: three of two dozen facts are two thousand combinations; beyond that a hint is not worth the time.
const MOST_FACTS = 24

function changeOf(fact: Fact): Change {
  return { text: fact.text, to: !fact.value }
}

function casesOf(bound: BoundPolicy, classes: readonly string[], question: Question): Rules {
  const { action, type, field } = question
  return classPolicyOf(bound.set, classes).rules.filter((rule) => {
    if (rule.subject !== type || !rule.action.includes(action)) return false
    if (rule.fields === undefined) return true
    return field === undefined ? rule.inverted !== true : rule.fields.includes(field)
  })
}

function factsOf(rules: Rules, row: Row, bound: BoundPolicy): readonly Fact[] {
  const variable = bound.set.types.get(String(rules[0]?.subject))?.variable ?? 'row'
  const facts = new Map<string, Fact>()
  for (const { conditions } of rules) {
    for (const atom of atomsOf(conditions, { rows: new Map([['row', row]]), slots: bound.slots })) {
      // An owner's rule is not a fact; what it rests on follows as facts of their own.
      if (atom.condition.op === 'owner') continue
      const key = conditionKey(atom.condition)
      const value = valueOfAtom(atom) ?? false
      facts.set(key, { key, text: conditionText(atom.condition, variable), value })
    }
  }
  return [...facts.values()].slice(0, MOST_FACTS)
}

function combinationsOf(facts: readonly Fact[], size: number): readonly (readonly Fact[])[] {
  if (size === 0) return [[]]
  return facts.flatMap((fact, index) =>
    combinationsOf(facts.slice(index + 1), size - 1).map((rest) => [fact, ...rest]),
  )
}

function answerOf(
  rules: Rules,
  changed: ReadonlyMap<string, boolean>,
  at: { readonly row: Row; readonly bound: BoundPolicy },
): boolean {
  const bindings = { rows: new Map([['row', at.row]]), slots: at.bound.slots }
  const holding = (inverted: boolean): boolean =>
    rules.some((rule) => (rule.inverted === true) === inverted && given(rule.conditions, changed, bindings))
  return holding(false) && !holding(true)
}

function given(condition: Condition, changed: ReadonlyMap<string, boolean>, bindings: Bindings): boolean {
  switch (condition.op) {
    case 'true':
      return true
    case 'false':
      return false
    case 'and':
      return condition.of.every((part) => given(part, changed, bindings))
    case 'or':
      return condition.of.some((part) => given(part, changed, bindings))
    case 'not':
      return !given(condition.of, changed, bindings)
    case 'owner': {
      const inner = ownerBindings(condition, bindings)
      return inner.rows.has(condition.as) && given(condition.where, changed, inner)
    }
    case 'compare':
    case 'isNull':
    case 'in':
    case 'some':
    case 'every':
      return changed.get(conditionKey(condition)) ?? valueOfAtom({ condition, bindings }) ?? false
  }
}
