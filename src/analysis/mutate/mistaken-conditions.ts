import {
  allOf,
  anyOf,
  type Comparison,
  type Condition,
  conditionKey,
  type ConditionOf,
  type Literal,
  negate,
  type Operand,
  type RowPath,
  type Slot,
  TRUE,
} from '../../policy/condition'
import { conditionText } from '../../policy/condition-text'
import { type TypeWords } from '../../policy/vocabulary'
import {
  changedOnce,
  type ConditionChange,
  endOf,
  type MistakenWords,
  type MutantKind,
  type OfferedChanges,
  type ConditionPart,
} from './mutant'

/** The condition of a rule or class with one mistake in it, each mistake once. `variable` names the row in texts. */
export function mistakenConditions(
  whole: ConditionPart,
  vocabulary: MistakenWords,
  variable: string,
): readonly ConditionChange[] {
  const say = (from: Condition, kind: MutantKind, to: Condition): ConditionChange => {
    const [was, is] = [conditionText(from, variable), conditionText(to, variable)]
    return { kind, condition: to, text: `\`${was}\` becomes \`${is}\`` }
  }
  const offer: OfferedChanges = (part) => {
    const { condition } = part
    return [
      ...(condition === whole.condition ? leftOut(condition) : []),
      ...ofForm(condition),
      ...mistakenOperands(part, vocabulary),
      ...mistakenValues(part, vocabulary),
    ].map(({ kind, to }) => say(condition, kind, to))
  }
  const found = new Map<string, ConditionChange>()
  for (const change of changedOnce(whole, vocabulary, offer)) {
    const key = conditionKey(change.condition)
    if (!found.has(key)) found.set(key, change)
  }
  return [...found.values()]
}

/** Another form of a part, and which kind of mistake it is. */
interface Mistake {
  readonly kind: MutantKind
  readonly to: Condition
}

function leftOut(condition: Condition): readonly Mistake[] {
  return condition.op === 'true' ? [] : [{ kind: 'drop-condition', to: TRUE }]
}

// WHY no fold: `changedOnce` walks the condition, and asks about one part at a time.
function ofForm(condition: Condition): readonly Mistake[] {
  switch (condition.op) {
    case 'and':
      return [
        ...condition.of.map((part) => ({ kind: 'drop-conjunct', to: without(condition, part) }) as const),
        { kind: 'swap-connective', to: anyOf(condition.of) },
      ]
    case 'or':
      return [
        ...condition.of.map((part) => ({ kind: 'drop-disjunct', to: without(condition, part) }) as const),
        { kind: 'swap-connective', to: allOf(condition.of) },
      ]
    case 'some':
    case 'every': {
      const { path, as } = condition
      return [
        { kind: 'swap-quantifier', to: { ...condition, op: condition.op === 'some' ? 'every' : 'some' } },
        { kind: 'drop-condition', to: { op: condition.op, path, as, where: TRUE } },
        { kind: 'negate-atom', to: negate(condition) },
      ]
    }
    case 'compare':
      return [...ofComparison(condition), { kind: 'negate-atom', to: negate(condition) }]
    case 'isNull':
      return [
        { kind: 'negate-atom', to: negate(condition) },
        { kind: 'mishandle-null', to: TRUE },
      ]
    case 'in':
      return [{ kind: 'negate-atom', to: negate(condition) }]
    case 'not':
      return condition.of.op === 'and' || condition.of.op === 'or'
        ? [{ kind: 'negate-atom', to: condition.of }]
        : []
    case 'true':
    case 'false':
    case 'owner':
      return []
  }
}

function without({ op, of }: ConditionOf<'and' | 'or'>, left: Condition): Condition {
  const rest = of.filter((part) => part !== left)
  return op === 'and' ? allOf(rest) : anyOf(rest)
}

const opposite: Readonly<Record<Comparison, Comparison>> = {
  eq: 'ne',
  ne: 'eq',
  lt: 'ge',
  ge: 'lt',
  le: 'gt',
  gt: 'le',
}

const beside: Partial<Readonly<Record<Comparison, Comparison>>> = { lt: 'le', le: 'lt', gt: 'ge', ge: 'gt' }

/** `x != y` is not `!(x == y)`: where one of them is absent, the first is false and the second true. */
function ofComparison(condition: ConditionOf<'compare'>): readonly Mistake[] {
  const { operator } = condition
  // `x == x` asks whether there is an x.
  if (isPresence(condition)) return [{ kind: 'mishandle-null', to: TRUE }]
  const lenient: Mistake = {
    kind: 'mishandle-null',
    to: negate({ ...condition, operator: opposite[operator] }),
  }
  const next = beside[operator]
  if (next === undefined)
    return [{ kind: 'swap-equality', to: { ...condition, operator: opposite[operator] } }, lenient]
  return [
    { kind: 'off-by-one', to: { ...condition, operator: next } },
    { kind: 'swap-equality', to: { ...condition, operator: opposite[operator] } },
    lenient,
  ]
}

