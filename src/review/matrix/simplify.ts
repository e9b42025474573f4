import {
  allOf,
  anyOf,
  type Condition,
  conditionKey,
  FALSE,
  negate,
  type Operand,
  TRUE,
} from '../../policy/condition'
import { withParts } from '../../policy/condition-parts'
import { implies } from '../../policy/implies'

/** What is known to be so: conditions, taken apart into values and single facts. */
export interface Known {
  readonly values: ReadonlyMap<string, string | number | boolean | null>
  /** Operands that have a value, whichever. */
  readonly present: ReadonlySet<string>
  readonly facts: readonly Condition[]
  readonly refuted: readonly Condition[]
}

/** Takes apart what is given. What is no conjunction of single facts stays whole. */
export function knownFrom(given: readonly Condition[]): Known {
  const values = new Map<string, string | number | boolean | null>()
  const present = new Set<string>()
  const facts: Condition[] = []
  const refuted: Condition[] = []
  const note = (condition: Condition): void => {
    if (condition.op === 'and') {
      condition.of.forEach(note)
      return
    }
    if (condition.op === 'not') {
      if (condition.of.op === 'isNull') present.add(keyOf(condition.of.operand))
      if (condition.of.op === 'or') {
        condition.of.of.forEach((part) => note(negate(part)))
        return
      }
      refuted.push(condition.of)
      return
    }
    facts.push(condition)
    if (condition.op === 'isNull') values.set(keyOf(condition.operand), null)
    if (condition.op !== 'compare') return
    const { left, right, operator } = condition
    if (operator === 'ne') {
      refuted.push(
        { ...condition, operator: 'eq' },
        { op: 'compare', operator: 'eq', left: right, right: left },
      )
    }
    // A comparison that holds had two values.
    present.add(keyOf(left))
    present.add(keyOf(right))
    if (operator === 'eq' && right.kind === 'literal') values.set(keyOf(left), right.value)
    if (operator === 'eq' && left.kind === 'literal') values.set(keyOf(right), left.value)
  }
  given.forEach(note)
  return { values, present, facts, refuted }
}

/** The condition where that is known: what follows from it is left out. It holds in the same worlds as before, of these. */
export function simplify(condition: Condition, known: Known): Condition {
  const before = conditionKey(condition)
  const after = once(condition, known)
  return conditionKey(after) === before ? after : simplify(after, known)
}

function once(condition: Condition, known: Known): Condition {
  if (known.facts.some((fact) => implies(fact, condition))) return TRUE
  if (known.refuted.some((fact) => implies(condition, fact))) return FALSE
  switch (condition.op) {
    case 'compare': {
      const [left, right] = [valueOf(condition.left, known), valueOf(condition.right, known)]
      if (left === null || right === null) return FALSE
      const same = keyOf(condition.left) === keyOf(condition.right)
      if (same && condition.operator === 'eq' && known.present.has(keyOf(condition.left))) return TRUE
      if (left === undefined || right === undefined) return condition
      if (condition.operator === 'eq') return left === right ? TRUE : FALSE
      if (condition.operator === 'ne') return left === right ? FALSE : TRUE
      return condition
    }
    case 'isNull': {
      const value = valueOf(condition.operand, known)
      if (value === null) return TRUE
      return value !== undefined || known.present.has(keyOf(condition.operand)) ? FALSE : condition
    }
    case 'in': {
      const left = valueOf(condition.left, known)
      if (left === null) return FALSE
      if (left === undefined || 'kind' in condition.right) return condition
      const items = condition.right.map((item) => valueOf(item, known))
      if (items.includes(left)) return TRUE
      return items.includes(undefined) ? condition : FALSE
    }
    case 'and':
    case 'or': {
      const parts = condition.of.map((part) => once(part, known))
      return condition.op === 'and' ? allOf(withoutWeaker(parts)) : anyOf(withoutStronger(parts))
    }
    case 'true':
    case 'false':
    case 'not':
    case 'some':
    case 'every':
    case 'owner':
      return withParts(condition, (part) => once(part, known))
  }
}

/** Of all that must hold, not what another of them implies; of a choice, not what a part beside it settles. */
function withoutWeaker(parts: readonly Condition[]): readonly Condition[] {
  return parts.filter(
    (part, at) =>
      !parts.some(
        (other, place) => place !== at && implies(other, part) && (place < at || !implies(part, other)),
      ),
  )
}

function withoutStronger(parts: readonly Condition[]): readonly Condition[] {
  return parts.filter(
    (part, at) =>
      !parts.some(
        (other, place) => place !== at && implies(part, other) && (place < at || !implies(other, part)),
      ),
  )
}

/** The value of an operand, null where it has none, undefined where that is not known. */
function valueOf(operand: Operand, { values }: Known): string | number | boolean | null | undefined {
  return operand.kind === 'literal' ? operand.value : values.get(keyOf(operand))
}

function keyOf(operand: Operand): string {
  return JSON.stringify(operand)
}
