import type { Condition, Operand } from './condition'

/** What of a row must be loaded: its own attributes, and through its relations what of theirs. */
export interface PathTree {
  readonly attributes: ReadonlySet<string>
  readonly relations: ReadonlyMap<string, PathTree>
}

/** Everything these conditions may touch, so that none of them meets an unloaded fact. */
export function neededPaths(conditions: readonly Condition[]): PathTree {
  const root = branch()
  for (const condition of conditions) grow(condition, new Map([['row', root]]))
  return root
}

interface Branch {
  readonly attributes: Set<string>
  readonly relations: Map<string, Branch>
}

type Roots = ReadonlyMap<string, Branch>

function branch(): Branch {
  return { attributes: new Set(), relations: new Map() }
}

function grow(condition: Condition, roots: Roots): void {
  switch (condition.op) {
    case 'true':
    case 'false':
      return
    case 'and':
    case 'or':
      for (const part of condition.of) grow(part, roots)
      return
    case 'not':
      grow(condition.of, roots)
      return
    case 'compare':
      growOperand(condition.left, roots)
      growOperand(condition.right, roots)
      return
    case 'isNull':
      growOperand(condition.operand, roots)
      return
    case 'in':
      growOperand(condition.left, roots)
      if (!('kind' in condition.right)) for (const item of condition.right) growOperand(item, roots)
      return
    case 'some':
    case 'every':
    case 'owner': {
      const end = follow(rootOf(condition.path.of, roots), condition.path.steps)
      grow(condition.where, new Map([...roots, [condition.as, end]]))
      return
    }
  }
}

function growOperand(operand: Operand, roots: Roots): void {
  if (operand.kind !== 'path') return
  const last = operand.steps.at(-1)
  if (last !== undefined) follow(rootOf(operand.of, roots), operand.steps.slice(0, -1)).attributes.add(last)
}

function rootOf(name: string, roots: Roots): Branch {
  const root = roots.get(name)
  if (root === undefined) throw new Error(`No row is called ${name} here`)
  return root
}

function follow(from: Branch, steps: readonly string[]): Branch {
  let at = from
  for (const step of steps) {
    const next = at.relations.get(step) ?? branch()
    at.relations.set(step, next)
    at = next
  }
  return at
}
