/**
 * The one compiled form of a policy condition: plain, serialisable data that every reader shares. CASL matches it on
 * objects, the planner turns it into SQL, `explain` and the solver read it. `foldCondition` and `mapCondition` walk it.
 *
 * INVARIANT: the logic is two-valued. A comparison with an absent value is false, never unknown; so is
 * anything reached through an absent to-one parent, quantifiers included.
 */
export type Condition =
  | { readonly op: 'true' }
  | { readonly op: 'false' }
  | { readonly op: 'and'; readonly of: readonly Condition[] }
  | { readonly op: 'or'; readonly of: readonly Condition[] }
  | { readonly op: 'not'; readonly of: Condition }
  | {
      readonly op: 'compare'
      readonly operator: Comparison
      readonly left: Operand
      readonly right: Operand
    }
  | { readonly op: 'isNull'; readonly operand: Operand }
  /** `left in [a, b]`, or `left in principal.scopes` where `right` is one slot that holds a list. */
  | { readonly op: 'in'; readonly left: Operand; readonly right: readonly Operand[] | Slot }
  /** `path.exists(as, where)`: the path ends in a to-many relation. */
  | { readonly op: 'some'; readonly path: RowPath; readonly as: string; readonly where: Condition }
  /** `path.all(as, where)`: true on an empty list, false where the list's parent is absent. */
  | { readonly op: 'every'; readonly path: RowPath; readonly as: string; readonly where: Condition }
  /**
   * The owner's rule, for a type that is part of another: `where` holds for the row at the end of the to-one `path`.
   * A planner that arrives from an owner row already proved visible may leave it out.
   */
  | { readonly op: 'owner'; readonly path: RowPath; readonly as: string; readonly where: Condition }

/** The conditions of one form, or of several. */
export type ConditionOf<Op extends Condition['op']> = Extract<Condition, { readonly op: Op }>

/** A condition on values: it has no conditions inside. */
export type Leaf = ConditionOf<'compare' | 'isNull' | 'in'>

/** A condition on the rows at the end of a path. */
export type Quantifier = ConditionOf<'some' | 'every' | 'owner'>

export type Comparison = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge'

export type Operand = Literal | Slot | RowPath

/** A constant of the policy text. Dates are ISO strings. */
export interface Literal {
  readonly kind: 'literal'
  readonly value: string | number | boolean
}

/** A value of the principal that binding a policy fills in, such as `principal.organisation.id`, or `now`. */
export interface Slot {
  readonly kind: 'slot'
  readonly name: string
}

/** Steps from a row variable, to-one relations and at last an attribute (or a to-many relation, for quantifiers). */
export interface RowPath {
  readonly kind: 'path'
  /** The row variable it starts from: `row` for the subject itself, else the `as` of an enclosing quantifier. */
  readonly of: string
  readonly steps: readonly string[]
}

/**
 * What a reader makes of each form of a condition. It receives the parts of `and`, `or` and `not` as results. What stands
 * inside a quantifier becomes a result when the reader calls `inside`, with the scope that holds there: once, once for
 * each row, or never. Without an argument the scope stays the same.
 */
export interface ConditionFold<Result, Scope = undefined> {
  readonly constant: (holds: boolean, scope: Scope) => Result
  readonly and: (parts: readonly Result[], condition: ConditionOf<'and'>, scope: Scope) => Result
  readonly or: (parts: readonly Result[], condition: ConditionOf<'or'>, scope: Scope) => Result
  readonly not: (part: Result, condition: ConditionOf<'not'>, scope: Scope) => Result
  readonly compare: (condition: ConditionOf<'compare'>, scope: Scope) => Result
  readonly isNull: (condition: ConditionOf<'isNull'>, scope: Scope) => Result
  readonly in: (condition: ConditionOf<'in'>, scope: Scope) => Result
  readonly some: (condition: ConditionOf<'some'>, inside: Inside<Result, Scope>, scope: Scope) => Result
  readonly every: (condition: ConditionOf<'every'>, inside: Inside<Result, Scope>, scope: Scope) => Result
  readonly owner: (condition: ConditionOf<'owner'>, inside: Inside<Result, Scope>, scope: Scope) => Result
}

/** The result of what stands inside a quantifier. */
export type Inside<Result, Scope = undefined> = (scope?: Scope) => Result

/** Reads a condition from its leaves to its root. `scope` is what the reader knows of the rows that have names. */
export function foldCondition<Result>(condition: Condition, fold: ConditionFold<Result>): Result
export function foldCondition<Result, Scope>(
  condition: Condition,
  fold: ConditionFold<Result, Scope>,
  scope: Scope,
): Result
export function foldCondition<Result, Scope>(
  condition: Condition,
  fold: ConditionFold<Result, Scope | undefined>,
  scope?: Scope,
): Result {
  switch (condition.op) {
    case 'true':
    case 'false':
      return fold.constant(condition.op === 'true', scope)
    case 'and':
      return fold.and(
        condition.of.map((part) => foldCondition(part, fold, scope)),
        condition,
        scope,
      )
    case 'or':
      return fold.or(
        condition.of.map((part) => foldCondition(part, fold, scope)),
        condition,
        scope,
      )
    case 'not':
      return fold.not(foldCondition(condition.of, fold, scope), condition, scope)
    case 'compare':
      return fold.compare(condition, scope)
    case 'isNull':
      return fold.isNull(condition, scope)
    case 'in':
      return fold.in(condition, scope)
    case 'some':
      return fold.some(condition, (inner = scope) => foldCondition(condition.where, fold, inner), scope)
    case 'every':
      return fold.every(condition, (inner = scope) => foldCondition(condition.where, fold, inner), scope)
    case 'owner':
      return fold.owner(condition, (inner = scope) => foldCondition(condition.where, fold, inner), scope)
  }
  return notACondition(condition)
}

