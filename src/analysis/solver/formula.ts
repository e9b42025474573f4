// WHY above 300 lines: one translation of conditions, into what holds and into what fails; the two belong side by side.

import { PRINCIPAL_WORDS } from '../../policy/compile/class-policy'
import {
  type Comparison,
  type Condition,
  conditionKey,
  type ConditionOf,
  type Operand,
  type RowPath,
  type Slot,
} from '../../policy/condition'
import { freeNames } from '../../policy/condition-paths'
import { relationOf, typeOf } from '../../read/schema/model'
import { owningSide } from '../world/made-up-world'
import {
  addObject,
  andOf,
  type Encoding,
  exists,
  kindOfWords,
  type Moment,
  notOf,
  numeral,
  orOf,
  promise,
  type RowTerm,
  symbol,
  type ValueKind,
} from './encoding'
import { attributeAt, boundValue, keyOf, encodedNumber, rowAlong, type ValueTerm } from './rows'
import { Unsupported } from './solver'

/** The rows that the names of a condition stand for, and whether before or after the change. */
export interface FormulaScope {
  readonly rows: ReadonlyMap<string, RowTerm>
  readonly moment: Moment
}

/** A formula that is true only if the condition holds there. */
export function holding(encoding: Encoding, condition: Condition, environment: FormulaScope): string {
  return said(encoding, { condition, environment, wanted: true })
}

/** A formula that is true only if the condition does not hold there. */
export function failing(encoding: Encoding, condition: Condition, environment: FormulaScope): string {
  return said(encoding, { condition, environment, wanted: false })
}

interface Saying {
  readonly condition: Condition
  readonly environment: FormulaScope
  /** Whether it is to hold. A formula for the one is no formula for the other: each only ever implies. */
  readonly wanted: boolean
}

/** The same condition of the same rows is written once, under a name. */
function said(encoding: Encoding, saying: Saying): string {
  const { condition, environment, wanted } = saying
  if (condition.op === 'true' || condition.op === 'false') return String((condition.op === 'true') === wanted)
  if (condition.op === 'not') return said(encoding, { ...saying, condition: condition.of, wanted: !wanted })
  const names = [...freeNames(condition)].map((name) => environment.rows.get(name)?.term ?? '')
  const key = [wanted, environment.moment, ...names, conditionKey(condition)].join(' ')
  const known = encoding.said.get(key)
  if (known !== undefined) return known
  const formula = formulaOf(encoding, saying)
  const short = formula.length < 40 ? formula : encoding.script.fresh('c', 'Bool')
  if (short !== formula) encoding.script.assert(`(=> ${short} ${formula})`)
  encoding.said.set(key, short)
  return short
}

// WHY no fold: the same part of the same rows is written once; `said` stands between a condition and its parts.
function formulaOf(encoding: Encoding, { condition, environment, wanted }: Saying): string {
  const part = (of: Condition): string => said(encoding, { condition: of, environment, wanted })
  switch (condition.op) {
    case 'true':
    case 'false':
    case 'not':
      return said(encoding, { condition, environment, wanted })
    case 'and':
      return (wanted ? andOf : orOf)(condition.of.map(part))
    case 'or':
      return (wanted ? orOf : andOf)(condition.of.map(part))
    case 'compare':
      return exactly(wanted, comparison(encoding, condition, environment))
    case 'isNull':
      return exactly(wanted, isNull(encoding, condition.operand, environment))
    case 'in':
      return exactly(wanted, isAmong(encoding, condition, environment))
    case 'owner': {
      const { there, row } = rowAt(encoding, condition.path, environment)
      const inside = said(encoding, {
        condition: condition.where,
        environment: within(environment, condition.as, row),
        wanted,
      })
      return wanted ? andOf([there, inside]) : orOf([notOf(there), inside])
    }
    case 'some':
    case 'every':
      return quantified(encoding, { condition, environment, wanted })
  }
}

