import { allOf, type Condition, negate } from '../../policy/condition'
import { freshName, withVariable } from '../../policy/rebase'
import type { AtomPlace } from './atom-places'

/**
 * When the atom at this place has this value and alone decides the condition: with everything else as it is, its
 * opposite would turn the answer. Inside a quantifier one element decides, and no other would have done so.
 *
 * This is masking MC/DC: what the other atoms say is free, as long as they do not mask this one.
 */
export function decidedByAtom(
  condition: Condition,
  { place }: Pick<AtomPlace, 'place'>,
  value: boolean,
): Condition {
  const names = variablesIn(condition)
  return decided(condition, { place, value, names })
}

interface Wanted {
  readonly place: readonly number[]
  readonly value: boolean
  readonly names: ReadonlySet<string>
}

function decided(condition: Condition, wanted: Wanted): Condition {
  const [index, ...rest] = wanted.place
  if (index === undefined) return wanted.value ? condition : negate(condition)
  const inner = { ...wanted, place: rest }
  switch (condition.op) {
    case 'and':
    case 'or': {
      const isAnd = condition.op === 'and'
      return allOf(
        condition.of.map((part, at) => (at === index ? decided(part, inner) : isAnd ? part : negate(part))),
      )
    }
    case 'not':
      return decided(condition.of, inner)
    case 'some':
    case 'every': {
      const { op, path, as, where } = condition
      const other = freshName(as, wanted.names)
      const names = new Set([...wanted.names, other])
      const otherWhere = withVariable(where, { from: as, to: other }, names)
      const elsewhere: Condition = {
        op: 'some',
        path,
        as: other,
        where: allOf([different(as, other), op === 'some' ? otherWhere : negate(otherWhere)]),
      }
      return { op: 'some', path, as, where: allOf([decided(where, { ...inner, names }), negate(elsewhere)]) }
    }
    case 'owner':
      return { ...condition, where: decided(condition.where, inner) }
    case 'true':
    case 'false':
    case 'compare':
    case 'isNull':
    case 'in':
      throw new Error('There is no atom at this place')
  }
}

function different(left: string, right: string): Condition {
  const id = (of: string) => ({ kind: 'path', of, steps: ['id'] }) as const
  return { op: 'compare', operator: 'ne', left: id(left), right: id(right) }
}

function variablesIn(condition: Condition): ReadonlySet<string> {
  switch (condition.op) {
    case 'and':
    case 'or':
      return new Set(condition.of.flatMap((part) => [...variablesIn(part)]))
    case 'not':
      return variablesIn(condition.of)
    case 'some':
    case 'every':
    case 'owner':
      return new Set([condition.as, ...variablesIn(condition.where)])
    case 'true':
    case 'false':
    case 'compare':
    case 'isNull':
    case 'in':
      return new Set()
  }
}
