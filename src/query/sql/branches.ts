import type { Condition } from '../../policy/condition'
import { allOf, anyOf } from '../../policy/condition'

/** Beyond this, one statement per alternative costs more to read than it saves. */
const MOST_BRANCHES = 8

/**
 * A row rule as alternatives that each can use an index of their own, the cheapest first. An alternative inside
 * a quantifier is taken out of it: `some(a or b)` is `some(a) or some(b)`. One branch: there is nothing to gain.
 */
export function branchesOf(rule: Condition): readonly Condition[] {
  const branches = alternatives(rule)
  if (branches.length > MOST_BRANCHES) return [rule]
  return [...branches].sort((a, b) => weight(a) - weight(b))
}

function alternatives(condition: Condition): readonly Condition[] {
  switch (condition.op) {
    case 'or':
      return condition.of.flatMap(alternatives)
    case 'and':
      return condition.of.reduce<readonly Condition[]>(
        (before, part) => before.flatMap((one) => alternatives(part).map((other) => allOf([one, other]))),
        [allOf([])],
      )
    case 'some':
      return alternatives(condition.where).map((where) => ({ ...condition, where }))
    default:
      return [condition]
  }
}

/** Comparisons of the row's own columns weigh nothing; each look-up elsewhere does. */
function weight(condition: Condition): number {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.of.reduce((sum, part) => sum + weight(part), 0)
    case 'not':
      return weight(condition.of)
    case 'some':
    case 'every':
    case 'owner':
      return 1 + weight(condition.where)
    default:
      return 0
  }
}

/** Branch `index` without the rows of the branches before it: together they give each row exactly once. */
export function disjoint(branches: readonly Condition[], index: number): Condition {
  const branch = branches[index] ?? anyOf([])
  const before = branches.slice(0, index)
  return before.length === 0 ? branch : allOf([branch, { op: 'not', of: anyOf(before) }])
}
