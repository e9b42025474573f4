import type { Condition, Operand, RowPath } from '../../policy/condition'
import { conditionKey } from '../../policy/condition'

/**
 * The condition in one of the forms that differ only in the order of its parts, the names of its row variables and
 * the sides of its comparisons. Conditions that mean the same often come to the same form; those that do not, never.
 */
export function canonical(condition: Condition): Condition {
  return ordered(condition, new Map([['row', 'row']]))
}

type Names = ReadonlyMap<string, string>

function ordered(condition: Condition, names: Names): Condition {
  switch (condition.op) {
    case 'true':
    case 'false':
      return condition
    case 'and':
    case 'or': {
      const parts = new Map(
        condition.of.map((part) => ordered(part, names)).map((part) => [conditionKey(part), part]),
      )
      return { op: condition.op, of: [...parts.keys()].sort().flatMap((key) => parts.get(key) ?? []) }
    }
    case 'not':
      return { op: 'not', of: ordered(condition.of, names) }
    case 'compare': {
      const left = operand(condition.left, names)
      const right = operand(condition.right, names)
      const { operator } = condition
      return JSON.stringify(left) <= JSON.stringify(right)
        ? { op: 'compare', operator, left, right }
        : { op: 'compare', operator: turned[operator], left: right, right: left }
    }
    case 'isNull':
      return { op: 'isNull', operand: operand(condition.operand, names) }
    case 'in': {
      const left = operand(condition.left, names)
      if ('kind' in condition.right) return { op: 'in', left, right: condition.right }
      const items = condition.right.map((item) => operand(item, names))
      const right = [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      return { op: 'in', left, right }
    }
    case 'some':
    case 'every':
    case 'owner': {
      // By its depth: no variable of an enclosing quantifier has the same.
      const as = `x${names.size}`
      const where = ordered(condition.where, new Map([...names, [condition.as, as]]))
      return { op: condition.op, path: path(condition.path, names), as, where }
    }
  }
}

const turned = { eq: 'eq', ne: 'ne', lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' } as const

function operand(value: Operand, names: Names): Operand {
  return value.kind === 'path' ? path(value, names) : value
}

function path({ kind, of, steps }: RowPath, names: Names): RowPath {
  return { kind, of: names.get(of) ?? of, steps }
}
