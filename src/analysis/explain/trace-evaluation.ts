import { type SlotValue } from '../../policy/compile/class-policy'
import {
  compareValues,
  type Condition,
  type ConditionFold,
  type ConditionOf,
  foldCondition,
  type Inside,
  type Operand,
  type RowPath,
} from '../../policy/condition'
import { typeOf } from '../../read/schema/model'
import { type RowName, sharesId } from '../world/made-up-world'
import {
  childRowsOf,
  type DecisiveFact,
  factKey,
  otherEnd,
  type Situation,
  targetIn,
  valueIn,
} from './situation'

/**
 * Whether a condition holds, and facts that suffice for it.
 *
 * INVARIANT: as long as every fact of `because` stays as it is, the answer stays as it is. So every change of
 * the answer changes one of them, which makes a search through them complete.
 */
export interface EvaluationTrace {
  readonly holds: boolean
  readonly because: readonly DecisiveFact[]
}

export type Rows = ReadonlyMap<string, RowName>

/** Whether a condition holds, with few facts where there is a choice. */
export function traceEvaluation(situation: Situation, condition: Condition, rows: Rows): EvaluationTrace {
  return foldCondition(condition, tracedIn(situation), rows)
}

function tracedIn(situation: Situation): ConditionFold<EvaluationTrace, Rows> {
  return {
    constant: (holds) => ({ holds, because: [] }),
    and: (parts) => combined(parts, false),
    or: (parts) => combined(parts, true),
    not: ({ holds, because }) => ({ holds: !holds, because }),
    compare: (condition, rows) => {
      const [left, right] = [found(situation, condition.left, rows), found(situation, condition.right, rows)]
      if (left.value === null) return { holds: false, because: left.because }
      if (right.value === null) return { holds: false, because: right.because }
      const holds = compareValues(condition.operator, left.value, right.value)
      return { holds, because: [...left.because, ...right.because] }
    },
    isNull: (condition, rows) => {
      const { value, parent, because } = found(situation, condition.operand, rows)
      return { holds: parent && value === null, because }
    },
    in: (condition, rows) => among(situation, condition, rows),
    some: (condition, inside, rows) => quantified(situation, condition, { inside, rows }),
    every: (condition, inside, rows) => quantified(situation, condition, { inside, rows }),
    owner: ({ path, as }, inside, rows) => {
      const { row, because } = walked(situation, path, rows)
      if (row === null) return { holds: false, because }
      const inner = inside(new Map([...rows, [as, row]]))
      return { holds: inner.holds, because: [...because, ...inner.because] }
    },
  }
}

/** One part that decides alone (`absorbing`), the one with the fewest facts; else all of them. */
function combined(parts: readonly EvaluationTrace[], absorbing: boolean): EvaluationTrace {
  const deciding = parts.filter(({ holds }) => holds === absorbing)
  const [first, ...others] = deciding
  if (first === undefined) {
    return { holds: !absorbing, because: distinct(parts.flatMap(({ because }) => because)) }
  }
  const fewest = others.reduce((best, one) => (one.because.length < best.because.length ? one : best), first)
  return { holds: absorbing, because: distinct(fewest.because) }
}

function among(situation: Situation, condition: ConditionOf<'in'>, rows: Rows): EvaluationTrace {
  const left = found(situation, condition.left, rows)
  if (left.value === null) return { holds: false, because: left.because }
  if ('kind' in condition.right) {
    const list = situation.slots.get(condition.right.name) ?? null
    const holds = Array.isArray(list) && list.includes(left.value)
    return { holds, because: [...left.because, { kind: 'slot', name: condition.right.name }] }
  }
  const items = condition.right.map((item) => found(situation, item, rows))
  const equal = items.find(({ value }) => value !== null && value === left.value)
  const because = equal === undefined ? items.flatMap((item) => item.because) : equal.because
  return { holds: equal !== undefined, because: distinct([...left.because, ...because]) }
}

