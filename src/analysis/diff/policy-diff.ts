import { allOf, conditionKey, negate } from '../../policy/condition'
import { type Question } from '../../policy/evaluate/decide'
import { ownersOf, type PolicyRule, type PolicySet, type PrincipalClass } from '../../policy/policy-set'
import { type Model } from '../../read/schema/model'
import { type Assumption, type Solver } from '../solver/solver'
import { type AffectedPrincipal, AffectedPrincipals } from './affected-principals'
import { canonical, changedQuestions, questionsOf, type Side } from './changed-questions'

/** What two versions of the policies answer differently, somewhere, for somebody. */
export interface PolicyDiff {
  readonly differences: readonly Difference[]
  /** Rules and classes that were added, removed, renamed or changed in form, whether or not any answer changed. */
  readonly rules: readonly ChangedRule[]
  readonly onOneSide: WordsOnOneSide
  /** How many rows, fields and actions were compared. */
  readonly compared: number
  /** Of those, how many are answered by other conditions that mean the same. */
  readonly reworded: number
  /** The shared assumptions, by name. Examples keep to them wherever they can. */
  readonly assumed: readonly string[]
}

/** Questions of one type whose answers change together. */
export interface Difference {
  readonly type: string
  readonly questions: readonly Question[]
  readonly verdict: 'looser' | 'tighter' | 'both' | 'unknown'
  /** Allowed in the head and not in the base. */
  readonly gains: AffectedPrincipal
  /** Allowed in the base and not in the head. */
  readonly loses: AffectedPrincipal
  /** The changed rules that these questions depend on. */
  readonly rules: readonly ChangedRule[]
}

export interface DiffQuestion {
  readonly base: Side
  readonly head: Side
  readonly model: Model
  readonly solver: Solver
  readonly roles: readonly string[]
  /** The shared assumptions, see `sharedAssumptions`: they hide no difference, but the report marks it. */
  readonly assumptions?: readonly Assumption[]
}

/**
 * Compares two versions of the policies for every row, field and action: over all worlds and all principals, by proof.
 * INVARIANT: what is not reported is proved to be the same; what could not be decided is reported as unknown.
 */
export async function policyDiff(asked: DiffQuestion): Promise<PolicyDiff> {
  const changed = changedQuestions(asked.base, asked.head)
  const rules = changedRules(asked.base.set, asked.head.set)
  const affected = new AffectedPrincipals(asked)
  const differences: Difference[] = []
  let reworded = 0
  for (const { type, questions, before, after } of changed) {
    const [question = { action: 'read', type }] = questions
    const gains = await affected.seek(question, allOf([after, negate(before)]))
    const loses = await affected.seek(question, allOf([before, negate(after)]))
    if (gains.kind === 'none' && loses.kind === 'none') {
      reworded += questions.length
      continue
    }
    const verdict = verdictOf(gains, loses)
    differences.push({ type, questions, verdict, gains, loses, rules: rulesBehind(rules, questions, asked) })
  }
  return {
    differences,
    rules,
    onOneSide: wordsOnOneSide(asked.base, asked.head),
    compared: questionsOf(asked.base, asked.head).length,
    reworded,
    assumed: (asked.assumptions ?? []).map(({ id }) => id),
  }
}

function verdictOf(gains: AffectedPrincipal, loses: AffectedPrincipal): Difference['verdict'] {
  if (gains.kind === 'some' && loses.kind === 'some') return 'both'
  if (gains.kind === 'some') return 'looser'
  return loses.kind === 'some' ? 'tighter' : 'unknown'
}

/** A rule or a class that is not in both versions as it is. */
interface ChangedRule {
  readonly what: 'rule' | 'class'
  readonly change: 'added' | 'removed' | 'changed' | 'renamed'
  readonly id: string
  /** How it was called; where it was renamed. */
  readonly was?: string
  /** Where it stands in the head; a removed one, where it stood in the base. */
  readonly path: string
  readonly line: number
  /** Where the rule is written in either version. */
  readonly rules: readonly PolicyRule[]
}

function changedRules(base: PolicySet, head: PolicySet): readonly ChangedRule[] {
  const classes = compared(base.classes, head.classes, { name: ({ name }) => name, meaning: classMeaning })
  const rules = compared(base.rules, head.rules, { name: ({ id }) => id, meaning: ruleMeaning })
  return [
    ...classes.map(({ sides, ...one }) => ({ ...one, what: 'class' as const, ...placeOf(sides), rules: [] })),
    ...rules.map(({ sides, ...one }) => ({ ...one, what: 'rule' as const, ...placeOf(sides), rules: sides })),
  ]
}

