import { type SlotValue } from './compile/class-policy'
import {
  anyOf,
  type Condition,
  type ConditionOf,
  conditionKey,
  FALSE,
  type Literal,
  type Operand,
  operandsOf,
  TRUE,
  mapCondition,
} from './condition'
import { match } from './evaluate/match'

/**
 * The condition for principals whose slots hold these values. What it says of them alone is decided and left out.
 *
 * WHY no fold: only leaves change, and `mapCondition` rebuilds the rest with its constants folded.
 */
export function assumeSlots(condition: Condition, values: ReadonlyMap<string, SlotValue>): Condition {
  switch (condition.op) {
    case 'compare': {
      const left = filled(condition.left, values)
      const right = filled(condition.right, values)
      if (left === null || right === null) return FALSE
      return decided({ ...condition, left, right })
    }
    case 'isNull': {
      const operand = filled(condition.operand, values)
      if (operand === null) return TRUE
      return operand.kind === 'literal' ? FALSE : condition
    }
    case 'in': {
      const left = filled(condition.left, values)
      if (left === null) return FALSE
      if (!('kind' in condition.right)) {
        const right = condition.right.map((item) => filled(item, values)).filter((item) => item !== null)
        return right.length === 0 ? FALSE : decided({ ...condition, left, right })
      }
      const list = values.get(condition.right.name)
      if (list === undefined) return { ...condition, left }
      const items = Array.isArray(list) ? list : []
      const right = items.map((value: string): Literal => ({ kind: 'literal', value }))
      return right.length === 0 ? FALSE : decided({ ...condition, left, right })
    }
    default:
      return mapCondition(condition, (part) => assumeSlots(part, values))
  }
}

/** The value of an operand where it is known, else the operand; null where it is absent. A list stays a slot for `in`. */
function filled(operand: Operand, values: ReadonlyMap<string, SlotValue>): Operand | null {
  if (operand.kind !== 'slot') return operand
  const value = values.get(operand.name)
  if (value === undefined) return operand
  if (value === null) return null
  return typeof value === 'object' ? operand : { kind: 'literal', value }
}

/** TRUE or FALSE where only constants are left. */
function decided(condition: ConditionOf<'compare' | 'in'>): Condition {
  if (operandsOf(condition).some(({ kind }) => kind !== 'literal')) return condition
  return match(condition, {}, new Map()) ? TRUE : FALSE
}

/**
 * The condition without the owner's rule, for a reader that arrives from an owner row through the field that lists
 * the parts: both are proved visible already.
 */
export function assumeOwner(condition: Condition): Condition {
  return condition.op === 'owner' ? TRUE : mapCondition(condition, assumeOwner)
}

/**
 * Whether the form of two conditions shows that `stronger` implies `weaker`. A `true` is certain; a `false` only says
 * that the form does not show it.
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

/** One of the alternatives holds. An alternative that another one covers is left out, because it grants nothing more. */
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
