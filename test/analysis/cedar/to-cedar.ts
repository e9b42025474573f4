import { type Condition, type Operand, type RowPath } from '../../../src/policy/condition'
import { type Model, type TypeModel, typeOf } from '../../../src/read/schema/model'

/** Cedar cannot say this. */
export class NotTranslatable extends Error {}

/** A list as Cedar sees it: at the end of a path, the values of these paths of each of its rows. */
export interface Projection {
  readonly name: string
  /** Steps from the row that holds the list, the list last. */
  readonly steps: readonly string[]
  readonly values: readonly (readonly string[])[]
}

export interface Translated {
  /** A Cedar expression over `resource` and `context`. */
  readonly text: string
  readonly projections: readonly Projection[]
}

/** @throws NotTranslatable */
export function toCedar(model: Model, type: TypeModel | undefined, condition: Condition): Translated {
  const projections: Projection[] = []
  const text = (part: Condition): string => {
    switch (part.op) {
      case 'true':
      case 'false':
        return part.op
      case 'and':
      case 'or':
        return `(${part.of.map(text).join(part.op === 'and' ? ' && ' : ' || ')})`
      case 'not':
        return `!(${text(part.of)})`
      case 'compare':
        return comparison(part)
      case 'isNull':
        return absent(part.operand)
      case 'in': {
        const left = part.left
        if ('kind' in part.right) {
          const list = `context["${part.right.name}"]`
          return guarded([left], `context has "${part.right.name}" && ${list}.contains(${value(left)})`)
        }
        return `(${part.right.map((one) => comparison({ operator: 'eq', left, right: one })).join(' || ')})`
      }
      case 'some':
        return some(part)
      case 'every':
      case 'owner':
        throw new NotTranslatable(part.op)
    }
  }
  const comparison = ({ operator, left, right }: Pick<Compare, 'operator' | 'left' | 'right'>): string => {
    const instants = isInstant(model, type, left) || isInstant(model, type, right)
    const [one, other] = [left, right].map((side) => value(side, instants))
    return guarded([left, right], `${one ?? ''} ${symbols[operator]} ${other ?? ''}`)
  }
  const absent = (operand: Operand): string => {
    if (operand.kind === 'literal') return 'false'
    if (operand.kind === 'slot') return `!(context has "${operand.name}")`
    const steps = cedarSteps(model, type, operand)
    const parents = presence(steps.slice(0, -1))
    return `(${[...parents, `!(${has(steps)})`].join(' && ')})`
  }
  const some = (part: Extract<Condition, { op: 'some' }>): string => {
    if (part.path.of !== 'row') throw new NotTranslatable('a list of a list')
    const alternatives = equalitiesOf(part.where, part.as)
    const values = [...new Set(alternatives.flatMap((one) => one.map(([path]) => path.join('.'))))].sort()
    const name = `some${projections.length}`
    const steps = part.path.steps
    const list = [...steps.slice(0, -1), name]
    const texts = alternatives.map((one, at) => {
      const own = [...new Set(one.map(([path]) => path.join('.')))].sort()
      if (own.length !== one.length) throw new NotTranslatable('one value compared twice')
      const projected = { name: `${name}_${at}`, steps, values: own.map((path) => path.split('.')) }
      projections.push(projected)
      const here = [...list.slice(0, -1), projected.name]
      const fields = one.map(([path, operand]) => `"${path.join('.')}": ${value(operand)}`)
      return guarded(
        one.map(([, operand]) => operand),
        `${presence(here).join(' && ')} && ${at_(here)}.contains({${fields.join(', ')}})`,
      )
    })
    if (values.length === 0) throw new NotTranslatable('any row at all')
    return `(${texts.join(' || ')})`
  }
  const guarded = (operands: readonly Operand[], said: string): string => {
    const guards = operands.flatMap((operand) => {
      if (operand.kind === 'literal') return []
      if (operand.kind === 'slot') return [`context has "${operand.name}"`]
      return presence(cedarSteps(model, type, operand))
    })
    return `(${[...new Set(guards), said].join(' && ')})`
  }
  const value = (operand: Operand, instant = false): string => {
    switch (operand.kind) {
      case 'literal':
        return instant ? `datetime(${JSON.stringify(operand.value)})` : JSON.stringify(operand.value)
      case 'slot':
        return `context["${operand.name}"]`
      case 'path':
        return at_(cedarSteps(model, type, operand))
    }
  }
  return { text: text(condition), projections }
}

