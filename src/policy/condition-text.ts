import { type Comparison, type Condition, conditionKey, type Operand, type RowPath } from './condition'

/**
 * A condition as a reader of the policies would write it, in the manner of CEL.
 * `variable` is what the document calls its row.
 */
export function conditionText(condition: Condition, variable = 'row'): string {
  return text(condition, { variable, within: 'none' })
}

/** A value's name in the same manner: `invoice.billedOrganisation.id`, `principal.role`, `"OPEN"`. */
export function operandText(operand: Operand, variable = 'row'): string {
  switch (operand.kind) {
    case 'literal':
      return JSON.stringify(operand.value)
    case 'slot':
      return operand.name
    case 'path':
      return pathText(operand, variable)
  }
}

interface Style {
  readonly variable: string
  /** The operator around it, which decides on brackets. */
  readonly within: 'none' | 'and' | 'or' | 'not'
}

function text(condition: Condition, style: Style): string {
  const { variable } = style
  switch (condition.op) {
    case 'true':
    case 'false':
      return condition.op
    case 'and':
    case 'or': {
      const parts = condition.of.map((part) => text(part, { variable, within: condition.op }))
      const joined = parts.join(condition.op === 'and' ? ' && ' : ' || ')
      return style.within === 'none' || style.within === condition.op ? joined : `(${joined})`
    }
    case 'not':
      return negated(condition.of, variable)
    case 'compare':
      return comparison(condition, style)
    case 'isNull':
      return inside(`${operandText(condition.operand, variable)} == null`, style)
    case 'in': {
      const { right } = condition
      const list =
        'kind' in right ? right.name : `[${right.map((item) => operandText(item, variable)).join(', ')}]`
      return inside(`${operandText(condition.left, variable)} in ${list}`, style)
    }
    case 'some':
    case 'every': {
      const method = condition.op === 'some' ? 'exists' : 'all'
      const where = text(condition.where, { variable, within: 'none' })
      return `${pathText(condition.path, variable)}.${method}(${condition.as}, ${where})`
    }
    case 'owner':
      return `visible(${pathText(condition.path, variable)})`
  }
}

function negated(condition: Condition, variable: string): string {
  if (condition.op === 'isNull') return `${operandText(condition.operand, variable)} != null`
  const present = presence(condition)
  if (present !== null) return `${operandText(present, variable)} == null`
  return `!${text(condition, { variable, within: 'not' })}`
}

function comparison(condition: Extract<Condition, { op: 'compare' }>, style: Style): string {
  const { left, operator, right } = condition
  const present = presence(condition)
  if (present !== null) return inside(`${operandText(present, style.variable)} != null`, style)
  if (operator === 'eq' && right.kind === 'literal' && right.value === true)
    return operandText(left, style.variable)
  const sides = [operandText(left, style.variable), operandText(right, style.variable)]
  return inside(sides.join(` ${symbols[operator]} `), style)
}

/** What `x = x` asks for: that x, or the row whose key x is, is there. */
function presence(condition: Condition): Operand | null {
  if (condition.op !== 'compare' || condition.operator !== 'eq' || condition.left.kind !== 'path') return null
  if (condition.right.kind !== 'path' || !sameOperand(condition.left, condition.right)) return null
  const { steps } = condition.left
  const key = steps.length > 1 && steps.at(-1) === 'id'
  return key ? { ...condition.left, steps: steps.slice(0, -1) } : condition.left
}

function sameOperand(left: Operand, right: Operand): boolean {
  return conditionKey({ op: 'isNull', operand: left }) === conditionKey({ op: 'isNull', operand: right })
}

function inside(atom: string, style: Style): string {
  return style.within === 'not' ? `(${atom})` : atom
}

function pathText(path: RowPath, variable: string): string {
  return [path.of === 'row' ? variable : path.of, ...path.steps].join('.')
}

const symbols: Readonly<Record<Comparison, string>> = {
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
}
