import {
  type Condition,
  type ConditionFold,
  FALSE,
  foldCondition,
  type Inside,
  isLeaf,
  type Leaf,
  mapOperands,
  type Operand,
  operandsOf,
  partsOf,
  type Quantifier,
  type RowPath,
  TRUE,
} from './condition'

/** What of a row must be loaded: its own attributes, and through its relations what of theirs. */
export interface PathTree {
  readonly attributes: ReadonlySet<string>
  readonly relations: ReadonlyMap<string, PathTree>
}

/** Everything these conditions may touch, so that none of them meets an unloaded fact. */
export function neededPaths(conditions: readonly Condition[]): PathTree {
  const root = branch()
  for (const condition of conditions) foldCondition<unknown, Roots>(condition, grow, new Map([['row', root]]))
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

const grow: ConditionFold<unknown, Roots> = {
  constant: nothing,
  and: nothing,
  or: nothing,
  not: nothing,
  compare: growLeaf,
  isNull: growLeaf,
  in: growLeaf,
  some: growInside,
  every: growInside,
  owner: growInside,
}

/** WHY: a constant touches no row, and the parts of `and`, `or` and `not` have grown already. */
function nothing(): void {}

function growLeaf(leaf: Leaf, roots: Roots): void {
  for (const operand of operandsOf(leaf)) growOperand(operand, roots)
}

function growInside({ path, as }: Quantifier, inside: Inside<unknown, Roots>, roots: Roots): void {
  inside(new Map([...roots, [as, follow(rootOf(path.of, roots), path.steps)]]))
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
  return foldCondition(condition, renamed, { names: new Map([['row', as]]), taken: new Set([...taken, as]) })
}

/** The same condition with one of its row variables called otherwise. `taken` as for `rebase`. */
export function withVariable(
  condition: Condition,
  { from, to }: { readonly from: string; readonly to: string },
  taken: ReadonlySet<string>,
): Condition {
  return foldCondition(condition, renamed, { names: new Map([[from, to]]), taken: new Set([...taken, to]) })
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

const renamed: ConditionFold<Condition, Naming> = {
  constant: (holds) => (holds ? TRUE : FALSE),
  and: (of) => ({ op: 'and', of }),
  or: (of) => ({ op: 'or', of }),
  not: (of) => ({ op: 'not', of }),
  compare: renamedLeaf,
  isNull: renamedLeaf,
  in: renamedLeaf,
  some: renamedQuantifier,
  every: renamedQuantifier,
  owner: renamedQuantifier,
}

function renamedLeaf(leaf: Leaf, naming: Naming): Condition {
  return mapOperands(leaf, (operand) => (operand.kind === 'path' ? renamedPath(operand, naming) : operand))
}

function renamedQuantifier(
  condition: Quantifier,
  inside: Inside<Condition, Naming>,
  naming: Naming,
): Condition {
  const as = freshName(condition.as, naming.taken)
  const where = inside({
    names: new Map([...naming.names, [condition.as, as]]),
    taken: new Set([...naming.taken, as]),
  })
  return { op: condition.op, path: renamedPath(condition.path, naming), as, where }
}

function renamedPath(path: RowPath, { names }: Naming): RowPath {
  return { ...path, of: names.get(path.of) ?? path.of }
}

/** Whether a condition uses no rows but those of these names: then it can be answered without any other row. */
export function usesOnly(condition: Condition, names: ReadonlySet<string>): boolean {
  return [...freeNames(condition)].every((name) => names.has(name))
}

/** The row variables that a condition uses and no quantifier of its own names. */
export function freeNames(condition: Condition): ReadonlySet<string> {
  const known = free.get(condition) ?? new Set(findFreeNames(condition))
  free.set(condition, known)
  return known
}

// WHY no fold: each part's own names are remembered, too. The solver asks for them at every part of a condition.
function findFreeNames(condition: Condition): readonly string[] {
  if (isLeaf(condition)) {
    return operandsOf(condition).flatMap((operand) => (operand.kind === 'path' ? [operand.of] : []))
  }
  const inside = partsOf(condition).flatMap((part) => [...freeNames(part)])
  return 'as' in condition ? [condition.path.of, ...inside.filter((name) => name !== condition.as)] : inside
}

const free = new WeakMap<Condition, ReadonlySet<string>>()
