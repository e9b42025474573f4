import type { ASTNode } from '@marcbachmann/cel-js'

/** Every name a condition uses alone or calls: what it may refer to among facts and definitions. */
export function namesIn(node: ASTNode): ReadonlySet<string> {
  const names = new Set<string>()
  collect(node, names)
  return names
}

function collect(node: ASTNode, names: Set<string>): void {
  if (node.op === 'id') names.add(node.args)
  if (node.op === 'call') names.add(node.args[0])
  for (const child of childrenOf(node)) collect(child, names)
}

function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return []
    case '.':
    case '.?':
      return [node.args[0]]
    case 'call':
      return node.args[1]
    case 'rcall':
      return [node.args[1], ...node.args[2]]
    case 'map':
      return node.args.flat()
    case '!_':
    case '-_':
      return [node.args]
    default:
      return node.args
  }
}
