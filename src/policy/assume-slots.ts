import { type Condition, FALSE, type Literal, negate, type Operand, TRUE } from './condition'
import { withParts } from './condition-parts'
import { match } from './match'
import type { SlotValue } from './slots'

/** The condition for principals whose slots hold these values: what it says of them is decided and left out. */
export function assumeSlots(condition: Condition, values: ReadonlyMap<string, SlotValue>): Condition {
  const assumed = (part: Condition): Condition => assumeSlots(part, values)
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
    case 'not':
      return negate(assumed(condition.of))
    default:
      return withParts(condition, assumed)
  }
}

/** What stands for an operand; null where it is absent. A list stays a slot: only `in` asks for one. */
function filled(operand: Operand, values: ReadonlyMap<string, SlotValue>): Operand | null {
  if (operand.kind !== 'slot') return operand
  const value = values.get(operand.name)
  if (value === undefined) return operand
  if (value === null) return null
  return typeof value === 'object' ? operand : { kind: 'literal', value }
}

/** The answer where only constants are left. */
function decided(condition: Extract<Condition, { op: 'compare' | 'in' }>): Condition {
  const operands: readonly Operand[] =
    condition.op === 'compare'
      ? [condition.left, condition.right]
      : [condition.left, ...('kind' in condition.right ? [condition.right] : condition.right)]
  if (operands.some(({ kind }) => kind !== 'literal')) return condition
  return match(condition, {}, new Map()) ? TRUE : FALSE
}
