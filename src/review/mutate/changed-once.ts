import { allOf, anyOf, type Condition, conditionKey } from '../../policy/condition'
import { withParts } from '../../policy/condition-parts'
import type { MistakenWords } from './mistaken-words'
import type { MutantKind } from './mutant'

/** A part of a condition, and the types of the rows it can speak of. */
export interface Part {
  readonly condition: Condition
  /** Row variables in reach → their types. */
  readonly rows: ReadonlyMap<string, string>
}

/** The same condition with one mistake in it. */
export interface ConditionChange {
  readonly kind: MutantKind
  readonly condition: Condition
  readonly text: string
}

export type Offer = (part: Part) => readonly ConditionChange[]

/** Every condition that differs from this one in a single place, where `offer` gives other forms of a part. */
export function changedOnce(part: Part, vocabulary: MistakenWords, offer: Offer): readonly ConditionChange[] {
  const { condition } = part
  const deeper = (inner: Part, rebuild: (changed: Condition) => Condition): readonly ConditionChange[] =>
    changedOnce(inner, vocabulary, offer).map((change) => ({
      ...change,
      condition: rebuild(change.condition),
    }))
  const inside = (): readonly ConditionChange[] => {
    switch (condition.op) {
      case 'and':
      case 'or': {
        const joined = condition.op === 'and' ? allOf : anyOf
        return condition.of.flatMap((one, index) =>
          deeper({ ...part, condition: one }, (changed) => joined(condition.of.with(index, changed))),
        )
      }
      case 'not':
        return deeper({ ...part, condition: condition.of }, (changed) => withParts(condition, () => changed))
      case 'some':
      case 'every':
      case 'owner': {
        const target = endOf(condition.path, part.rows, vocabulary)
        const rows = new Map([...part.rows, [condition.as, target]])
        return deeper({ condition: condition.where, rows }, (changed) => withParts(condition, () => changed))
      }
      case 'true':
      case 'false':
      case 'compare':
      case 'isNull':
      case 'in':
        return []
    }
  }
  const own = conditionKey(condition)
  return [...offer(part), ...inside()].filter((change) => conditionKey(change.condition) !== own)
}

/** The type of the rows at the end of a path. */
export function endOf(
  path: { readonly of: string; readonly steps: readonly string[] },
  rows: ReadonlyMap<string, string>,
  vocabulary: MistakenWords,
): string {
  let type = rows.get(path.of) ?? ''
  for (const step of path.steps) type = vocabulary.types.get(type)?.relations.get(step)?.target ?? ''
  return type
}
