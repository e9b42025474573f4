import type { ASTNode } from '@marcbachmann/cel-js'
import { mistake, type RowReference, type Scope, textOfNode } from './cel-scope'
import type { Term } from './cel-term'
import { allOf, type Condition, negate, type Operand } from './condition'

/**
 * `x == null` and `x != null`.
 *
 * INVARIANT: both are false where the parent of x is absent. That `x` has a value is written `x = x`, which
 * two-valued logic makes true for a value and false for its absence, however far away it is.
 */
export function compileNullTest(
  node: ASTNode,
  asked: { readonly term: Term; readonly node: ASTNode },
  scope: Scope,
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

function neverNull(node: ASTNode, scope: Scope): null {
  const message = `\`${textOfNode(node, scope)}\` is never \`null\`.`
  return mistake(node, scope, { code: 'never-null', message })
}