function quantified(
  situation: Situation,
  { op, path, as }: ConditionOf<'some' | 'every'>,
  { inside, rows }: { readonly inside: Inside<EvaluationTrace, Rows>; readonly rows: Rows },
): EvaluationTrace {
  const last = path.steps.at(-1) ?? ''
  const { row: parent, because } = walked(situation, { ...path, steps: path.steps.slice(0, -1) }, rows)
  if (parent === null) return { holds: false, because }
  const { back, target } = otherEnd(situation.model, parent.type, last)
  const each = childRowsOf(situation, parent, last).map((row) => ({
    row,
    ...inside(new Map([...rows, [as, row]])),
  }))
  // WHY: one row makes `some` true and `every` false; the other answer needs all rows, and that there are no more.
  const deciding = each.filter(({ holds }) => holds === (op === 'some'))
  const [first, ...others] = deciding
  if (first === undefined) {
    const list: DecisiveFact = { kind: 'list', row: parent, relation: last }
    return {
      holds: op === 'every',
      because: distinct([...because, list, ...each.flatMap((one) => one.because)]),
    }
  }
  const one = others.reduce((best, next) => (next.because.length < best.because.length ? next : best), first)
  const there: DecisiveFact = { kind: 'there', row: one.row }
  const hangs: readonly DecisiveFact[] = sharesId(target, back)
    ? []
    : [{ kind: 'value', row: one.row, name: back.name }]
  return { holds: op === 'some', because: distinct([...because, ...hangs, there, ...one.because]) }
}

interface Found {
  readonly value: SlotValue
  /** Whether the row that has the value is there. */
  readonly parent: boolean
  readonly because: readonly DecisiveFact[]
}

function found(situation: Situation, operand: Operand, rows: Rows): Found {
  switch (operand.kind) {
    case 'literal':
      return { value: operand.value, parent: true, because: [] }
    case 'slot': {
      const value = situation.slots.get(operand.name) ?? null
      return { value, parent: true, because: [{ kind: 'slot', name: operand.name }] }
    }
    case 'path': {
      const { row, because, rest } = walked(situation, operand, rows)
      if (row === null) return { value: null, parent: false, because }
      const name = rest.join('.')
      const value = valueIn(situation, row, name)
      const own: readonly DecisiveFact[] = name === 'id' ? [] : [{ kind: 'value', row, name }]
      return { value, parent: true, because: [...because, ...own] }
    }
  }
}

interface Walked {
  readonly row: RowName | null
  /** The steps that are left: those of an attribute. */
  readonly rest: readonly string[]
  readonly because: readonly DecisiveFact[]
}

/** Along to-one relations as far as they lead. */
function walked(situation: Situation, path: RowPath, rows: Rows): Walked {
  let row = rows.get(path.of) ?? null
  if (row === null) throw new Error(`No row is called ${path.of} here`)
  const because: DecisiveFact[] = []
  for (const [index, step] of path.steps.entries()) {
    const type = typeOf(situation.model, row.type)
    const relation = type.relations.get(step)
    if (relation === undefined) return { row, rest: path.steps.slice(index), because }
    because.push(factOfStep(situation, row, step))
    const target: RowName | null = targetIn(situation, row, step)
    if (target !== null && !relation.owning) because.push(...hanging(situation, row, { step, target }))
    if (target === null) return { row: null, rest: [], because }
    row = target
  }
  return { row, rest: [], because }
}

function factOfStep(situation: Situation, row: RowName, step: string): DecisiveFact {
  const type = typeOf(situation.model, row.type)
  const relation = type.relations.get(step)
  if (relation?.owning !== true) return { kind: 'list', row, relation: step }
  return sharesId(type, relation)
    ? { kind: 'there', row: { type: relation.target, key: row.key } }
    : { kind: 'value', row, name: step }
}

/** The facts that the row at the other end is there and refers to this one. */
function hanging(
  { model }: Situation,
  row: RowName,
  { step, target }: { readonly step: string; readonly target: RowName },
): readonly DecisiveFact[] {
  const { back, target: type } = otherEnd(model, row.type, step)
  const there: DecisiveFact = { kind: 'there', row: target }
  return sharesId(type, back) ? [there] : [there, { kind: 'value', row: target, name: back.name }]
}

function distinct(facts: readonly DecisiveFact[]): readonly DecisiveFact[] {
  return [...new Map(facts.map((fact) => [factKey(fact), fact])).values()]
}
