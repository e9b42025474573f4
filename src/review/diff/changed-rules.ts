import { conditionKey } from '../../policy/condition'
import type { Question } from '../../policy/decide'
import type { PolicyRule, PolicySet, PrincipalClass } from '../../policy/policy-set'
import { canonical } from './canonical'
import type { Side } from './changed-questions'

/** A rule or a class that is not in both versions as it is. */
export interface ChangedRule {
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

export function changedRules(base: PolicySet, head: PolicySet): readonly ChangedRule[] {
  const classes = compared(base.classes, head.classes, { name: ({ name }) => name, meaning: classMeaning })
  const rules = compared(base.rules, head.rules, { name: ({ id }) => id, meaning: ruleMeaning })
  return [
    ...classes.map(({ sides, ...one }) => ({ ...one, what: 'class' as const, ...placeOf(sides), rules: [] })),
    ...rules.map(({ sides, ...one }) => ({ ...one, what: 'rule' as const, ...placeOf(sides), rules: sides })),
  ]
}

/** Those that may have to do with a change of these questions, which are of one type. */
export function rulesBehind(
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
    const part = set.types.get(question.type)?.partOf
    return part === undefined ? [] : [{ action: 'read', type: part.ownerType, field: part.field }]
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
