import { type Condition } from '../../../src/policy/condition'
import { type Bindings, holds, type Row } from '../../../src/policy/evaluate/match'

/** An atom of a condition where it is met: at a place, of certain rows. */
export interface Met {
  readonly place: readonly number[]
  /** The element of each quantifier around it, from the outside in. */
  readonly elements: readonly number[]
  readonly value: boolean
}

/** Every atom a condition meets on these rows, once for each element of the quantifiers around it. */
export function metIn(condition: Condition, bindings: Bindings): readonly Met[] {
  const found: Met[] = []
  evaluate(condition, { bindings, place: [], elements: [], flip: null, met: (one) => void found.push(one) })
  return found
}

/** What the condition says with just this atom, at this element, saying the opposite. */
export function flipped(condition: Condition, bindings: Bindings, flip: Met): boolean {
  return evaluate(condition, { bindings, place: [], elements: [], flip, met: () => undefined })
}

interface At {
  readonly bindings: Bindings
  readonly place: readonly number[]
  readonly elements: readonly number[]
  readonly flip: Met | null
  readonly met: (one: Met) => void
}

/** Slow and plain: no part is skipped, so that every atom is met. */
function evaluate(condition: Condition, at: At): boolean {
  const { bindings, place } = at
  switch (condition.op) {
    case 'and':
    case 'or': {
      const values = condition.of.map((part, index) => evaluate(part, { ...at, place: [...place, index] }))
      return condition.op === 'and' ? values.every(Boolean) : values.some(Boolean)
    }
    case 'not':
      return !evaluate(condition.of, { ...at, place: [...place, 0] })
    case 'some':
    case 'every': {
      const list = follow(bindings, condition.path.of, condition.path.steps)
      if (list === null) return false
      const values = (list as readonly Row[]).map((row, index) =>
        evaluate(condition.where, {
          ...at,
          bindings: { ...bindings, rows: new Map([...bindings.rows, [condition.as, row]]) },
          place: [...place, 0],
          elements: [...at.elements, index],
        }),
      )
      return condition.op === 'some' ? values.some(Boolean) : values.every(Boolean)
    }
    case 'true':
      return true
    case 'false':
      return false
    case 'compare':
    case 'isNull':
    case 'in':
    case 'owner': {
      const value = holds(condition, bindings)
      at.met({ place, elements: at.elements, value })
      const { flip } = at
      const isMeant = flip !== null && same(flip.place, place) && same(flip.elements, at.elements)
      return isMeant ? !value : value
    }
  }
}

function follow(bindings: Bindings, of: string, steps: readonly string[]): unknown {
  let at: unknown = bindings.rows.get(of)
  for (const step of steps) {
    if (at === null || at === undefined) return null
    at = (at as Row)[step]
  }
  return at
}

function same(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((one, index) => one === right[index])
}
