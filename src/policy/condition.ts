/**
 * The one compiled form of a policy condition: plain, serialisable data that every reader shares.
 * CASL matches it on objects, the planner turns it into SQL, `explain` walks it, proofs will read it.
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
   * The rule of the owner, for a type that is part of another: `where` holds for the row at the end of
   * the to-one `path`. A planner that arrives from an owner row already proved visible may leave it out.
   */
  | { readonly op: 'owner'; readonly path: RowPath; readonly as: string; readonly where: Condition }

export type Comparison = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge'

export type Operand = Literal | Slot | RowPath

/** A constant of the policy text. Dates are ISO strings. */
export interface Literal {
  readonly kind: 'literal'
  readonly value: string | number | boolean
}

/** A value of who asks, filled in when a policy is bound: `principal.organisation.id`, or `now`. */
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

export const TRUE: Condition = { op: 'true' }
export const FALSE: Condition = { op: 'false' }

/** All of them hold: flattened, constants folded, repetitions dropped. */
export function allOf(conditions: readonly Condition[]): Condition {
  return combine('and', conditions)
}

/** One of them holds: flattened, constants folded, repetitions dropped. */
export function anyOf(conditions: readonly Condition[]): Condition {
  return combine('or', conditions)
}

export function negate(condition: Condition): Condition {
  if (condition.op === 'true') return FALSE
  if (condition.op === 'false') return TRUE
  if (condition.op === 'not') return condition.of
  return { op: 'not', of: condition }
}

/** The same text for the same condition: the identity by which facts are shared and computed once. */
export function conditionKey(condition: Condition): string {
  const known = keys.get(condition) ?? keyOf(condition)
  keys.set(condition, known)
  return known
}

// WHY: conditions are never changed and share their parts; compiling many policies asks for the same keys over and over.
const keys = new WeakMap<Condition, string>()

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

/** The same condition with each of its direct parts replaced, constants folded again. Leaves stay as they are. */
export function withParts(condition: Condition, replace: (part: Condition) => Condition): Condition {
  switch (condition.op) {
    case 'and':
      return allOf(condition.of.map(replace))
    case 'or':
      return anyOf(condition.of.map(replace))
    case 'not':
      return negate(replace(condition.of))
    case 'some':
    case 'owner': {
      const where = replace(condition.where)
      return where.op === 'false' ? FALSE : { ...condition, where }
    }
    case 'every':
      return { ...condition, where: replace(condition.where) }
    case 'true':
    case 'false':
    case 'compare':
    case 'isNull':
    case 'in':
      return condition
  }
}