/** The changed rules that may affect these questions, all of one type. */
function rulesBehind(
  changed: readonly ChangedRule[],
  questions: readonly Question[],
  sides: { readonly base: Side; readonly head: Side },
): readonly ChangedRule[] {
  const sets = [sides.base.set, sides.head.set]
  const asked = questions.flatMap((question) => withOwners(question, sets))
  const behind = sets.flatMap(({ rules }) => rules.filter((rule) => asked.some((one) => concerns(rule, one))))
  const classes = new Set(behind.flatMap((rule) => rule.classes))
  return changed.filter(({ what, change, id, rules }) => {
    if (change === 'renamed') return false
    return what === 'class' ? classes.has(id) : rules.some((rule) => behind.includes(rule))
  })
}

/** A part is seen where its owner shows the field that lists it. */
function withOwners(question: Question, sets: readonly PolicySet[]): readonly Question[] {
  const owners = sets.flatMap((set) => {
    const owners = ownersOf(set.types.get(question.type) ?? {})
    return owners.map(({ ownerType, field }) => ({ action: 'read', type: ownerType, field }))
  })
  return [question, ...owners.flatMap((owner) => withOwners(owner, sets))]
}

function concerns(rule: PolicyRule, { action, type, field }: Question): boolean {
  if (rule.type !== type || !rule.actions.includes(action)) return false
  return field === undefined || rule.fields.includes(field)
}

interface Comparison<T> {
  readonly name: (one: T) => string
  readonly meaning: (one: T) => string
}

interface Compared<T> {
  readonly change: ChangedRule['change']
  readonly id: string
  readonly was?: string
  /** The base's, then the head's. */
  readonly sides: readonly T[]
}

function compared<T>(
  base: readonly T[],
  head: readonly T[],
  { name, meaning }: Comparison<T>,
): readonly Compared<T>[] {
  const before = new Map(base.map((one) => [name(one), one]))
  const after = new Map(head.map((one) => [name(one), one]))
  const removed = base.filter((one) => !after.has(name(one)))
  const found: Compared<T>[] = []
  for (const one of head) {
    const id = name(one)
    const old = before.get(id)
    if (old !== undefined) {
      if (meaning(old) !== meaning(one)) found.push({ change: 'changed', id, sides: [old, one] })
      continue
    }
    const place = removed.findIndex((other) => meaning(other) === meaning(one))
    const [renamed] = place < 0 ? [] : removed.splice(place, 1)
    if (renamed === undefined) found.push({ change: 'added', id, sides: [one] })
    else found.push({ change: 'renamed', id, was: name(renamed), sides: [renamed, one] })
  }
  const gone = removed.map((one): Compared<T> => ({ change: 'removed', id: name(one), sides: [one] }))
  return [...found, ...gone].sort((one, other) => (one.id < other.id ? -1 : 1))
}

function placeOf(sides: readonly Pick<PolicyRule, 'path' | 'line'>[]): Pick<ChangedRule, 'path' | 'line'> {
  const { path = '', line = 1 } = sides.at(-1) ?? {}
  return { path, line }
}

function classMeaning({ condition }: PrincipalClass): string {
  return conditionKey(canonical(condition))
}

function ruleMeaning({ effect, actions, type, fields, allFields, classes, condition }: PolicyRule): string {
  const sorted = [actions, fields, classes].map((words) => [...words].sort())
  return JSON.stringify([effect, type, allFields, ...sorted, canonical(condition)])
}

/** What only one of two versions knows: `Invoice`, `Invoice.net`, `pay on Invoice`, `class accounting`. */
interface WordsOnOneSide {
  readonly base: readonly string[]
  readonly head: readonly string[]
}

function wordsOnOneSide(base: Side, head: Side): WordsOnOneSide {
  const before = wordsOf(base)
  const after = wordsOf(head)
  return {
    base: before.filter((word) => !after.includes(word)),
    head: after.filter((word) => !before.includes(word)),
  }
}

function wordsOf({ set, vocabulary }: Side): readonly string[] {
  const types = [...set.types].flatMap(([type, { actions }]) => [
    type,
    ...(vocabulary.types.get(type)?.fields ?? []).map(({ name }) => `${type}.${name}`),
    ...actions.map((action) => `${action} on ${type}`),
  ])
  return [...types, ...set.classes.map(({ name }) => `class ${name}`)].sort()
}

/** Differences with the same people, rules and example stand together: a row and the fields that show it. */
export function mergedDifferences(differences: readonly Difference[]): readonly Difference[] {
  const found = new Map<string, Difference>()
  for (const difference of differences) {
    const { type, verdict, gains, loses } = difference
    const key = JSON.stringify([type, verdict, gains, loses])
    const known = found.get(key)
    const rules = [
      ...(known?.rules ?? []),
      ...difference.rules.filter((one) => known?.rules.includes(one) !== true),
    ]
    const questions = [...(known?.questions ?? []), ...difference.questions]
    found.set(key, { ...difference, questions, rules })
  }
  return [...found.values()]
}
