import { compileAside, definedNames } from '../../policy/compile-aside'
import { allOf, anyOf, type Condition, conditionKey, negate, TRUE } from '../../policy/condition'
import { conditionText } from '../../policy/condition-text'
import type { PolicySet } from '../../policy/policy-set'
import type { PolicyFile } from '../../policy/read-yaml'
import { type Model, typeOf } from '../../query/model/model'

/** The conditions that the policies have a name for, as they stand for a row of a type: facts and definitions. */
export type ConditionNames = ReadonlyMap<string, readonly NamedCondition[]>

export interface NamedCondition {
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
  switch (condition.op) {
    case 'and':
    case 'or': {
      const grouped = ofNamed(condition, names)
      const parts = grouped.map((part) => called(part, byKey, names))
      return condition.op === 'and' ? allOf(parts) : anyOf(parts)
    }
    case 'not':
      return negate(called(condition.of, byKey, names))
    default:
      return condition
  }
}

/** Parts of a conjunction or a choice that together have a name, as one. */
function ofNamed(
  { op, of }: Extract<Condition, { op: 'and' | 'or' }>,
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
