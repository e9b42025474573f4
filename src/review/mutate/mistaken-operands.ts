import type { Condition, Operand, RowPath } from '../../policy/condition'
import type { TypeWords } from '../../policy/vocabulary'
import type { MistakenWords } from './mistaken-words'
import { endOf, type Part } from './changed-once'
import type { Mistake } from './mistaken-conditions'

/** One operand of a leaf, or the path of a quantifier, taken for its neighbour. */
export function mistakenOperands(part: Part, vocabulary: MistakenWords): readonly Mistake[] {
  const { condition } = part
  const others = (operand: Operand): readonly Operand[] => neighbours(operand, part, vocabulary)
  const become = (from: Operand, rebuild: (to: Operand) => Condition): readonly Mistake[] =>
    others(from).map((to) => ({
      kind: from.kind === 'slot' ? 'swap-principal' : 'swap-path',
      to: rebuild(to),
    }))
  switch (condition.op) {
    case 'compare': {
      const { left, right } = condition
      if (JSON.stringify(left) === JSON.stringify(right))
        return become(left, (to) => ({ ...condition, left: to, right: to }))
      return [
        ...become(left, (to) => ({ ...condition, left: to })),
        ...become(right, (to) => ({ ...condition, right: to })),
      ]
    }
    case 'isNull':
      return become(condition.operand, (operand) => ({ ...condition, operand }))
    case 'in':
      return become(condition.left, (left) => ({ ...condition, left }))
    case 'some':
    case 'every':
      return siblingPaths(condition.path, part, vocabulary).map((path) => ({
        kind: 'swap-path',
        to: { ...condition, path },
      }))
    case 'true':
    case 'false':
    case 'and':
    case 'or':
    case 'not':
    case 'owner':
      return []
  }
}

/** The parts of who asks that have an id. */
const SLOTS = [
  'principal.user.id',
  'principal.organisation.id',
  'principal.membership.id',
  'principal.partner.id',
]

function neighbours(operand: Operand, part: Part, vocabulary: MistakenWords): readonly Operand[] {
  switch (operand.kind) {
    case 'literal':
      return []
    case 'slot':
      return SLOTS.includes(operand.name)
        ? SLOTS.filter((name) => name !== operand.name).map((name) => ({ kind: 'slot', name }))
        : []
    case 'path':
      return [...siblingPaths(operand, part, vocabulary), ...siblingDates(operand, part, vocabulary)]
  }
}

/** The path with one relation replaced by another of the same type that leads to the same type. */
function siblingPaths(path: RowPath, { rows }: Part, vocabulary: MistakenWords): readonly RowPath[] {
  return path.steps.flatMap((step, index) => {
    const type = endOf({ of: path.of, steps: path.steps.slice(0, index) }, rows, vocabulary)
    const relations = vocabulary.types.get(type)?.relations
    const own = relations?.get(step)
    if (relations === undefined || own === undefined) return []
    return [...relations.values()]
      .filter(({ name, target, many }) => name !== step && target === own.target && many === own.many)
      .map(({ name }) => ({ ...path, steps: path.steps.with(index, name) }))
  })
}

/** Another date, instant or flag of the same row. Ids and names have no such neighbours. */
function siblingDates(path: RowPath, { rows }: Part, vocabulary: MistakenWords): readonly RowPath[] {
  const { of, steps } = path
  const last = steps.at(-1) ?? ''
  const type: TypeWords | undefined = vocabulary.types.get(
    endOf({ of, steps: steps.slice(0, -1) }, rows, vocabulary),
  )
  const own = type?.attributes.get(last)
  if (type === undefined || own === undefined || !['date', 'timestamp', 'bool'].includes(own.type)) return []
  return [...type.attributes.values()]
    .filter((other) => other.name !== last && other.type === own.type && !other.name.includes('.'))
    .map((other) => ({ ...path, steps: steps.with(-1, other.name) }))
}
