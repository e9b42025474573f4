import { implies } from '../../policy/assume'
import {
  allOf,
  type Condition,
  type ConditionFold,
  type ConditionOf,
  foldCondition,
  type Leaf,
  negate,
  type Operand,
  operandsOf,
  TRUE,
} from '../../policy/condition'
import { NOW } from '../../read/sql/fragment'

/**
 * One way for a condition to hold: all of it holds, and none of `not`. The condition holds where one of its pieces
 * does; several may.
 */
export interface Piece {
  /** About the principal alone. */
  readonly principal: Condition
  /** About the row alone. */
  readonly row: Condition
  /** About both at once. */
  readonly both: readonly Condition[]
  readonly not: readonly Condition[]
}

/** Beyond this a condition stays whole. */
const MOST_PIECES = 64

/** The pieces of a condition, the impossible ones left out. */
export function piecesOf(condition: Condition): readonly Piece[] {
  const found = positive(condition)
  if (found.length > MOST_PIECES) return [{ ...nothing, both: [condition] }]
  return found.filter(isPossible)
}

/** The piece as a condition again. */
export function conditionOfPiece({ principal, row, both, not }: Piece): Condition {
  return allOf([principal, row, ...both, ...not.map(negate)])
}

/** Whether a condition requires that a slot equals a value of the row, or of another row that is reached from it. */
export function ties(condition: Condition): boolean {
  return foldCondition(condition, tying)
}

/** The same by values that a row has once: the row's own, or those of a row it leads to. */
export function tiesOnce(condition: Condition): boolean {
  return foldCondition(condition, { ...tying, some: () => false })
}

const tying: ConditionFold<boolean> = {
  constant: () => false,
  and: (parts) => parts.some((part) => part),
  or: () => false,
  not: () => false,
  compare: (condition) => condition.operator === 'eq' && speaksOf(condition) === 'both',
  isNull: () => false,
  in: () => false,
  some: (_, inside) => inside(),
  every: () => false,
  owner: (_, inside) => inside(),
}

const nothing: Piece = { principal: TRUE, row: TRUE, both: [], not: [] }

// WHY no fold: a part about the principal or the row alone stays whole, however large it is.
function positive(condition: Condition): readonly Piece[] {
  switch (speaksOf(condition)) {
    case 'principal':
      return [{ ...nothing, principal: condition }]
    case 'row':
      return [{ ...nothing, row: condition }]
    case 'both':
      break
  }
  switch (condition.op) {
    case 'and':
      return product(condition.of.map(positive))
    case 'or':
      return condition.of.flatMap(positive)
    case 'not':
      return negative(condition.of)
    case 'compare':
      return condition.operator === 'ne' ? differing(condition) : [{ ...nothing, both: [condition] }]
    case 'in':
      return 'kind' in condition.right
        ? [{ ...nothing, both: [condition] }]
        : equalities(condition).flatMap(positive)
    case 'some':
    case 'owner':
      return alternatives(condition.where).map((where) => ({ ...nothing, both: [{ ...condition, where }] }))
    case 'every': {
      // WHY: `every` holds where the list is there and no row of it fails the condition.
      const { path, as, where } = condition
      const there: Condition = { ...condition, where: TRUE }
      return [{ ...nothing, row: there, not: [{ op: 'some', path, as, where: negate(where) }] }]
    }
    default:
      return [{ ...nothing, both: [condition] }]
  }
}

function negative(condition: Condition): readonly Piece[] {
  switch (speaksOf(condition)) {
    case 'principal':
      return [{ ...nothing, principal: negate(condition) }]
    case 'row':
      return [{ ...nothing, row: negate(condition) }]
    case 'both':
      break
  }
  if (condition.op === 'not') return positive(condition.of)
  if (condition.op === 'or') return product(condition.of.map(negative))
  return [{ ...nothing, not: [condition] }]
}

