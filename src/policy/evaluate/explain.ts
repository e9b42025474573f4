import { type BoundPolicy, type Slots, type SlotValue } from '../compile/class-policy'
import {
  type Condition,
  type ConditionFold,
  type ConditionOf,
  foldCondition,
  isLeaf,
  type Leaf,
  operandsOf,
  type Quantifier,
} from '../condition'
import { conditionText, operandText } from '../condition-text'
import { type PolicyRule } from '../policy-set'
import { decidingRule, type Question } from './decide'
import { type Bindings, holds, match, type Row, valueOf } from './match'

/** Why a question is answered as it is: every rule considered, its facts, and the rule that decides. */
export interface Explanation {
  readonly allowed: boolean
  readonly rules: readonly ExplainedRule[]
  /** The rule that decides; null where none permits. */
  readonly deciding: string | null
  readonly sentence: string
}

export interface ExplainedRule {
  readonly id: string
  readonly effect: PolicyRule['effect']
  readonly classes: readonly string[]
  /** Whether the principal is of one of its classes. */
  readonly applies: boolean
  /** Whether its condition holds for the row; null where a fact it needs was not loaded. */
  readonly holds: boolean | null
  readonly atoms: readonly ExplainedAtom[]
  readonly because: string
  readonly source?: string
  readonly path: string
  readonly line: number
}

/** INVARIANT: reads the same compiled rules as `decide`, so it cannot explain another answer than the one given. */
export function explain(bound: BoundPolicy, question: Question, row: Row): Explanation {
  const deciding = decidingRule(bound, question, row)
  const allowed = deciding !== null && !deciding.inverted
  const variable = bound.set.types.get(question.type)?.variable ?? 'row'
  const rules = considered(bound, question).map(({ rule, applies, condition }): ExplainedRule => {
    const { id, effect, classes, because, source, path, line } = rule
    const holds = holdsOrNull(condition, row, bound)
    const atoms = explainedAtoms({ condition, variable }, row, bound.slots)
    const from = source === undefined ? {} : { source }
    return { id, effect, classes, applies, holds, atoms, because, ...from, path, line }
  })
  const decidingId = rules.find((rule) => rule.applies && rule.id === idOf(deciding?.origin))?.id ?? null
  return {
    allowed,
    rules,
    deciding: decidingId,
    sentence: sentenceOf({ allowed, rules, deciding: decidingId }),
  }
}

/** The conditions an explanation looks at, for loading what they need. */
export function consideredConditions(bound: BoundPolicy, question: Question): readonly Condition[] {
  return considered(bound, question).map((one) => one.condition)
}

interface Considered {
  readonly rule: PolicyRule
  readonly applies: boolean
  readonly condition: Condition
}

/** Rules on this action and field of the type, also those for other classes; as compiled where they apply. */
function considered(bound: BoundPolicy, question: Question): readonly Considered[] {
  const { action, type, field } = question
  const compiled = new Map(bound.classPolicy.rules.map((rule) => [rule.id, rule.conditions]))
  return bound.set.rules
    .filter((rule) => rule.type === type && rule.actions.includes(action) && concerns(rule, field))
    .map((rule) => {
      const condition = compiled.get(rule.id)
      return { rule, applies: condition !== undefined, condition: condition ?? rule.condition }
    })
}

function concerns(rule: PolicyRule, field: string | undefined): boolean {
  if (field !== undefined) return rule.fields.includes(field)
  return rule.effect === 'permit' || rule.allFields || rule.fields.length === 0
}

function holdsOrNull(condition: Condition, row: Row, bound: BoundPolicy): boolean | null {
  try {
    return match(condition, row, bound.slots)
  } catch {
    return null
  }
}

function idOf(rule: object | undefined): unknown {
  return rule !== undefined && 'id' in rule ? rule.id : undefined
}