/** `some` that holds, and `every` that does not, is a row; the other two are a promise about all rows. */
function quantified(
  encoding: Encoding,
  { condition, environment, wanted }: Saying & { readonly condition: ConditionOf<'some' | 'every'> },
): string {
  const { model, script } = encoding
  const { path, as, where, op } = condition
  const list = path.steps.at(-1)
  if (list === undefined) throw new Unsupported('A quantifier without a list')
  const { there, row: parent } = rowAt(encoding, { ...path, steps: path.steps.slice(0, -1) }, environment)
  const relation = relationOf(typeOf(model, parent.type), list)
  if (!relation.many) throw new Unsupported(`${parent.type}.${list} is no list`)
  const owning = owningSide(model, typeOf(model, parent.type), relation)
  const inList = (row: RowTerm): string =>
    andOf([
      exists(encoding, row),
      `(= ${keyOf(encoding, { ...row, moment: environment.moment }, owning)} ${parent.term})`,
    ])
  const inside = (row: RowTerm): string =>
    said(encoding, { condition: where, environment: within(environment, as, row), wanted })
  if ((op === 'some') === wanted) {
    const row = { type: relation.target, term: script.fresh(`${relation.target}_`, 'Int') }
    script.assert(`(>= ${row.term} 0)`)
    addObject(encoding, row)
    const found = andOf([inList(row), inside(row)])
    return op === 'some' ? andOf([there, found]) : orOf([notOf(there), found])
  }
  const kept = script.fresh('all', 'Bool')
  promise(encoding, relation.target, (term) => {
    const row = { type: relation.target, term }
    script.assert(`(=> ${kept} ${orOf([notOf(inList(row)), inside(row)])})`)
  })
  return op === 'every' ? andOf([there, kept]) : orOf([notOf(there), kept])
}

function exactly(wanted: boolean, formula: string): string {
  return wanted ? formula : notOf(formula)
}

function within(environment: FormulaScope, as: string, row: RowTerm): FormulaScope {
  return { ...environment, rows: new Map([...environment.rows, [as, row]]) }
}

const signs: Readonly<Record<Comparison, string>> = {
  eq: '=',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
}

function comparison(
  encoding: Encoding,
  { operator, left, right }: ConditionOf<'compare'>,
  environment: FormulaScope,
): string {
  const [one, other] = valuesOf(encoding, [left, right], environment)
  const sign = signs[operator]
  const compared =
    sign === '!=' ? `(not (= ${one.value} ${other.value}))` : `(${sign} ${one.value} ${other.value})`
  return andOf([notOf(one.absent), notOf(other.absent), compared])
}

/** Both sides as integers of one kind: a constant is read as what stands beside it. */
function valuesOf(
  encoding: Encoding,
  [left, right]: readonly [Operand, Operand],
  environment: FormulaScope,
): readonly [ValueTerm, ValueTerm] {
  const kind = kindOf(encoding, left, environment) ?? kindOf(encoding, right, environment)
  if (kind === null) throw new Unsupported('Two constants are compared')
  const one = valueAt(encoding, left, { environment, kind })
  const other = valueAt(encoding, right, { environment, kind })
  if (one.kind !== other.kind) throw new Unsupported(`A ${one.kind} is compared with a ${other.kind}`)
  return [one, other]
}

function kindOf(encoding: Encoding, operand: Operand, environment: FormulaScope): ValueKind | null {
  if (operand.kind === 'literal') return null
  if (operand.kind === 'slot') return slotValue(encoding, operand).kind
  const { row, attribute } = attributeStep(encoding, operand, environment)
  return attribute === null
    ? null
    : attributeAt(encoding, { ...row, moment: environment.moment }, attribute).kind
}

function valueAt(
  encoding: Encoding,
  operand: Operand,
  { environment, kind }: { readonly environment: FormulaScope; readonly kind: ValueKind },
): ValueTerm {
  switch (operand.kind) {
    case 'literal':
      return { kind, value: numeral(encodedNumber(encoding, kind, operand.value)), absent: 'false' }
    case 'slot':
      return slotValue(encoding, operand)
    case 'path': {
      const { there, row, attribute } = attributeStep(encoding, operand, environment)
      if (attribute === null) throw new Unsupported(`${operand.steps.join('.')} is a row, not a value`)
      const value = attributeAt(encoding, { ...row, moment: environment.moment }, attribute)
      return { ...value, absent: orOf([notOf(there), value.absent]) }
    }
  }
}

