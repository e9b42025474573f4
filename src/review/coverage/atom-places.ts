import type { Condition } from '../../policy/condition'
import { conditionText } from '../../policy/condition-text'

/** One comparison at one place of a condition. INVARIANT: known by what it says, never by where it is written. */
export interface AtomPlace {
  /** Which part, from the outside in: conjunct, disjunct, or 0 for what a quantifier or `!` holds. */
  readonly place: readonly number[]
  readonly text: string
}

/** Every atom of a condition, those inside quantifiers too. One that says the same twice is told by a number. */
export function atomPlaces(condition: Condition, variable: string): readonly AtomPlace[] {
  const seen = new Map<string, number>()
  return placesIn(condition, []).map(({ place, atom }) => {
    const text = conditionText(atom, variable)
    const count = (seen.get(text) ?? 0) + 1
    seen.set(text, count)
    return { place, text: count === 1 ? text : `${text} (${count})` }
  })
}

interface Found {
  readonly place: readonly number[]
  readonly atom: Condition
}

function placesIn(condition: Condition, place: readonly number[]): readonly Found[] {
  switch (condition.op) {
    case 'true':
    case 'false':
      return []
    case 'and':
    case 'or':
      return condition.of.flatMap((part, index) => placesIn(part, [...place, index]))
    case 'not':
      return placesIn(condition.of, [...place, 0])
    case 'some':
    case 'every':
    case 'owner': {
      const inside = placesIn(condition.where, [...place, 0])
      // `exists` of anything at all is an atom itself.
      return inside.length === 0 ? [{ place, atom: condition }] : inside
    }
    case 'compare':
    case 'isNull':
    case 'in':
      return [{ place, atom: condition }]
  }
}
