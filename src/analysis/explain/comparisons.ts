import { type Condition, type Operand, type RowPath } from '../../policy/condition'
import { type Model, relationOf, typeOf } from '../../read/schema/model'

/** What the values at one place - an attribute of a type, or a slot - are compared with anywhere in a condition. */
export interface Comparands {
  readonly literals: Set<string | number | boolean>
  /** Other places: `Invoice.net`, `principal.role`. */
  readonly places: Set<string>
  /** Whether `<` and the like are asked of them. */
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
  for (const { condition, types } of conditions) gather(condition, types, { model, found })
  return found
}

interface Gathering {
  readonly model: Model
  readonly found: Map<string, Comparands>
}

function gather(condition: Condition, types: Types, gathering: Gathering): void {
  switch (condition.op) {
    case 'true':
    case 'false':
      return
    case 'and':
    case 'or':
      for (const part of condition.of) gather(part, types, gathering)
      return
    case 'not':
      gather(condition.of, types, gathering)
      return
    case 'compare': {
      const ordered = !['eq', 'ne'].includes(condition.operator)
      meet([condition.left, condition.right], ordered, { ...gathering, types })
      return
    }
    case 'isNull':
      meet([condition.operand], false, { ...gathering, types })
      return
    case 'in':
      for (const item of 'kind' in condition.right ? [condition.right] : condition.right)
        meet([condition.left, item], false, { ...gathering, types })
      return
    case 'some':
    case 'every':
    case 'owner': {
      const end = endOf(gathering.model, condition.path, types)
      gather(condition.where, new Map([...types, [condition.as, end]]), gathering)
      return
    }
  }
}

function meet(
  operands: readonly Operand[],
  ordered: boolean,
  { model, found, types }: Gathering & { readonly types: Types },
): void {
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