type Compare = Extract<Condition, { op: 'compare' }>

const symbols: Readonly<Record<Compare['operator'], string>> = {
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
}

/** A body of a quantifier as alternatives, each a conjunction of equalities of a value of the row with one outside. */
function equalitiesOf(
  where: Condition,
  as: string,
): readonly (readonly (readonly [readonly string[], Operand])[])[] {
  switch (where.op) {
    case 'and':
      return where.of
        .map((part) => equalitiesOf(part, as))
        .reduce((all, some) => all.flatMap((one) => some.map((other) => [...one, ...other])))
    case 'or':
      return where.of.flatMap((part) => equalitiesOf(part, as))
    case 'compare':
      if (where.operator !== 'eq') throw new NotTranslatable(`${where.operator} inside a list`)
      return [[equality(where.left, where.right, as)]]
    case 'in':
      if ('kind' in where.right) throw new NotTranslatable('membership inside a list')
      return where.right.map((one) => [equality(where.left, one, as)])
    case 'true':
    case 'false':
    case 'not':
    case 'isNull':
    case 'some':
    case 'every':
    case 'owner':
      throw new NotTranslatable(`${where.op} inside a list`)
  }
}

function equality(left: Operand, right: Operand, as: string): readonly [readonly string[], Operand] {
  const inside = (operand: Operand): operand is RowPath => operand.kind === 'path' && operand.of === as
  if (inside(left) && !inside(right)) return [left.steps, right]
  if (inside(right) && !inside(left)) return [right.steps, left]
  throw new NotTranslatable('two values of one row of a list')
}

/** A path as Cedar walks it: relations are records, an embedded value is one attribute. */
function cedarSteps(model: Model, type: TypeModel | undefined, { of, steps }: RowPath): readonly string[] {
  if (of !== 'row' || type === undefined) throw new NotTranslatable(`a path from ${of}`)
  const found: string[] = []
  let at = type
  for (const [index, step] of steps.entries()) {
    const relation = at.relations.get(step)
    if (relation === undefined) return [...found, steps.slice(index).join('.')]
    if (relation.many) throw new NotTranslatable('a list as a value')
    found.push(step)
    at = typeOf(model, relation.target)
  }
  throw new NotTranslatable('a row as a value')
}

function isInstant(model: Model, type: TypeModel | undefined, operand: Operand): boolean {
  if (operand.kind === 'slot') return operand.name === 'now'
  if (operand.kind === 'literal' || operand.of !== 'row' || type === undefined) return false
  let at = type
  for (const [index, step] of operand.steps.entries()) {
    const relation = at.relations.get(step)
    if (relation === undefined) {
      const kind = at.attributes.get(operand.steps.slice(index).join('.'))?.type
      return kind === 'date' || kind === 'timestamp'
    }
    at = typeOf(model, relation.target)
  }
  return false
}

/** `resource has "a" && resource["a"] has "b"` */
function presence(steps: readonly string[]): readonly string[] {
  return steps.map((_, index) => has(steps.slice(0, index + 1)))
}

function has(steps: readonly string[]): string {
  return `${at_(steps.slice(0, -1))} has "${steps.at(-1) ?? ''}"`
}

function at_(steps: readonly string[]): string {
  return ['resource', ...steps.map((step) => `["${step}"]`)].join('')
}