function sentenceOf(of: Pick<Explanation, 'allowed' | 'rules' | 'deciding'>): string {
  const deciding = of.rules.find((rule) => rule.id === of.deciding)
  if (deciding !== undefined) {
    const missing =
      deciding.holds === null ? ' (A fact that this rule needs could not be read, so the answer is no.)' : ''
    return `${of.allowed ? 'Allowed' : 'Refused'}: ${deciding.because}${missing}`
  }
  const permits = of.rules.filter((rule) => rule.effect === 'permit')
  if (permits.length === 0) return 'Refused: no rule permits it to anybody.'
  if (!permits.some((rule) => rule.applies)) return 'Refused: no rule permits it to this principal.'
  return 'Refused: no rule that permits it to this principal holds for this row.'
}

/** One fact of a condition, as a reader would write it, and whether it holds. */
export interface ExplainedAtom {
  readonly text: string
  /** Null where a fact it needs was not loaded. */
  readonly value: boolean | null
  /** What was found in place of each name, where single values are compared. */
  readonly found: readonly FoundValue[]
}

interface FoundValue {
  readonly text: string
  readonly value: SlotValue
}

/** The atoms of a condition in reading order, each once. Quantifiers are one atom; an owner's rule gives its own. */
function explainedAtoms(
  of: { readonly condition: Condition; readonly variable: string },
  row: Row,
  slots: Slots,
): readonly ExplainedAtom[] {
  const found = new Map<string, ExplainedAtom>()
  for (const atom of foldCondition(of.condition, atomsOf, { rows: new Map([['row', row]]), slots })) {
    const text = conditionText(atom.condition, of.variable)
    if (found.has(text)) continue
    const value = valueOfAtom(atom)
    found.set(text, { text, value, found: value === null ? [] : foundIn(atom, of.variable) })
  }
  return [...found.values()]
}

/** A part of a condition without `&&`, `||` and `!`, and the rows its names stand for. */
interface Atom {
  readonly condition: Leaf | Quantifier
  readonly bindings: Bindings
}

const atomsOf: ConditionFold<readonly Atom[], Bindings> = {
  constant: () => [],
  and: (parts) => parts.flat(),
  or: (parts) => parts.flat(),
  not: (part) => part,
  compare: oneAtom,
  isNull: oneAtom,
  in: oneAtom,
  some: (condition, _, bindings) => oneAtom(condition, bindings),
  every: (condition, _, bindings) => oneAtom(condition, bindings),
  owner: (condition, inside, bindings) => [
    ...oneAtom(condition, bindings),
    ...inside(ownerBindings(condition, bindings)),
  ],
}

function oneAtom(condition: Atom['condition'], bindings: Bindings): readonly Atom[] {
  return [{ condition, bindings }]
}

/** Whether an atom holds; null where that cannot be known. */
function valueOfAtom(atom: Atom): boolean | null {
  try {
    return holds(atom.condition, atom.bindings)
  } catch {
    return null
  }
}

/** INVARIANT: where the owner is absent or not loaded, its name has no row, and its atoms have no value. */
function ownerBindings(condition: ConditionOf<'owner'>, bindings: Bindings): Bindings {
  let at: unknown = bindings.rows.get(condition.path.of)
  for (const step of condition.path.steps) {
    if (typeof at !== 'object' || at === null) return bindings
    at = Reflect.get(at, step)
  }
  if (typeof at !== 'object' || at === null) return bindings
  // WHY the cast: a to-one relation of a row is a row; `match` refuses anything else when it follows a path.
  return { ...bindings, rows: new Map([...bindings.rows, [condition.as, at as Row]]) }
}

function foundIn({ condition, bindings }: Atom, variable: string): readonly FoundValue[] {
  if (!isLeaf(condition)) return []
  return [...new Set(operandsOf(condition))]
    .filter((operand) => operand.kind !== 'literal')
    .map((operand) => ({ text: operandText(operand, variable), value: valueOf(operand, bindings) }))
}
