import { anyOf, type Condition, conditionKey } from './condition'

/**
 * Whether `stronger` visibly implies `weaker`, read off their form alone. A `true` is certain; a `false` only
 * says that the form does not show it.
 */
export function implies(stronger: Condition, weaker: Condition): boolean {
  if (weaker.op === 'true' || stronger.op === 'false') return true
  if (conditionKey(stronger) === conditionKey(weaker)) return true
  if (stronger.op === 'or') return stronger.of.every((part) => implies(part, weaker))
  if (weaker.op === 'and') return weaker.of.every((part) => implies(stronger, part))
  if (weaker.op === 'or' && weaker.of.some((part) => implies(stronger, part))) return true
  if (stronger.op === 'and') return stronger.of.some((part) => implies(part, weaker))
  return impliesInside(stronger, weaker)
}

/** One of the alternatives, without those that another one covers: what is granted is the same, in fewer words. */
export function anyOfWeakest(alternatives: readonly Condition[]): Condition {
  const whole = anyOf(alternatives)
  if (whole.op !== 'or') return whole
  const parts = whole.of
  return anyOf(
    parts.filter((part, index) => {
      const covers = (other: Condition, place: number): boolean =>
        place !== index && implies(part, other) && (place < index || !implies(other, part))
      return !parts.some(covers)
    }),
  )
}

/** Quantifiers and owners are monotonic: the same relation with a stronger condition inside. */
function impliesInside(stronger: Condition, weaker: Condition): boolean {
  if (stronger.op !== 'some' && stronger.op !== 'every' && stronger.op !== 'owner') return false
  if (weaker.op !== stronger.op || weaker.as !== stronger.as) return false
  const samePath = JSON.stringify(weaker.path) === JSON.stringify(stronger.path)
  return samePath && implies(stronger.where, weaker.where)
}
