import type { Condition, Operand, RowPath } from './condition'

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
