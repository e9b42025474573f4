import { bindPolicy, type BoundPolicy } from '../../policy/bind-policy'
import { answerConditionOf } from '../tested/answer-condition'
import type { Condition } from '../../policy/condition'
import type { Question } from '../../policy/decide'
import { match, type Row } from '../../policy/match'
import type { Slots } from '../../policy/slots'
import { cellText, type Tested } from '../tested/tested'
import type { Aspect, RuleDuties } from './obligation'

/** One thing the tests owe: this aspect of a rule, on the answer to this question. */
export interface Duty {
  readonly className: string
  readonly kind: Aspect['kind']
  readonly text: string
  readonly question: Question
}

export function dutyKey({ className, kind, text, question }: Duty): string {
  return JSON.stringify([className, kind, text, question.action, question.field ?? null])
}

/** By the key of a duty: the first asserted cell that fulfils it. */
export type Seen = ReadonlyMap<string, string>

/** Which duties of a rule the asserted cells fulfil. */
export function seenDuties(duties: RuleDuties, tested: readonly Tested[]): Seen {
  const seen = new Map<string, string>()
  for (const one of tested) look(duties, one, seen)
  return seen
}

function look(duties: RuleDuties, tested: Tested, seen: Map<string, string>): void {
  const { rule, questions } = duties
  const asserted = tested.asserted.get(rule.type) ?? []
  const mine = asserted.filter(({ question }) => questions.some((one) => same(one, question)))
  if (mine.length === 0) return
  const inside = bound(duties.always, tested)
  const { slots } = inside
  const concerned = duties.aspects.filter(({ who }) => match(who, {}, slots))
  if (concerned.length === 0) return
  const views = {
    always: inside,
    never: bound(duties.never, tested),
    everyone: bound(duties.forEveryone, tested),
  }
  const holds = remembering(slots)
  for (const { question, cells } of mine) {
    const open = concerned.filter((aspect) => !seen.has(dutyKey({ ...aspect, question })))
    if (open.length === 0) continue
    const without = answerConditionOf(views.never.view, question)
    const always = answerConditionOf(views.always.view, question)
    const forEveryone = answerConditionOf(views.everyone.view, question)
    for (const { id, row } of cells) {
      for (const aspect of open) {
        const key = dutyKey({ ...aspect, question })
        const withIt = aspect.kind === 'outside' ? forEveryone : always
        if (seen.has(key) || holds(withIt, row) === holds(without, row)) continue
        if (holds(aspect.when, row)) seen.set(key, cellText(tested.by, question, id))
      }
    }
  }
}

function bound(set: RuleDuties['always'], { principal, now }: Tested): BoundPolicy {
  return bindPolicy(set, principal, now)
}

function same(one: Question, other: Question): boolean {
  return one.action === other.action && one.field === other.field
}

/** Most questions about one row rest on the same conditions. */
function remembering(slots: Slots): (condition: Condition, row: Row) => boolean {
  const known = new WeakMap<Row, Map<Condition, boolean>>()
  return (condition, row) => {
    const ofRow = known.get(row) ?? new Map<Condition, boolean>()
    known.set(row, ofRow)
    const found = ofRow.get(condition) ?? match(condition, row, slots)
    ofRow.set(condition, found)
    return found
  }
}