function isPresence(condition: Condition): boolean {
  if (condition.op !== 'compare' || condition.operator !== 'eq') return false
  return JSON.stringify(condition.left) === JSON.stringify(condition.right)
}

/** One operand of a leaf, or the path of a quantifier, taken for its neighbour. WHY no fold: as for `ofForm`. */
function mistakenOperands(part: ConditionPart, vocabulary: MistakenWords): readonly Mistake[] {
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

/** The parts of a principal that have an id. */
const SLOTS = [
  'principal.user.id',
  'principal.organisation.id',
  'principal.membership.id',
  'principal.partner.id',
]

function neighbours(operand: Operand, part: ConditionPart, vocabulary: MistakenWords): readonly Operand[] {
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
function siblingPaths(path: RowPath, { rows }: ConditionPart, vocabulary: MistakenWords): readonly RowPath[] {
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
function siblingDates(path: RowPath, { rows }: ConditionPart, vocabulary: MistakenWords): readonly RowPath[] {
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

/** Constants of the policy text taken for others: values of an enumeration, flags, numbers one too high or low. */
function mistakenValues(part: ConditionPart, vocabulary: MistakenWords): readonly Mistake[] {
  const { condition } = part
  if (condition.op === 'compare') {
    const { left, right } = condition
    return [
      ...others(right, left, { part, vocabulary }).map(({ kind, value }) => ({
        kind,
        to: { ...condition, right: literal(value) },
      })),
      ...others(left, right, { part, vocabulary }).map(({ kind, value }) => ({
        kind,
        to: { ...condition, left: literal(value) },
      })),
    ]
  }
  if (condition.op !== 'in') return []
  if ('kind' in condition.right) return ofSlot(condition, condition.right, vocabulary.scopes)
  return ofList(condition, condition.right, valuesOf(condition.left, { part, vocabulary }))
}

interface Around {
  readonly part: ConditionPart
  readonly vocabulary: MistakenWords
}

interface OtherValue {
  readonly kind: 'replace-value' | 'off-by-one'
  readonly value: Literal['value']
}

function others(operand: Operand, beside: Operand, around: Around): readonly OtherValue[] {
  if (operand.kind !== 'literal') return []
  const { value } = operand
  switch (typeof value) {
    case 'boolean':
      return [{ kind: 'replace-value', value: !value }]
    case 'number':
      return [value - 1, value + 1].map((other) => ({ kind: 'off-by-one', value: other }))
    default:
      return valuesOf(beside, around)
        .filter((other) => other !== value)
        .map((other) => ({ kind: 'replace-value', value: other }))
  }
}

/** `"invoices:read" in principal.scopes`: another scope is asked for. */
function ofSlot(condition: ConditionOf<'in'>, list: Slot, scopes: readonly string[]): readonly Mistake[] {
  const { left } = condition
  if (left.kind !== 'literal' || list.name !== 'principal.scopes') return []
  return scopes
    .filter((scope) => scope !== left.value)
    .map((scope) => ({ kind: 'replace-value', to: { ...condition, left: literal(scope) } }))
}

function ofList(
  condition: ConditionOf<'in'>,
  items: readonly Operand[],
  values: readonly string[],
): readonly Mistake[] {
  const present = items.map((item) => (item.kind === 'literal' ? item.value : null))
  return [
    ...items.map((item): Mistake => {
      const rest = items.filter((one) => one !== item)
      return { kind: 'drop-value', to: rest.length === 0 ? anyOf([]) : { ...condition, right: rest } }
    }),
    ...values
      .filter((value) => !present.includes(value))
      .map((value): Mistake => ({
        kind: 'add-value',
        to: { ...condition, right: [...items, literal(value)] },
      })),
  ]
}

/** The values an operand may have, where they are counted. */
function valuesOf(operand: Operand, { part, vocabulary }: Around): readonly string[] {
  switch (operand.kind) {
    case 'literal':
      return []
    case 'slot':
      return operand.name === 'principal.role' ? (vocabulary.roles ?? []) : []
    case 'path': {
      const { of, steps } = operand
      const type = endOf({ of, steps: steps.slice(0, -1) }, part.rows, vocabulary)
      return vocabulary.types.get(type)?.attributes.get(steps.at(-1) ?? '')?.values ?? []
    }
  }
}

function literal(value: Literal['value']): Literal {
  return { kind: 'literal', value }
}
