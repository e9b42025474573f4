import { type SlotValue } from '../../policy/compile/class-policy'
import { type Condition, type Operand, type RowPath } from '../../policy/condition'
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
 * INVARIANT: as long as every fact of `because` stays as it is, the answer stays as it is. So whatever turns the
 * answer changes one of them: this is what makes a search through them complete.
 */
export interface EvaluationTrace {
  readonly holds: boolean
  readonly because: readonly DecisiveFact[]
}

export type Rows = ReadonlyMap<string, RowName>

/** The judgement of a condition, with few facts where there is a choice. */
export function traceEvaluation(situation: Situation, condition: Condition, rows: Rows): EvaluationTrace {
  switch (condition.op) {
    case 'true':
      return { holds: true, because: [] }
    case 'false':
      return { holds: false, because: [] }
    case 'and':
      return combined(
        condition.of.map((part) => traceEvaluation(situation, part, rows)),
        false,
      )
    case 'or':
      return combined(
        condition.of.map((part) => traceEvaluation(situation, part, rows)),
        true,
      )
    case 'not': {
      const { holds, because } = traceEvaluation(situation, condition.of, rows)
      return { holds: !holds, because }
    }
    case 'compare': {
      const [left, right] = [found(situation, condition.left, rows), found(situation, condition.right, rows)]
      const because = [...left.because, ...right.because]
      if (left.value === null) return { holds: false, because: left.because }
      if (right.value === null) return { holds: false, because: right.because }
      return { holds: compares(condition.operator, left.value, right.value), because }
    }
    case 'isNull': {
      const { value, parent, because } = found(situation, condition.operand, rows)
      return { holds: parent && value === null, because }
    }
    case 'in':
      return among(situation, condition, rows)
    case 'some':
    case 'every':
      return quantified(situation, condition, rows)
    case 'owner': {
      const { row, because } = walked(situation, condition.path, rows)
      if (row === null) return { holds: false, because }
      const inner = traceEvaluation(situation, condition.where, new Map([...rows, [condition.as, row]]))
      return inner.holds
        ? { holds: true, because: [...because, ...inner.because] }
        : { holds: false, because: [...because, ...inner.because] }
    }
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

function among(
  situation: Situation,
  condition: Extract<Condition, { op: 'in' }>,
  rows: Rows,
): EvaluationTrace {
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
  { op, path, as, where }: Extract<Condition, { op: 'some' | 'every' }>,
  rows: Rows,
): EvaluationTrace {
  const last = path.steps.at(-1) ?? ''
  const { row: parent, because } = walked(situation, { ...path, steps: path.steps.slice(0, -1) }, rows)
  if (parent === null) return { holds: false, because }
  const { back, target } = otherEnd(situation.model, parent.type, last)
  const each = childRowsOf(situation, parent, last).map((row) => ({
    row,
    ...traceEvaluation(situation, where, new Map([...rows, [as, row]])),
  }))
  // What makes `some` true and `every` false is one row; otherwise it is all of them, and that there is no other.
  const telling = each.filter(({ holds }) => holds === (op === 'some'))
  const [first, ...others] = telling
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

/** That the row at the other end is there and hangs on this one. */
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

function compares(
  operator: Extract<Condition, { op: 'compare' }>['operator'],
  left: Exclude<SlotValue, null>,
  right: Exclude<SlotValue, null>,
): boolean {
  switch (operator) {
    case 'eq':
      return left === right
    case 'ne':
      return left !== right
    case 'lt':
      return left < right
    case 'le':
      return left <= right
    case 'gt':
      return left > right
    case 'ge':
      return left >= right
  }
}
