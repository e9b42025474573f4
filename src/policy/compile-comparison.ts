import type { ASTNode } from '@marcbachmann/cel-js'
import { mistake, type Scope, textOfNode } from './cel-scope'
import { resolveTerm, type Term, type ValueTerm } from './cel-term'
import { type Comparison, type Condition, FALSE, type Operand } from './condition'
import { asTyped, mismatch } from './literal-types'
import { compileNullTest } from './null-test'

type ComparisonNode = Extract<ASTNode, { op: '==' | '!=' | '<' | '<=' | '>' | '>=' }>
type MembershipNode = Extract<ASTNode, { op: 'in' }>

const operators: Readonly<Record<ComparisonNode['op'], Comparison>> = {
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
}

/** `left == right` and its like; `x == null` asks whether there is a value. */
export function compileComparison(node: ComparisonNode, scope: Scope): Condition | null {
  const [leftNode, rightNode] = node.args
  const left = resolveTerm(leftNode, scope)
  const right = resolveTerm(rightNode, scope)
  if (left === null || right === null) return null
  if (left.kind === 'null') return compileNullTest(node, { term: right, node: rightNode }, scope)
  if (right.kind === 'null') return compileNullTest(node, { term: left, node: leftNode }, scope)
  const leftValue = valueOf(leftNode, left, scope)
  const rightValue = valueOf(rightNode, right, scope)
  if (leftValue === null || rightValue === null) return null
  if (leftValue.operand.kind === 'literal' && rightValue.operand.kind === 'literal') {
    const message = `\`${textOfNode(node, scope)}\` compares two constants; it says nothing of the row.`
    return mistake(node, scope, { code: 'constant-comparison', message })
  }
  const operator = operators[node.op]
  const leftTyped = asTyped(leftNode, { term: leftValue, beside: rightValue }, scope)
  const rightTyped = asTyped(rightNode, { term: rightValue, beside: leftValue }, scope)
  if (leftTyped === null || rightTyped === null) return null
  if (leftTyped.type !== rightTyped.type) {
    const right = { node: rightNode, type: rightTyped.type }
    return mismatch(node, { left: { node: leftNode, type: leftTyped.type }, right }, scope)
  }
  if (!['eq', 'ne'].includes(operator) && !['int', 'date', 'timestamp'].includes(leftTyped.type)) {
    const message = `\`${node.op}\` compares numbers, dates and instants; \`${textOfNode(leftNode, scope)}\` is none.`
    return mistake(node, scope, { code: 'wrong-type', message })
  }
  return { op: 'compare', operator, left: leftTyped.operand, right: rightTyped.operand }
}

/** `left in [a, b]`, `left in principal.scopes`. */
export function compileMembership(node: MembershipNode, scope: Scope): Condition | null {
  const [leftNode, rightNode] = node.args
  const leftTerm = resolveTerm(leftNode, scope)
  const right = resolveTerm(rightNode, scope)
  if (leftTerm === null || right === null) return null
  const left = valueOf(leftNode, leftTerm, scope)
  if (left === null) return null
  if (right.kind === 'slots') {
    if (left.type === 'string')
      return { op: 'in', left: left.operand, right: { kind: 'slot', name: right.slot } }
    const message = `\`${textOfNode(rightNode, scope)}\` is a list of texts; \`${textOfNode(leftNode, scope)}\` is none.`
    return mistake(leftNode, scope, { code: 'wrong-type', message })
  }
  if (right.kind !== 'list') {
    const message = `\`in\` asks a list like \`["A", "B"]\`, not \`${textOfNode(rightNode, scope)}\`.`
    const suggestion = right.kind === 'rows' ? { suggestion: 'rows are asked with `exists`' } : {}
    return mistake(rightNode, scope, { code: 'wrong-type', message, ...suggestion })
  }
  const items = right.items.map((item) => listItem(item, { left, leftNode }, scope))
  const operands: Operand[] = []
  for (const item of items) if (item !== null) operands.push(item)
  if (operands.length < items.length) return null
  return operands.length === 0 ? FALSE : { op: 'in', left: left.operand, right: operands }
}

function listItem(
  item: ASTNode,
  beside: { readonly left: ValueTerm; readonly leftNode: ASTNode },
  scope: Scope,
): Operand | null {
  const term = resolveTerm(item, scope)
  if (term === null) return null
  const value = valueOf(item, term, scope)
  if (value === null) return null
  const typed = asTyped(item, { term: value, beside: beside.left }, scope)
  if (typed === null) return null
  if (typed.type === beside.left.type) return typed.operand
  const left = { node: beside.leftNode, type: beside.left.type }
  return mismatch(item, { left, right: { node: item, type: typed.type } }, scope)
}

/** The term as a value to compare; rows and lists are none. */
function valueOf(node: ASTNode, term: Term, scope: Scope): ValueTerm | null {
  const text = textOfNode(node, scope)
  switch (term.kind) {
    case 'value':
      return term
    case 'row':
    case 'principal': {
      const message = `\`${text}\` is a row; rows are compared by a value of theirs.`
      return mistake(node, scope, {
        code: 'not-a-value',
        message,
        suggestion: `did you mean \`${text}.id\`?`,
      })
    }
    case 'rows': {
      const message = `\`${text}\` is a list of rows; it is asked, not compared.`
      return mistake(node, scope, {
        code: 'not-a-value',
        message,
        suggestion: `did you mean \`${text}.exists(x, …)\`?`,
      })
    }
    case 'slots':
    case 'list': {
      const message = `\`${text}\` is a list; ask with \`in\`.`
      return mistake(node, scope, { code: 'not-a-value', message })
    }
    case 'null': {
      const message = 'Nothing is in a list with `null`; ask with `== null`.'
      return mistake(node, scope, { code: 'not-a-value', message })
    }
  }
}