function slotValue(encoding: Encoding, { name }: Slot): ValueTerm {
  const known = encoding.observed.slots.get(name)
  if (known !== undefined) return known
  const word = name === 'now' ? 'timestamp' : PRINCIPAL_WORDS.get(name.slice('principal.'.length))
  if (word === undefined || word === 'list') throw new Unsupported(`\`${name}\` is not a value`)
  const kind = kindOfWords(word)
  const value = symbol(name)
  // INVARIANT: as `slotsOf` has it, the clock and what is true or false are always there.
  const absent = word === 'bool' || word === 'timestamp' ? 'false' : symbol(`${name}?`)
  encoding.script.declare(value, '() Int')
  if (absent !== 'false') encoding.script.declare(absent, '() Bool')
  boundValue(encoding, kind, { value, isDay: false })
  if (word === 'int') encoding.script.assert(`(> ${value} 0)`)
  const slot = { kind, value, absent }
  encoding.observed.slots.set(name, slot)
  return slot
}

function isNull(encoding: Encoding, operand: Operand, environment: FormulaScope): string {
  if (operand.kind === 'literal') return 'false'
  if (operand.kind === 'slot') return slotValue(encoding, operand).absent
  const { there, row, attribute, last } = attributeStep(encoding, operand, environment)
  const from = { ...row, moment: environment.moment }
  if (attribute !== null) return andOf([there, attributeAt(encoding, from, attribute).absent])
  if (last === null) throw new Unsupported('A row is never absent')
  return andOf([there, notOf(rowAlong(encoding, from, last).there)])
}

function isAmong(encoding: Encoding, { left, right }: ConditionOf<'in'>, environment: FormulaScope): string {
  if (!('kind' in right)) {
    return orOf(
      right.map((item) =>
        comparison(encoding, { op: 'compare', operator: 'eq', left, right: item }, environment),
      ),
    )
  }
  if (right.name !== 'principal.scopes') throw new Unsupported(`\`${right.name}\` is not a list`)
  const value = valueAt(encoding, left, { environment, kind: 'text' })
  const among = symbol(right.name)
  encoding.script.declare(among, '(Int) Bool')
  const holds = `(${among} ${value.value})`
  encoding.observed.scopes.push({ value: value.value, holds: andOf([notOf(value.absent), holds]) })
  return andOf([notOf(value.absent), holds])
}

/** The row at the end of a path of to-one relations, and when it is there. */
function rowAt(
  encoding: Encoding,
  { of, steps }: RowPath,
  { rows, moment }: FormulaScope,
): { readonly there: string; readonly row: RowTerm } {
  const start = rows.get(of)
  if (start === undefined) throw new Unsupported(`No row is called ${of}`)
  let row: RowTerm = start
  const there: string[] = []
  for (const step of steps) {
    const next = rowAlong(encoding, { ...row, moment }, step)
    there.push(next.there)
    row = { type: next.type, term: next.term }
  }
  return { there: andOf(there), row }
}

/** The row that a path's last part belongs to: an attribute, of one step or two, or else a relation. */
function attributeStep(
  encoding: Encoding,
  path: RowPath,
  environment: FormulaScope,
): ReturnType<typeof rowAt> & { readonly attribute: string | null; readonly last: string | null } {
  for (const length of [2, 1]) {
    if (path.steps.length < length) continue
    const name = path.steps.slice(-length).join('.')
    const at = endType(encoding, { ...path, steps: path.steps.slice(0, -length) }, environment)
    if (at === null || !typeOf(encoding.model, at).attributes.has(name)) continue
    const parent = rowAt(encoding, { ...path, steps: path.steps.slice(0, -length) }, environment)
    return { ...parent, attribute: name, last: name }
  }
  const parent = rowAt(encoding, { ...path, steps: path.steps.slice(0, -1) }, environment)
  return { ...parent, attribute: null, last: path.steps.at(-1) ?? null }
}

function endType(encoding: Encoding, { of, steps }: RowPath, { rows }: FormulaScope): string | null {
  let type = rows.get(of)?.type ?? null
  for (const step of steps) {
    if (type === null) return null
    type = typeOf(encoding.model, type).relations.get(step)?.target ?? null
  }
  return type
}
