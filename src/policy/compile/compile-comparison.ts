import { type ASTNode } from '@marcbachmann/cel-js'
import { allOf, type Comparison, type Condition, FALSE, negate, type Operand } from '../condition'
import { suggestion } from '../parse/policy-error'
import { dayIn, instantIn } from '../parse/strict-instant'
import { type AttributeWords } from '../vocabulary'
import {
  mistake,
  resolveTerm,
  type RowReference,
  type NameScope,
  type Term,
  textOfNode,
  type CelValue,
} from './cel-path'

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
export function compileComparison(node: ComparisonNode, scope: NameScope): Condition | null {
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
export function compileMembership(node: MembershipNode, scope: NameScope): Condition | null {
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
  beside: { readonly left: CelValue; readonly leftNode: ASTNode },
  scope: NameScope,
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
function valueOf(node: ASTNode, term: Term, scope: NameScope): CelValue | null {
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

/**
 * `x == null` and `x != null`.
 *
 * INVARIANT: both are false where the parent of x is absent. That `x` has a value is written `x = x`, which
 * two-valued logic makes true for a value and false for its absence, however far away it is.
 */
function compileNullTest(
  node: ASTNode,
  asked: { readonly term: Term; readonly node: ASTNode },
  scope: NameScope,
): Condition | null {
  if (node.op !== '==' && node.op !== '!=') {
    const message = 'Nothing is more or less than `null`; ask with `== null` or `!= null`.'
    return mistake(node, scope, { code: 'wrong-type', message })
  }
  const absent = node.op === '=='
  const { term } = asked
  switch (term.kind) {
    case 'principal':
      return ownValue({ kind: 'slot', name: term.slot }, absent)
    case 'value':
      if (!term.nullable) return neverNull(asked.node, scope)
      if (term.row === undefined || term.row.steps.length === 0) return ownValue(term.operand, absent)
      if (!absent) return hasValue(term.operand)
      return allOf([isThere(term.row), { op: 'isNull', operand: term.operand }])
    case 'row': {
      const { of, steps, type } = term.row
      if (steps.length === 0) return neverNull(asked.node, scope)
      if (!absent) return isThere(term.row)
      const parent: RowReference = { type, of, steps: steps.slice(0, -1) }
      return allOf([...(parent.steps.length === 0 ? [] : [isThere(parent)]), negate(isThere(term.row))])
    }
    case 'rows':
    case 'slots':
    case 'list':
    case 'null':
      return neverNull(asked.node, scope)
  }
}

function ownValue(operand: Operand, absent: boolean): Condition {
  const isNull: Condition = { op: 'isNull', operand }
  return absent ? isNull : negate(isNull)
}

function isThere(row: RowReference): Condition {
  return hasValue({ kind: 'path', of: row.of, steps: [...row.steps, 'id'] })
}

function hasValue(operand: Operand): Condition {
  return { op: 'compare', operator: 'eq', left: operand, right: operand }
}

function neverNull(node: ASTNode, scope: NameScope): null {
  const message = `\`${textOfNode(node, scope)}\` is never \`null\`.`
  return mistake(node, scope, { code: 'never-null', message })
}

/**
 * A term as the other side of the comparison takes it: beside a date a text is a date, beside an enumeration
 * it is one of its values. Null where it cannot be, which is reported.
 */
function asTyped(
  node: ASTNode,
  sides: { readonly term: CelValue; readonly beside: CelValue },
  scope: NameScope,
): CelValue | null {
  const { term, beside } = sides
  if (term.operand.kind !== 'literal' || typeof term.operand.value !== 'string') return term
  const text = term.operand.value
  if (beside.type === 'date' || beside.type === 'timestamp') {
    const value = beside.type === 'date' ? dateOf(text) : instantOf(text)
    if (value !== null) return { ...term, type: beside.type, operand: { kind: 'literal', value } }
    const like = beside.type === 'date' ? '2026-01-31' : '2026-01-31T12:00:00Z'
    const message = `\`${text}\` is not ${meanings[beside.type]}.`
    return mistake(node, scope, { code: 'wrong-type', message, suggestion: `write it like \`"${like}"\`` })
  }
  if (beside.values === undefined || beside.values.includes(text)) return term
  const message = `\`${text}\` is not one of the values it is compared with.`
  return mistake(node, scope, { code: 'unknown-value', message, ...suggestion(text, beside.values) })
}

/** Reports that two sides of a comparison are of different types. */
function mismatch(
  node: ASTNode,
  sides: { readonly left: TypedNode; readonly right: TypedNode },
  scope: NameScope,
): null {
  const [left, right] = [sides.left, sides.right].map(
    (side) => `\`${textOfNode(side.node, scope)}\` is ${meanings[side.type]}`,
  )
  const message = `${left ?? ''} and ${right ?? ''}; they cannot be compared.`
  return mistake(node, scope, { code: 'wrong-type', message })
}

interface TypedNode {
  readonly node: ASTNode
  readonly type: AttributeWords['type']
}

const meanings: Readonly<Record<AttributeWords['type'], string>> = {
  int: 'a whole number',
  string: 'a text',
  bool: 'true or false',
  date: 'a date',
  timestamp: 'an instant',
}

function dateOf(text: string): string | null {
  return dayIn(text) ?? null
}

/** INVARIANT: an instant is compared as text, so every one has the same form, in UTC, to the millisecond. */
function instantOf(text: string): string | null {
  return instantIn(text)?.toISOString() ?? null
}
