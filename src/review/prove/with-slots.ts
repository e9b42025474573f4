import type { Comparison, Condition, Operand } from '../../policy/condition'
import { FALSE, TRUE } from '../../policy/condition'
import { withParts } from '../../policy/condition-parts'

type Values = Readonly<Record<string, string | number | boolean | null>>
type Value = string | number | boolean | null

/** The same condition for a principal of whom this is so: the slots replaced, what is then constant decided. */
export function withSlots(condition: Condition, values: Values): Condition {
  const replace = (operand: Operand): Operand | null => {
    if (operand.kind !== 'slot') return operand
    const value = values[operand.name.replace(/^principal\./, '')]
    if (value === undefined) return operand
    return value === null ? null : { kind: 'literal', value }
  }
  switch (condition.op) {
    case 'compare': {
      const [left, right] = [replace(condition.left), replace(condition.right)]
      if (left === null || right === null) return FALSE
      if (left.kind !== 'literal' || right.kind !== 'literal') return { ...condition, left, right }
      return decided(compared(condition.operator, left.value, right.value))
    }
    case 'isNull': {
      const operand = replace(condition.operand)
      return operand === null ? TRUE : operand.kind === 'literal' ? FALSE : { ...condition, operand }
    }
    case 'in': {
      const left = replace(condition.left)
      if (left === null) return FALSE
      if ('kind' in condition.right) return { ...condition, left }
      const right = condition.right.flatMap((item) => replace(item) ?? [])
      if (left.kind !== 'literal') return { ...condition, left, right }
      if (right.some((item) => item.kind === 'literal' && item.value === left.value)) return TRUE
      const open = right.filter((item) => item.kind !== 'literal')
      return open.length === 0 ? FALSE : { ...condition, left, right: open }
    }
    default:
      return withParts(condition, (part) => withSlots(part, values))
  }
}

function decided(holds: boolean): Condition {
  return holds ? TRUE : FALSE
}

function compared(operator: Comparison, left: Exclude<Value, null>, right: Exclude<Value, null>): boolean {
  switch (operator) {
    case 'eq':
      return left === right
    case 'ne':
      return left !== right
    case 'lt':
      return left < right
    case 'le':
      return left <= right
    case 'gt':
      return left > right
    case 'ge':
      return left >= right
  }
}
