import { dayIn, instantIn } from './strict-instant'
import type { ASTNode } from '@marcbachmann/cel-js'
import { mistake, type Scope, textOfNode } from './cel-scope'
import type { ValueTerm } from './cel-term'
import { suggestion } from './suggest'
import type { AttributeWords } from './vocabulary'

/**
 * A term as the other side of the comparison takes it: beside a date a text is a date, beside an enumeration
 * it is one of its values. Null where it cannot be, which is reported.
 */
export function asTyped(
  node: ASTNode,
  sides: { readonly term: ValueTerm; readonly beside: ValueTerm },
  scope: Scope,
): ValueTerm | null {
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
export function mismatch(
  node: ASTNode,
  sides: { readonly left: TypedNode; readonly right: TypedNode },
  scope: Scope,
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
