import { implies } from '../../policy/assume'
import { compileAside, definedNames } from '../../policy/compile/check-definitions'
import {
  allOf,
  anyOf,
  type Condition,
  conditionKey,
  type ConditionOf,
  FALSE,
  negate,
  type Operand,
  TRUE,
  mapCondition,
} from '../../policy/condition'
import { conditionText } from '../../policy/condition-text'
import { type PolicyFile } from '../../policy/parse/read-yaml'
import { type PolicySet } from '../../policy/policy-set'
import { type Model, typeOf } from '../../read/schema/model'

/** The conditions that the policies have a name for, as they stand for a row of a type: facts and definitions. */
export type ConditionNames = ReadonlyMap<string, readonly NamedCondition[]>

interface NamedCondition {
  /** `billedToMe`, `fullPartnerOf(product.organisation)` */
  readonly name: string
  readonly condition: Condition
}

export function conditionNames(
  policies: PolicySet,
  model: Model,
  files: readonly PolicyFile[],
): ConditionNames {
  const compile = compileAside(files, model, () => undefined)
  const definitions = definedNames(files)
  const entries = [...policies.types.values()].map(({ type, variable, facts }) => {
    const words = typeOf(model, type)
    const places = [
      { text: variable, type },
      ...[...words.relations.values()]
        .filter(({ many }) => !many)
        .map(({ name, target }) => ({ text: `${variable}.${name}`, type: target })),
    ]
    const called = [...definitions].flatMap(([name, of]) =>
      places
        .filter((place) => place.type === of)
        .flatMap((place): NamedCondition[] => {
          const text = `${name}(${place.text})`
          const at = { path: '', line: 1, column: 1 }
          const condition = compile(type, { text, place: at, placeAt: () => at })
          return condition === null ? [] : [{ name: text, condition }]
        }),
    )
    const own = [...facts].map(([name, condition]): NamedCondition => ({ name, condition }))
    return [type, [...called, ...own]] as const
  })
  return new Map(entries)
}

/** A condition in the words of the policies: what has a name is called by it. */
export function namedText(condition: Condition, names: readonly NamedCondition[], variable: string): string {
  const byKey = new Map(names.map((one) => [conditionKey(one.condition), one.name]))
  return conditionText(called(condition, byKey, names), variable)
}

function called(
  condition: Condition,
  byKey: ReadonlyMap<string, string>,
  names: readonly NamedCondition[],
): Condition {
  const name = byKey.get(conditionKey(condition))
  if (name !== undefined) return word(name)
  if (condition.op === 'not') return negate(called(condition.of, byKey, names))
  if (condition.op !== 'and' && condition.op !== 'or') return condition
  const parts = ofNamed(condition, names).map((part) => called(part, byKey, names))
  return condition.op === 'and' ? allOf(parts) : anyOf(parts)
}

/** Parts of a conjunction or a choice that together have a name, as one. */
function ofNamed(
  { op, of }: ConditionOf<'and' | 'or'>,
  names: readonly NamedCondition[],
): readonly Condition[] {
  let left = [...of]
  const found: Condition[] = []
  for (const { name, condition } of names) {
    if (condition.op !== op) continue
    const keys = new Set(left.map(conditionKey))
    if (!condition.of.every((part) => keys.has(conditionKey(part)))) continue
    const own = new Set(condition.of.map(conditionKey))
    left = left.filter((part) => !own.has(conditionKey(part)))
    found.push(word(name))
  }
  return [...found, ...left]
}

/** Something that is written as nothing but this name. */
function word(name: string): Condition {
  return {
    op: 'compare',
    operator: 'eq',
    left: { kind: 'slot', name },
    right: { kind: 'literal', value: true },
  }
}

/** Names under what is known: those that say nothing any more are left out. */
export function namesWhere(
  names: readonly NamedCondition[],
  simplified: (condition: Condition) => Condition,
): readonly NamedCondition[] {
  return names
    .map(({ name, condition }) => ({ name, condition: simplified(condition) }))
    .filter(({ condition }) => condition.op !== TRUE.op && condition.op !== 'false')
}

/** What is known to be so: conditions, taken apart into values and single facts. */
interface Known {
  readonly values: ReadonlyMap<string, string | number | boolean | null>
  /** Operands that have a value, whichever. */
  readonly present: ReadonlySet<string>
  readonly facts: readonly Condition[]
  readonly refuted: readonly Condition[]
}

