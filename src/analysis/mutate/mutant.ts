import { createHash } from 'node:crypto'
import { type Condition, conditionKey, mapCondition, partsOf } from '../../policy/condition'
import { type PolicySet } from '../../policy/policy-set'
import { type Vocabulary } from '../../policy/vocabulary'

/** One small mistake in the policies, as somebody might make it. A test must notice it, unless it makes no difference. */
export interface Mutant {
  /** Eight characters; the same as long as the rule, the kind and the mistake are. */
  readonly id: string
  readonly kind: MutantKind
  /** The rule, class or document that is mistaken: `invoice/pay`, `class owner`, `partOf InvoiceLine`. */
  readonly of: string
  /** The mistake in a sentence of the policy language: "`a && b` becomes `a`". */
  readonly text: string
  readonly path: string
  readonly line: number | null
  readonly set: PolicySet
  /** The types whose own rules differ, or name the class that does; parts of them follow. */
  readonly types: readonly string[]
  /** Whose answers can differ: principals of these classes; null: anybody's. */
  readonly classes: readonly string[] | null
}

/** What each kind of mistake does, in the order of reports. */
export const MUTANT_KINDS = {
  'drop-rule': 'a permit is missing',
  'drop-forbid': 'a forbid is missing',
  'swap-effect': 'a permit forbids, or a forbid permits',
  'drop-condition': 'a condition, or what `exists` or `all` asks, is left out',
  'drop-conjunct': 'one of the parts joined by `&&` is left out',
  'drop-disjunct': 'one of the parts joined by `||` is left out',
  'swap-connective': '`&&` and `||` are mixed up',
  'negate-atom': 'a comparison or a quantifier says the opposite',
  'swap-quantifier': '`exists` and `all` are mixed up',
  'swap-equality': '`==` and `!=` are mixed up',
  'mishandle-null': 'what is absent is taken for a value, or a test for it is left out',
  'off-by-one': 'a limit is one too far: `<` for `<=`, a number one higher or lower',
  'replace-value': 'another value of the enumeration, or the other flag',
  'drop-value': 'a value is missing in a list',
  'add-value': 'a value too many in a list',
  'swap-principal': "another part of the principal: the user's id for the organisation's",
  'swap-path': 'a neighbouring relation or date of the row',
  'add-field': 'a field too many',
  'drop-field': 'a field is missing',
  'add-class': 'a class too many in `to`',
  'drop-class': 'a class is missing in `to`',
  'add-action': 'an action too many',
  'drop-action': 'an action is missing',
  'loosen-part': 'a part is shown without what shows its owner',
} as const

export type MutantKind = keyof typeof MUTANT_KINDS

/** INVARIANT: nothing of a place in a file is part of it, so that moving or reformatting a rule keeps the id. */
export function mutantId(of: string, kind: MutantKind, change: unknown): string {
  const text = JSON.stringify([of, kind, change])
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}

/** A part of a condition, and the types of the rows it can use. */
export interface ConditionPart {
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

export type OfferedChanges = (part: ConditionPart) => readonly ConditionChange[]

/** Every condition that differs from this one in a single place, where `offer` gives other forms of a part. */
export function changedOnce(
  part: ConditionPart,
  vocabulary: MistakenWords,
  offer: OfferedChanges,
): readonly ConditionChange[] {
  const { condition } = part
  const rows = rowsInside(part, vocabulary)
  const inside = partsOf(condition).flatMap((one, index) =>
    changedOnce({ condition: one, rows }, vocabulary, offer).map((change) => ({
      ...change,
      condition: mapCondition(condition, (other, at) => (at === index ? change.condition : other)),
    })),
  )
  const own = conditionKey(condition)
  return [...offer(part), ...inside].filter((change) => conditionKey(change.condition) !== own)
}

function rowsInside({ condition, rows }: ConditionPart, vocabulary: MistakenWords): ConditionPart['rows'] {
  if (!('as' in condition)) return rows
  return new Map([...rows, [condition.as, endOf(condition.path, rows, vocabulary)]])
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

/** The words that can be mistaken for each other: those of the schema, and the scopes of tokens. */
export interface MistakenWords extends Vocabulary {
  readonly scopes: readonly string[]
}
