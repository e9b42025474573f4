import {
  allOf,
  anyOf,
  type Comparison,
  type Condition,
  conditionKey,
  negate,
  TRUE,
} from '../../policy/condition'
import { conditionText } from '../../policy/condition-text'
import type { MistakenWords } from './mistaken-words'
import { changedOnce, type ConditionChange, type Offer, type Part } from './changed-once'
import { mistakenOperands } from './mistaken-operands'
import { mistakenValues } from './mistaken-values'
import type { MutantKind } from './mutant'

/** The condition of a rule or class with one mistake in it, each mistake once. `variable` names the row in texts. */
export function mistakenConditions(
  whole: Part,
  vocabulary: MistakenWords,
  variable: string,
): readonly ConditionChange[] {
  const say = (from: Condition, kind: MutantKind, to: Condition): ConditionChange => {
    const [was, is] = [conditionText(from, variable), conditionText(to, variable)]
    return { kind, condition: to, text: `\`${was}\` becomes \`${is}\`` }
  }
  const offer: Offer = (part) => {
    const { condition } = part
    return [
      ...(condition === whole.condition ? leftOut(condition) : []),
      ...ofForm(condition),
      ...mistakenOperands(part, vocabulary),
      ...mistakenValues(part, vocabulary),
    ].map(({ kind, to }) => say(condition, kind, to))
  }
  const found = new Map<string, ConditionChange>()
  for (const change of changedOnce(whole, vocabulary, offer)) {
    const key = conditionKey(change.condition)
    if (!found.has(key)) found.set(key, change)
  }
  return [...found.values()]
}

/** Another form of a part, and which kind of mistake it is. */
export interface Mistake {
  readonly kind: MutantKind
  readonly to: Condition
}

function leftOut(condition: Condition): readonly Mistake[] {
  return condition.op === 'true' ? [] : [{ kind: 'drop-condition', to: TRUE }]
}

function ofForm(condition: Condition): readonly Mistake[] {
  switch (condition.op) {
    case 'and':
      return [
        ...condition.of.map((part) => ({ kind: 'drop-conjunct', to: without(condition, part) }) as const),
        { kind: 'swap-connective', to: anyOf(condition.of) },
      ]
    case 'or':
      return [
        ...condition.of.map((part) => ({ kind: 'drop-disjunct', to: without(condition, part) }) as const),
        { kind: 'swap-connective', to: allOf(condition.of) },
      ]
    case 'some':
    case 'every': {
      const { path, as } = condition
      return [
        { kind: 'swap-quantifier', to: { ...condition, op: condition.op === 'some' ? 'every' : 'some' } },
        { kind: 'drop-condition', to: { op: condition.op, path, as, where: TRUE } },
        { kind: 'negate-atom', to: negate(condition) },
      ]
    }
    case 'compare':
      return [...ofComparison(condition), { kind: 'negate-atom', to: negate(condition) }]
    case 'isNull':
      return [
        { kind: 'negate-atom', to: negate(condition) },
        { kind: 'mishandle-null', to: TRUE },
      ]
    case 'in':
      return [{ kind: 'negate-atom', to: negate(condition) }]
    case 'not':
      return condition.of.op === 'and' || condition.of.op === 'or'
        ? [{ kind: 'negate-atom', to: condition.of }]
        : []
    case 'true':
    case 'false':
    case 'owner':
      return []
  }
}

function without({ op, of }: Extract<Condition, { op: 'and' | 'or' }>, left: Condition): Condition {
  const rest = of.filter((part) => part !== left)
  return op === 'and' ? allOf(rest) : anyOf(rest)
}

const opposite: Readonly<Record<Comparison, Comparison>> = {
  eq: 'ne',
  ne: 'eq',
  lt: 'ge',
  ge: 'lt',
  le: 'gt',
  gt: 'le',
}

const beside: Partial<Readonly<Record<Comparison, Comparison>>> = { lt: 'le', le: 'lt', gt: 'ge', ge: 'gt' }

/** `x != y` is not `!(x == y)`: where one of them is absent, the first is false and the second true. */
function ofComparison(condition: Extract<Condition, { op: 'compare' }>): readonly Mistake[] {
  const { operator } = condition
  // `x == x` asks whether there is an x.
  if (isPresence(condition)) return [{ kind: 'mishandle-null', to: TRUE }]
  const lenient: Mistake = {
    kind: 'mishandle-null',
    to: negate({ ...condition, operator: opposite[operator] }),
  }
  const next = beside[operator]
  if (next === undefined)
    return [{ kind: 'swap-equality', to: { ...condition, operator: opposite[operator] } }, lenient]
  return [
    { kind: 'off-by-one', to: { ...condition, operator: next } },
    { kind: 'swap-equality', to: { ...condition, operator: opposite[operator] } },
    lenient,
  ]
}

export function isPresence(condition: Condition): boolean {
  if (condition.op !== 'compare' || condition.operator !== 'eq') return false
  return JSON.stringify(condition.left) === JSON.stringify(condition.right)
}