/** Takes apart what is given. What is no conjunction of single facts stays whole. */
export function knownFrom(given: readonly Condition[]): Known {
  const values = new Map<string, string | number | boolean | null>()
  const present = new Set<string>()
  const facts: Condition[] = []
  const refuted: Condition[] = []
  const note = (condition: Condition): void => {
    if (condition.op === 'and') {
      condition.of.forEach(note)
      return
    }
    if (condition.op === 'not') {
      if (condition.of.op === 'isNull') present.add(keyOf(condition.of.operand))
      if (condition.of.op === 'or') {
        condition.of.of.forEach((part) => note(negate(part)))
        return
      }
      refuted.push(condition.of)
      return
    }
    facts.push(condition)
    if (condition.op === 'isNull') values.set(keyOf(condition.operand), null)
    if (condition.op !== 'compare') return
    const { left, right, operator } = condition
    if (operator === 'ne') {
      refuted.push(
        { ...condition, operator: 'eq' },
        { op: 'compare', operator: 'eq', left: right, right: left },
      )
    }
    // A comparison that holds had two values.
    present.add(keyOf(left))
    present.add(keyOf(right))
    if (operator === 'eq' && right.kind === 'literal') values.set(keyOf(left), right.value)
    if (operator === 'eq' && left.kind === 'literal') values.set(keyOf(right), left.value)
  }
  given.forEach(note)
  return { values, present, facts, refuted }
}

/** The condition where that is known: what follows from it is left out. It holds in the same worlds as before, of these. */
export function simplify(condition: Condition, known: Known): Condition {
  const before = conditionKey(condition)
  const after = once(condition, known)
  return conditionKey(after) === before ? after : simplify(after, known)
}

// WHY no fold: what is known may settle a part as a whole, before anybody looks inside.
function once(condition: Condition, known: Known): Condition {
  if (known.facts.some((fact) => implies(fact, condition))) return TRUE
  if (known.refuted.some((fact) => implies(condition, fact))) return FALSE
  switch (condition.op) {
    case 'compare': {
      const [left, right] = [valueOf(condition.left, known), valueOf(condition.right, known)]
      if (left === null || right === null) return FALSE
      const same = keyOf(condition.left) === keyOf(condition.right)
      if (same && condition.operator === 'eq' && known.present.has(keyOf(condition.left))) return TRUE
      if (left === undefined || right === undefined) return condition
      if (condition.operator === 'eq') return left === right ? TRUE : FALSE
      if (condition.operator === 'ne') return left === right ? FALSE : TRUE
      return condition
    }
    case 'isNull': {
      const value = valueOf(condition.operand, known)
      if (value === null) return TRUE
      return value !== undefined || known.present.has(keyOf(condition.operand)) ? FALSE : condition
    }
    case 'in': {
      const left = valueOf(condition.left, known)
      if (left === null) return FALSE
      if (left === undefined || 'kind' in condition.right) return condition
      const items = condition.right.map((item) => valueOf(item, known))
      if (items.includes(left)) return TRUE
      return items.includes(undefined) ? condition : FALSE
    }
    case 'and':
    case 'or': {
      const parts = condition.of.map((part) => once(part, known))
      return condition.op === 'and' ? allOf(withoutWeaker(parts)) : anyOf(withoutStronger(parts))
    }
    default:
      return mapCondition(condition, (part) => once(part, known))
  }
}

/** Of all that must hold, not what another of them implies; of a choice, not what a part beside it settles. */
function withoutWeaker(parts: readonly Condition[]): readonly Condition[] {
  return parts.filter(
    (part, at) =>
      !parts.some(
        (other, place) => place !== at && implies(other, part) && (place < at || !implies(part, other)),
      ),
  )
}

function withoutStronger(parts: readonly Condition[]): readonly Condition[] {
  return parts.filter(
    (part, at) =>
      !parts.some(
        (other, place) => place !== at && implies(part, other) && (place < at || !implies(other, part)),
      ),
  )
}

/** The value of an operand, null where it has none, undefined where that is not known. */
function valueOf(operand: Operand, { values }: Known): string | number | boolean | null | undefined {
  return operand.kind === 'literal' ? operand.value : values.get(keyOf(operand))
}

function keyOf(operand: Operand): string {
  return JSON.stringify(operand)
}
