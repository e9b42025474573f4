import { type Condition, type Operand, type RowPath } from './condition'

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

/**
 * A condition about `row` as a condition about the row called `as`, for use inside another condition.
 *
 * INVARIANT: no name of the condition is one of `taken`; quantifiers that would collide are renamed, so that no
 * variable of the outer condition is captured.
 */
export function rebase(condition: Condition, as: string, taken: ReadonlySet<string>): Condition {
  return renamed(condition, { names: new Map([['row', as]]), taken: new Set([...taken, as]) })
}

/** The same condition with one of its row variables called otherwise. `taken` as for `rebase`. */
export function withVariable(
  condition: Condition,
  { from, to }: { readonly from: string; readonly to: string },
  taken: ReadonlySet<string>,
): Condition {
  return renamed(condition, { names: new Map([[from, to]]), taken: new Set([...taken, to]) })
}

/** A name near the wanted one that is not among those taken. */
export function freshName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted
  let number = 2
  while (taken.has(`${wanted}${number}`)) number += 1
  return `${wanted}${number}`
}

interface Naming {
  readonly names: ReadonlyMap<string, string>
  readonly taken: ReadonlySet<string>
}

function renamed(condition: Condition, naming: Naming): Condition {
  switch (condition.op) {
    case 'true':
    case 'false':
      return condition
    case 'and':
    case 'or':
      return { op: condition.op, of: condition.of.map((part) => renamed(part, naming)) }
    case 'not':
      return { op: 'not', of: renamed(condition.of, naming) }
    case 'compare': {
      const { op, operator, left, right } = condition
      return { op, operator, left: operand(left, naming), right: operand(right, naming) }
    }
    case 'isNull':
      return { op: 'isNull', operand: operand(condition.operand, naming) }
    case 'in': {
      const left = operand(condition.left, naming)
      if ('kind' in condition.right) return { op: 'in', left, right: condition.right }
      return { op: 'in', left, right: condition.right.map((item) => operand(item, naming)) }
    }
    case 'some':
    case 'every':
    case 'owner': {
      const as = freshName(condition.as, naming.taken)
      const where = renamed(condition.where, {
        names: new Map([...naming.names, [condition.as, as]]),
        taken: new Set([...naming.taken, as]),
      })
      return { op: condition.op, path: path(condition.path, naming), as, where }
    }
  }
}

function operand(value: Operand, naming: Naming): Operand {
  return value.kind === 'path' ? path(value, naming) : value
}

function path(value: RowPath, naming: Naming): RowPath {
  return { ...value, of: naming.names.get(value.of) ?? value.of }
}
