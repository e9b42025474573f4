import type { ASTNode } from '@marcbachmann/cel-js'
import { resolvePath } from './cel-path'
import { mistake, type RowReference, type Scope, textOfNode } from './cel-scope'
import type { Operand } from './condition'
import { outside } from './outside-subset'
import type { AttributeWords } from './vocabulary'

/** What stands on one side of a comparison. */
export type Term =
  | ValueTerm
  | { readonly kind: 'null' }
  /** A row: a variable itself (no steps), or what a to-one path leads to. */
  | { readonly kind: 'row'; readonly row: RowReference }
  /** A to-many relation of the row. */
  | { readonly kind: 'rows'; readonly row: RowReference; readonly type: string }
  /** `principal.organisation`: there or not. */
  | { readonly kind: 'principal'; readonly slot: string }
  /** `principal.scopes`. */
  | { readonly kind: 'slots'; readonly slot: string }
  | { readonly kind: 'list'; readonly items: readonly ASTNode[] }

export interface ValueTerm {
  readonly kind: 'value'
  readonly operand: Operand
  readonly type: AttributeWords['type']
  readonly values?: readonly string[]
  /** False for what can never be absent: constants, `now`, `principal.accounting`. */
  readonly nullable: boolean
  /** The row whose attribute it is, where it is one. */
  readonly row?: RowReference
}

/** The meaning of a node that stands for a value; null where it has none, which is reported. */
export function resolveTerm(node: ASTNode, scope: Scope): Term | null {
  switch (node.op) {
    case 'value':
      return literal(node, node.args, scope)
    case '-_':
      if (node.args.op === 'value' && typeof node.args.args === 'bigint')
        return literal(node, -node.args.args, scope)
      return outside(node, scope)
    case 'id':
    case '.':
      return resolvePath(node, scope)
    case 'list':
      return { kind: 'list', items: node.args }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'in':
    case '&&':
    case '||':
    case '!_': {
      const message = `\`${textOfNode(node, scope)}\` is a condition; a comparison needs a value.`
      return mistake(node, scope, { code: 'not-a-value', message })
    }
    default:
      return outside(node, scope)
  }
}

function literal(node: ASTNode, value: unknown, scope: Scope): Term | null {
  if (value === null) return { kind: 'null' }
  if (typeof value === 'string') return constant(value, 'string')
  if (typeof value === 'boolean') return constant(value, 'bool')
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return constant(Number(value), 'int')
  const message = `\`${textOfNode(node, scope)}\` is not a constant of policies: a whole number, a text, true or false.`
  return mistake(node, scope, { code: 'not-in-subset', message })
}

function constant(value: string | number | boolean, type: AttributeWords['type']): ValueTerm {
  return { kind: 'value', operand: { kind: 'literal', value }, type, nullable: false }
}
