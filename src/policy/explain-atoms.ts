import type { Condition, Operand } from './condition'
import { conditionText, operandText } from './condition-text'
import { type Bindings, holds, type Row, valueOf } from './match'
import type { Slots, SlotValue } from './slots'

/** One fact a condition rests on, as a reader would write it, and whether it is so. */
export interface ExplainedAtom {
  readonly text: string
  /** Null where what it rests on was not loaded. */
  readonly value: boolean | null
  /** What was found in place of each name, where single values are compared. */
  readonly found: readonly FoundValue[]
}

export interface FoundValue {
  readonly text: string
  readonly value: SlotValue
}

/** The atoms of a condition in reading order, each once. Quantifiers are one atom; an owner's rule gives its own. */
export function explainedAtoms(
  of: { readonly condition: Condition; readonly variable: string },
  row: Row,
  slots: Slots,
): readonly ExplainedAtom[] {
  const found = new Map<string, ExplainedAtom>()
  for (const atom of atomsOf(of.condition, { rows: new Map([['row', row]]), slots })) {
    const text = conditionText(atom.condition, of.variable)
    if (found.has(text)) continue
    const value = valueOfAtom(atom)
    found.set(text, { text, value, found: value === null ? [] : foundIn(atom, of.variable) })
  }
  return [...found.values()]
}

/** A part of a condition without `&&`, `||` and `!`, and the rows its names stand for. */
export interface Atom {
  readonly condition: Condition
  readonly bindings: Bindings
}

export function atomsOf(condition: Condition, bindings: Bindings): readonly Atom[] {
  switch (condition.op) {
    case 'true':
    case 'false':
      return []
    case 'and':
    case 'or':
      return condition.of.flatMap((part) => atomsOf(part, bindings))
    case 'not':
      return atomsOf(condition.of, bindings)
    case 'compare':
    case 'isNull':
    case 'in':
    case 'some':
    case 'every':
      return [{ condition, bindings }]
    case 'owner':
      return [{ condition, bindings }, ...atomsOf(condition.where, ownerBindings(condition, bindings))]
  }
}

/** Whether an atom holds; null where that cannot be known. */
export function valueOfAtom(atom: Atom): boolean | null {
  try {
    return holds(atom.condition, atom.bindings)
  } catch {
    return null
  }
}

/** INVARIANT: where the owner is absent or not loaded its name stands for nothing, and its atoms have no value. */
export function ownerBindings(condition: Extract<Condition, { op: 'owner' }>, bindings: Bindings): Bindings {
  let at: unknown = bindings.rows.get(condition.path.of)
  for (const step of condition.path.steps) {
    if (typeof at !== 'object' || at === null) return bindings
    at = Reflect.get(at, step)
  }
  if (typeof at !== 'object' || at === null) return bindings
  // A to-one relation of a row is a row: `match` refuses anything else when it follows a path.
  return { ...bindings, rows: new Map([...bindings.rows, [condition.as, at as Row]]) }
}

function foundIn(atom: Atom, variable: string): readonly FoundValue[] {
  return operandsOf(atom.condition)
    .filter((operand) => operand.kind !== 'literal')
    .map((operand) => ({ text: operandText(operand, variable), value: valueOf(operand, atom.bindings) }))
}

function operandsOf(condition: Condition): readonly Operand[] {
  switch (condition.op) {
    case 'compare':
      return condition.left === condition.right ? [condition.left] : [condition.left, condition.right]
    case 'isNull':
      return [condition.operand]
    case 'in':
      return 'kind' in condition.right
        ? [condition.left, condition.right]
        : [condition.left, ...condition.right]
    case 'true':
    case 'false':
    case 'and':
    case 'or':
    case 'not':
    case 'some':
    case 'every':
    case 'owner':
      return []
  }
}
