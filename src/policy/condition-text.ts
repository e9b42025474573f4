import {
  type Comparison,
  type Condition,
  type ConditionFold,
  conditionKey,
  foldCondition,
  type Operand,
  type RowPath,
} from './condition'

/**
 * A condition as a reader of the policies would write it, in the manner of CEL.
 * `variable` is what the document calls its row.
 */
export function conditionText(condition: Condition, variable = 'row'): string {
  return foldCondition(condition, written, variable).text
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

/** A text, and whether it needs brackets inside another one: a comparison only below `!`, a bare name or call never. */
interface Written {
  readonly text: string
  readonly form: 'and' | 'or' | 'comparison' | 'bare'
}

const written: ConditionFold<Written, string> = {
  constant: (holds) => bare(String(holds)),
  and: (parts) => joined(parts, 'and'),
  or: (parts) => joined(parts, 'or'),
  not: (part, { of }, variable) => {
    if (of.op === 'isNull') return comparison(`${operandText(of.operand, variable)} != null`)
    const present = presence(of)
    if (present !== null) return comparison(`${operandText(present, variable)} == null`)
    return bare(part.form === 'bare' ? `!${part.text}` : `!(${part.text})`)
  },
  compare: (condition, variable) => {
    const { left, operator, right } = condition
    const present = presence(condition)
    if (present !== null) return comparison(`${operandText(present, variable)} != null`)
    const isTrue = operator === 'eq' && right.kind === 'literal' && right.value === true
    if (isTrue) return bare(operandText(left, variable))
    return comparison(`${operandText(left, variable)} ${symbols[operator]} ${operandText(right, variable)}`)
  },
  isNull: ({ operand }, variable) => comparison(`${operandText(operand, variable)} == null`),
  in: ({ left, right }, variable) => {
    const list =
      'kind' in right ? right.name : `[${right.map((item) => operandText(item, variable)).join(', ')}]`
    return comparison(`${operandText(left, variable)} in ${list}`)
  },
  some: ({ path, as }, inside, variable) =>
    bare(`${pathText(path, variable)}.exists(${as}, ${inside().text})`),
  every: ({ path, as }, inside, variable) => bare(`${pathText(path, variable)}.all(${as}, ${inside().text})`),
  owner: ({ path }, _, variable) => bare(`visible(${pathText(path, variable)})`),
}

function joined(parts: readonly Written[], form: 'and' | 'or'): Written {
  const other = form === 'and' ? 'or' : 'and'
  const texts = parts.map((part) => (part.form === other ? `(${part.text})` : part.text))
  return { text: texts.join(form === 'and' ? ' && ' : ' || '), form }
}

function bare(text: string): Written {
  return { text, form: 'bare' }
}

function comparison(text: string): Written {
  return { text, form: 'comparison' }
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
