import type { ASTNode } from '@marcbachmann/cel-js'
import { mistake, type Scope, textOfNode } from './cel-scope'

/** What CEL offers and policies do not. */
export function outside(node: ASTNode, scope: Scope): null {
  const text = textOfNode(node, scope)
  const what = { code: 'not-in-subset', message: `\`${text}\` is not part of the policy language.` } as const
  switch (node.op) {
    case '?:':
      return mistake(node, scope, { ...what, suggestion: 'write the cases with `&&` and `||`' })
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '-_':
      return mistake(node, scope, { ...what, suggestion: 'policies compare, they do not calculate' })
    case 'call':
      if (node.args[0] !== 'has') return mistake(node, scope, what)
      return mistake(node, scope, { ...what, suggestion: 'ask with `!= null`' })
    case 'rcall':
      return mistake(node, scope, { ...what, suggestion: 'lists are asked with `exists` and `all`' })
    default:
      return mistake(node, scope, what)
  }
}
