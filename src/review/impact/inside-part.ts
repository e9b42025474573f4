import { allOf, type Condition, TRUE } from '../../policy/condition'
import { looksOnlyInside } from '../../query/sql/condition-sql'

type Quantifier = Extract<Condition, { op: 'some' | 'owner' }>

/** What of a quantifier can be said without the row it starts from: where the whole of it holds, this does. */
export function insidePart(quantifier: Quantifier): Quantifier {
  return { ...quantifier, where: weakened(quantifier.where, new Set([quantifier.as])) }
}

function weakened(condition: Condition, names: ReadonlySet<string>): Condition {
  if (looksOnlyInside(condition, names)) return condition
  if (condition.op === 'and') return allOf(condition.of.map((part) => weakened(part, names)))
  const isInside = (condition.op === 'some' || condition.op === 'owner') && names.has(condition.path.of)
  if (!isInside) return TRUE
  return { ...condition, where: weakened(condition.where, new Set([...names, condition.as])) }
}
