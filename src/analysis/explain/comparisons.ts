import {
  type Condition,
  type ConditionFold,
  foldCondition,
  type Inside,
  type Operand,
  type Quantifier,
  type RowPath,
} from '../../policy/condition'
import { type Model, relationOf, typeOf } from '../../read/schema/model'

/** What the values at one place - an attribute of a type, or a slot - are compared with anywhere in a condition. */
export interface Comparands {
  readonly literals: Set<string | number | boolean>
  /** Other places: `Invoice.net`, `principal.role`. */
  readonly places: Set<string>
  /** Whether `<`, `<=`, `>` or `>=` compares them. */
  ordered: boolean
}

export type Comparisons = ReadonlyMap<string, Comparands>

type Types = ReadonlyMap<string, string>

/** Every comparison of the conditions, by place. */
export function comparisonsOf(
  model: Model,
  conditions: readonly { readonly condition: Condition; readonly types: Types }[],
): Comparisons {
  const found = new Map<string, Comparands>()
  for (const { condition, types } of conditions) foldCondition(condition, gather, { model, found, types })
  return found
}

interface Gathering {
  readonly model: Model
  readonly found: Map<string, Comparands>
  readonly types: Types
}

const gather: ConditionFold<unknown, Gathering> = {
  constant: nothing,
  and: nothing,
  or: nothing,
  not: nothing,
  compare: ({ operator, left, right }, gathering) =>
    meet([left, right], operator !== 'eq' && operator !== 'ne', gathering),
  isNull: ({ operand }, gathering) => meet([operand], false, gathering),
  in: ({ left, right }, gathering) => {
    for (const item of 'kind' in right ? [right] : right) meet([left, item], false, gathering)
  },
  some: gatherInside,
  every: gatherInside,
  owner: gatherInside,
}

/** WHY: a constant compares nothing, and the parts of `and`, `or` and `not` have been gathered already. */
function nothing(): void {}

function gatherInside(
  { path, as }: Quantifier,
  inside: Inside<unknown, Gathering>,
  gathering: Gathering,
): void {
  const { model, types } = gathering
  inside({ ...gathering, types: new Map([...types, [as, endOf(model, path, types)]]) })
}

function meet(operands: readonly Operand[], ordered: boolean, { model, found, types }: Gathering): void {
  const places = operands.map((operand) => placeOf(model, operand, types))
  for (const [index, place] of places.entries()) {
    if (place === null) continue
    const known = found.get(place) ?? { literals: new Set(), places: new Set(), ordered: false }
    found.set(place, known)
    known.ordered ||= ordered
    for (const [at, other] of operands.entries()) {
      if (at === index) continue
      if (other.kind === 'literal') known.literals.add(other.value)
      const there = places[at]
      if (there !== null && there !== undefined) known.places.add(there)
    }
  }
}

function placeOf(model: Model, operand: Operand, types: Types): string | null {
  switch (operand.kind) {
    case 'literal':
      return null
    case 'slot':
      return operand.name
    case 'path': {
      let type = typeOf(model, types.get(operand.of) ?? '')
      for (const [index, step] of operand.steps.entries()) {
        const relation = type.relations.get(step)
        if (relation === undefined) return `${type.name}.${operand.steps.slice(index).join('.')}`
        type = typeOf(model, relation.target)
      }
      return null
    }
  }
}

function endOf(model: Model, path: RowPath, types: Types): string {
  return path.steps.reduce(
    (type, step) => relationOf(typeOf(model, type), step).target,
    types.get(path.of) ?? '',
  )
}