/** INVARIANT: a condition that this engine did not compile is an error. Read as false, it would silence a forbid. */
export function notACondition(condition: never): never {
  throw new TypeError(`Not a condition: ${JSON.stringify(condition)}`)
}

/** The same condition with each of its direct parts replaced and constants folded again. A leaf stays as it is. */
export function mapCondition(
  condition: Condition,
  replace: (part: Condition, index: number) => Condition,
): Condition {
  switch (condition.op) {
    case 'and':
      return allOf(condition.of.map(replace))
    case 'or':
      return anyOf(condition.of.map(replace))
    case 'not':
      return negate(replace(condition.of, 0))
    case 'some':
    case 'owner': {
      const where = replace(condition.where, 0)
      return where.op === 'false' ? FALSE : { ...condition, where }
    }
    case 'every':
      return { ...condition, where: replace(condition.where, 0) }
    case 'true':
    case 'false':
    case 'compare':
    case 'isNull':
    case 'in':
      return condition
  }
}

/** The direct parts, at the indexes that `mapCondition` gives them. */
export function partsOf(condition: Condition): readonly Condition[] {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.of
    case 'not':
      return [condition.of]
    case 'some':
    case 'every':
    case 'owner':
      return [condition.where]
    case 'true':
    case 'false':
    case 'compare':
    case 'isNull':
    case 'in':
      return []
  }
}

/** Every leaf in reading order, those inside quantifiers too. */
export function leavesOf(condition: Condition): readonly Leaf[] {
  return isLeaf(condition) ? [condition] : partsOf(condition).flatMap(leavesOf)
}

export function isLeaf(condition: Condition): condition is Leaf {
  return condition.op === 'compare' || condition.op === 'isNull' || condition.op === 'in'
}

/** The values that a leaf looks at, from left to right. */
export function operandsOf(leaf: Leaf): readonly Operand[] {
  switch (leaf.op) {
    case 'compare':
      return [leaf.left, leaf.right]
    case 'isNull':
      return [leaf.operand]
    case 'in':
      return [leaf.left, ...('kind' in leaf.right ? [leaf.right] : leaf.right)]
  }
}

/** The same leaf about other values. A slot that holds a list stays. */
export function mapOperands(leaf: Leaf, replace: (operand: Operand) => Operand): Leaf {
  switch (leaf.op) {
    case 'compare':
      return { ...leaf, left: replace(leaf.left), right: replace(leaf.right) }
    case 'isNull':
      return { ...leaf, operand: replace(leaf.operand) }
    case 'in': {
      const { right } = leaf
      return { ...leaf, left: replace(leaf.left), right: 'kind' in right ? right : right.map(replace) }
    }
  }
}

/** Whether a comparison of two values holds. Absence is the caller's question: here both values are there. */
export function compareValues<Value extends Literal['value'] | readonly string[]>(
  operator: Comparison,
  left: Value,
  right: Value,
): boolean {
  switch (operator) {
    case 'eq':
      return left === right
    case 'ne':
      return left !== right
    case 'lt':
      return left < right
    case 'le':
      return left <= right
    case 'gt':
      return left > right
    case 'ge':
      return left >= right
  }
  return notACondition(operator)
}

export const TRUE: Condition = { op: 'true' }
export const FALSE: Condition = { op: 'false' }

/** All of them hold. The result is flat, without constants and repetitions. */
export function allOf(conditions: readonly Condition[]): Condition {
  return combine('and', conditions)
}

/** One of them holds. The result is flat, without constants and repetitions. */
export function anyOf(conditions: readonly Condition[]): Condition {
  return combine('or', conditions)
}

export function negate(condition: Condition): Condition {
  if (condition.op === 'true') return FALSE
  if (condition.op === 'false') return TRUE
  if (condition.op === 'not') return condition.of
  return { op: 'not', of: condition }
}

function combine(op: 'and' | 'or', conditions: readonly Condition[]): Condition {
  const [neutral, absorbing] = op === 'and' ? ['true', 'false'] : ['false', 'true']
  const parts = new Map<string, Condition>()
  for (const condition of conditions) {
    if (condition.op === absorbing) return condition
    if (condition.op === neutral) continue
    const inner = condition.op === op ? condition.of : [condition]
    for (const part of inner) parts.set(conditionKey(part), part)
  }
  const of = [...parts.values()]
  const [only] = of
  if (only === undefined) return op === 'and' ? TRUE : FALSE
  return of.length === 1 ? only : { op, of }
}

/** The same text for the same condition: readers know by it that two facts are one, and compute it once. */
export function conditionKey(condition: Condition): string {
  const known = keys.get(condition) ?? keyOf(condition)
  keys.set(condition, known)
  return known
}

// WHY: conditions never change and share their parts, and compiling many policies asks for the same keys again and again.
const keys = new WeakMap<Condition, string>()

// WHY no fold: each part's own key is remembered, too.
function keyOf(condition: Condition): string {
  switch (condition.op) {
    case 'and':
    case 'or':
      return `{"op":"${condition.op}","of":[${condition.of.map(conditionKey).join(',')}]}`
    case 'not':
      return `{"op":"not","of":${conditionKey(condition.of)}}`
    case 'some':
    case 'every':
    case 'owner': {
      const { op, path, as, where } = condition
      return `{"op":"${op}","path":${JSON.stringify(path)},"as":${JSON.stringify(as)},"where":${conditionKey(where)}}`
    }
    case 'true':
    case 'false':
    case 'compare':
    case 'isNull':
    case 'in':
      return JSON.stringify(condition)
  }
}
