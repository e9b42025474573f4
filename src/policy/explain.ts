import type { BoundPolicy } from './bind-policy'
import type { Condition } from './condition'
import { decidingRule, type Question } from './decide'
import { type ExplainedAtom, explainedAtoms } from './explain-atoms'
import { match, type Row } from './match'
import type { PolicyRule } from './policy-set'

/** Why a question is answered as it is: every rule considered, what it rests on, and which one decides. */
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
  /** Whether its condition holds for the row; null where a fact it rests on was not loaded. */
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
  const compiled = new Map(bound.view.rules.map((rule) => [rule.id, rule.conditions]))
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
    const doubt = deciding.holds === null ? ' (What it rests on could not be read, and doubt refuses.)' : ''
    return `${of.allowed ? 'Allowed' : 'Refused'}: ${deciding.because}${doubt}`
  }
  const permits = of.rules.filter((rule) => rule.effect === 'permit')
  if (permits.length === 0) return 'Refused: no rule permits it to anybody.'
  if (!permits.some((rule) => rule.applies)) return 'Refused: no rule permits it to this principal.'
  return 'Refused: no rule that permits it to this principal holds for this row.'
}
