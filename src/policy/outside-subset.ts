import type { ASTNode } from '@marcbachmann/cel-js'
import { type Scope, textOfNode } from './cel-scope'

/** What CEL offers and policies do not. */
export function outside(node: ASTNode, scope: Scope): null {
  const message = `\`${textOfNode(node, scope)}\` is not part of the policy language.`
  const help = helpFor(node)
  const suggestion = help === null ? {} : { suggestion: help }
  scope.report({ ...scope.source.placeAt(node.start), code: 'not-in-subset', message, ...suggestion })
  return null
}

function helpFor(node: ASTNode): string | null {
  switch (node.op) {
    case '?:':
      return 'write the cases with `&&` and `||`'
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '-_':
      return 'policies compare, they do not calculate'
    case 'call':
      return node.args[0] === 'has' ? 'ask with `!= null`' : null
    case 'rcall':
      return 'lists are asked with `exists` and `all`'
    default:
      return null
  }
}