/** `a != b` is: both are there, and they are not equal. */
function differing(condition: ConditionOf<'compare'>): readonly Piece[] {
  const there = [condition.left, condition.right].map((value): Condition => ({
    op: 'compare',
    operator: 'eq',
    left: value,
    right: value,
  }))
  const equal: Condition = { ...condition, operator: 'eq' }
  return product([...there.map(positive), [{ ...nothing, not: [equal] }]])
}

function equalities({ left, right }: ConditionOf<'in'>): readonly Condition[] {
  if ('kind' in right) return [{ op: 'in', left, right }]
  return right.map((item: Operand): Condition => ({ op: 'compare', operator: 'eq', left, right: item }))
}

function product(parts: readonly (readonly Piece[])[]): readonly Piece[] {
  return parts.reduce<readonly Piece[]>(
    (before, pieces) => {
      if (before.length * pieces.length > MOST_PIECES * 4) return [...before, ...pieces, ...tooMany]
      return before.flatMap((one) => pieces.map((other) => joinedPiece(one, other)))
    },
    [nothing],
  )
}

/** WHY: more pieces than the most, so that `piecesOf` keeps the condition whole. */
const tooMany: readonly Piece[] = Array.from({ length: MOST_PIECES + 1 }, () => nothing)

function joinedPiece(one: Piece, other: Piece): Piece {
  return {
    principal: allOf([one.principal, other.principal]),
    row: allOf([one.row, other.row]),
    both: [...one.both, ...other.both],
    not: [...one.not, ...other.not],
  }
}

/** Inside a quantifier, an alternative about both is a quantifier of its own: one row suffices for `a or b`. */
// WHY no fold: what is about the row alone stays whole, and so does what stands below a negation.
function alternatives(condition: Condition): readonly Condition[] {
  if (speaksOf(condition) !== 'both') return [condition]
  switch (condition.op) {
    case 'or':
      return condition.of.flatMap(alternatives)
    case 'and':
      return condition.of.reduce<readonly Condition[]>(
        (before, part) => before.flatMap((one) => alternatives(part).map((other) => allOf([one, other]))),
        [TRUE],
      )
    case 'some':
    case 'owner':
      return alternatives(condition.where).map((where) => ({ ...condition, where }))
    case 'in':
      return equalities(condition)
    default:
      return [condition]
  }
}

/** A piece that requires what it refuses is impossible. */
export function isPossible(piece: Piece): boolean {
  const required = allOf([piece.principal, piece.row, ...piece.both])
  return required.op !== 'false' && !piece.not.some((refused) => implies(required, refused))
}

/** What a condition is about: the principal alone, the row alone (or nothing at all), or both. */
type SpeaksOf = 'principal' | 'row' | 'both'

function speaksOf(condition: Condition): SpeaksOf {
  const known = cache.get(condition)
  if (known !== undefined) return known
  const { slots, rows } = foldCondition(condition, mentioned)
  const of = slots ? (rows ? 'both' : 'principal') : 'row'
  cache.set(condition, of)
  return of
}

const cache = new WeakMap<Condition, SpeaksOf>()

interface Mentioned {
  readonly slots: boolean
  readonly rows: boolean
}

const mentioned: ConditionFold<Mentioned> = {
  constant: () => ({ slots: false, rows: false }),
  and: together,
  or: together,
  not: (part) => part,
  compare: mentionedIn,
  isNull: mentionedIn,
  in: mentionedIn,
  some: (_, inside) => ({ slots: inside().slots, rows: true }),
  every: (_, inside) => ({ slots: inside().slots, rows: true }),
  owner: (_, inside) => ({ slots: inside().slots, rows: true }),
}

function mentionedIn(leaf: Leaf): Mentioned {
  const operands = operandsOf(leaf)
  return {
    slots: operands.some((operand) => operand.kind === 'slot' && operand.name !== NOW),
    rows: operands.some((operand) => operand.kind === 'path'),
  }
}

function together(parts: readonly Mentioned[]): Mentioned {
  return { slots: parts.some(({ slots }) => slots), rows: parts.some(({ rows }) => rows) }
}
