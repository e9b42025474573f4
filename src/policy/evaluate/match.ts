import { type SlotValue, type SlotValues } from '../compile/class-policy'
import {
  type Comparison,
  compareValues,
  type Condition,
  type ConditionOf,
  notACondition,
  type Operand,
  type RowPath,
} from '../condition'

/**
 * A row as plain data: attributes, to-one rows or null, to-many arrays. Dates and instants are ISO texts
 * (instants `YYYY-MM-DDTHH:MM:SS.mmmZ`), ids numbers. What is not loaded is undefined.
 */
export interface Row {
  readonly [property: string]: unknown
}

/** A condition needs something of a row that was not loaded. The caller must not read it as a no. */
export class UnloadedFact extends Error {
  override readonly name = 'UnloadedFact'

  constructor(readonly path: string) {
    super(`\`${path}\` is needed to decide and was not loaded`)
  }
}

/** Whether the condition holds for the row; throws UnloadedFact where that cannot be known. */
export function match(condition: Condition, row: Row, slots: SlotValues): boolean {
  return holds(condition, { rows: new Map([['row', row]]), slots })
}

/** The rows that the names of a condition stand for, and the slots. */
export interface Bindings {
  readonly rows: ReadonlyMap<string, Row>
  readonly slots: SlotValues
}

/**
 * `match` below quantifiers, where several rows have names.
 *
 * WHY no fold: a part that cannot change the answer must not be asked, because its facts may not be loaded.
 */
export function holds(condition: Condition, bindings: Bindings): boolean {
  switch (condition.op) {
    case 'true':
      return true
    case 'false':
      return false
    case 'and':
      return condition.of.every((part) => holds(part, bindings))
    case 'or':
      return condition.of.some((part) => holds(part, bindings))
    case 'not':
      return !holds(condition.of, bindings)
    case 'compare':
      return compared(
        condition.operator,
        valueOf(condition.left, bindings),
        valueOf(condition.right, bindings),
      )
    case 'isNull':
      return isNull(condition.operand, bindings)
    case 'in':
      return isAmong(condition, bindings)
    case 'some':
      return (
        rowsAt(condition.path, bindings)?.some((row) =>
          holds(condition.where, within(bindings, condition.as, row)),
        ) ?? false
      )
    case 'every':
      return (
        rowsAt(condition.path, bindings)?.every((row) =>
          holds(condition.where, within(bindings, condition.as, row)),
        ) ?? false
      )
    case 'owner': {
      const row = stepsFrom(condition.path, bindings)
      if (row === null) return false
      return holds(condition.where, within(bindings, condition.as, asRow(row, condition.path)))
    }
  }
  return notACondition(condition)
}

function within(bindings: Bindings, as: string, row: Row): Bindings {
  return { ...bindings, rows: new Map([...bindings.rows, [as, row]]) }
}

/** INVARIANT: null is absence, of the value or of a row on the way; a comparison with it is false. */
function compared(operator: Comparison, left: SlotValue, right: SlotValue): boolean {
  if (left === null || right === null) return false
  // WHY: a row that was read with another type would compare unlike SQL does; no answer is better than a wrong one.
  if (typeof left !== typeof right) throw new TypeError(`Cannot compare ${typeof left} with ${typeof right}`)
  return compareValues(operator, left, right)
}

function isNull(operand: Operand, bindings: Bindings): boolean {
  if (operand.kind !== 'path') return valueOf(operand, bindings) === null
  const parents = operand.steps.slice(0, -1)
  const parent = stepsFrom({ ...operand, steps: parents }, bindings)
  return parent !== null && stepsFrom(operand, bindings) === null
}

function isAmong(condition: ConditionOf<'in'>, bindings: Bindings): boolean {
  const left = valueOf(condition.left, bindings)
  if ('kind' in condition.right) {
    const list = valueOf(condition.right, bindings)
    if (list === null) return false
    if (!Array.isArray(list)) throw new TypeError(`${condition.right.name} is not a list`)
    return left !== null && list.includes(left)
  }
  return condition.right.some((item) => compared('eq', left, valueOf(item, bindings)))
}

export function valueOf(operand: Operand, bindings: Bindings): SlotValue {
  switch (operand.kind) {
    case 'literal':
      return operand.value
    case 'slot': {
      const value = bindings.slots.get(operand.name)
      if (value === undefined) throw new UnloadedFact(operand.name)
      return value
    }
    case 'path': {
      const value = stepsFrom(operand, bindings)
      if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as SlotValue
      throw new TypeError(`${textOf(operand)} is not a value`)
    }
  }
}

function rowsAt(path: RowPath, bindings: Bindings): readonly Row[] | null {
  const rows = stepsFrom(path, bindings)
  if (rows === null) return null
  if (!Array.isArray(rows)) throw new TypeError(`${textOf(path)} is not a list of rows`)
  return rows.map((row: unknown) => asRow(row, path))
}

/** The value or row at the end of a path: null where it, or a row on the way, is absent. */
function stepsFrom(path: RowPath, bindings: Bindings): unknown {
  let at: unknown = bindings.rows.get(path.of)
  if (at === undefined) throw new UnloadedFact(path.of)
  for (const step of path.steps) {
    at = asRow(at, path)[step]
    if (at === undefined) throw new UnloadedFact(textOf(path))
    if (at === null) return null
  }
  return at
}

function asRow(value: unknown, path: RowPath): Row {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row
  throw new TypeError(`${textOf(path)} leads through what is not a row`)
}

function textOf(path: RowPath): string {
  return [path.of, ...path.steps].join('.')
}
