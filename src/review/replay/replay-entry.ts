import type { DecisionEntry, RowEntry } from '../../decision-log/decision-entry'
import { bothPaths, factPrint, pathsOf } from '../../decision-log/fact-print'
import { bindPolicy, type BoundPolicy } from '../../policy/bind-policy'
import { conditionOf } from '../../policy/cell-condition'
import { conditionKey } from '../../policy/condition'
import { decide, type Question } from '../../policy/decide'
import { neededPaths } from '../../policy/needed-paths'
import type { PolicySet } from '../../policy/policy-set'
import { type FactSource, readFacts } from '../../query/read-facts'

export interface ReplayGround {
  /** Under which it is decided again. */
  readonly head: PolicySet
  /** The policies in force here: where they decided the entry, cells of the same rule need no look at rows. */
  readonly inForce: PolicySet
  readonly facts: FactSource
  readonly key: Buffer
}

export type Verdict = 'same' | 'now allowed' | 'now refused' | 'depends on rows'

/** One thing that was decided, and what would be. */
export interface Replayed {
  /** `pay Invoice:17`, `Invoice:17.net`, `Invoice.net`. */
  readonly what: string
  readonly verdict: Verdict
  /** How many decisions it stands for: one, but for cells of lists. */
  readonly count: number
  /** The facts are others than those that were decided on, or are not known: the answer is about today's. */
  readonly factsChanged: boolean
}

/** A request decided again. INVARIANT: the same principal at the same moment; the facts are today's, and it says so. */
export async function replayEntry(ground: ReplayGround, entry: DecisionEntry): Promise<readonly Replayed[]> {
  const bound = bindPolicy(ground.head, entry.principal, new Date(entry.time))
  const before =
    entry.policy === ground.inForce.version
      ? bindPolicy(ground.inForce, entry.principal, new Date(entry.time))
      : undefined
  const rows: Replayed[] = []
  for (const row of entry.rows) rows.push(...(await replayRow(ground, bound, row)))
  const cells = Object.entries(entry.cells).flatMap(([coordinate, [shown, withheld]]) =>
    replayCells({ bound, before }, { coordinate, shown, withheld }),
  )
  return [...rows, ...cells]
}

async function replayRow(
  ground: ReplayGround,
  bound: BoundPolicy,
  { action, row, field, allowed, shown = [], withheld = [], facts }: RowEntry,
): Promise<readonly Replayed[]> {
  const [type = '', key] = row.split(':')
  const needed = neededPaths(
    bound.view.rules.filter((rule) => rule.subject === type).map((rule) => rule.conditions),
  )
  const paths = facts === undefined ? needed : bothPaths(needed, pathsOf(facts.of))
  const known = ground.facts.model.types.has(type)
  const found = known
    ? ((await readFacts(ground.facts, { type, paths }, [Number(key)])).get(Number(key)) ?? null)
    : null
  const factsChanged = facts === undefined || factPrint(ground.key, found, facts.of) !== facts.print
  const may = (question: Question): boolean => found !== null && decide(bound, question, found)
  const again = (what: string, before: boolean, question: Question): Replayed => ({
    what,
    verdict: verdictOf(before, may(question)),
    count: 1,
    factsChanged,
  })
  const place = field === undefined ? row : `${row}.${field}`
  const whole = again(action === 'read' ? place : `${action} ${place}`, allowed, {
    action,
    type,
    ...(field === undefined ? {} : { field }),
  })
  const isField = (name: string): boolean => name !== 'id'
  return [
    whole,
    ...shown.filter(isField).map((name) => again(`${row}.${name}`, true, { action, type, field: name })),
    ...withheld.filter(isField).map((name) => again(`${row}.${name}`, false, { action, type, field: name })),
  ]
}

function verdictOf(before: boolean, after: boolean): Verdict {
  if (before === after) return 'same'
  return after ? 'now allowed' : 'now refused'
}

interface Cells {
  readonly coordinate: string
  readonly shown: number
  readonly withheld: number
}

/** Cells of lists are counted in the log, not named: what is the same for every row can be told, the rest cannot. */
function replayCells(
  { bound, before }: { readonly bound: BoundPolicy; readonly before: BoundPolicy | undefined },
  { coordinate, shown, withheld }: Cells,
): readonly Replayed[] {
  const [type = '', field = ''] = coordinate.split('.')
  const question: Question = { action: 'read', type, ...(field === 'id' ? {} : { field }) }
  const told = (verdict: Verdict, count: number): readonly Replayed[] =>
    count === 0 ? [] : [{ what: coordinate, verdict, count, factsChanged: false }]
  const condition = conditionOf(bound.view, question)
  if (condition.op === 'false') return [...told('now refused', shown), ...told('same', withheld)]
  if (before !== undefined && sameRule(bound, before, question)) return told('same', shown + withheld)
  const everyRow = bound.view.type(type).row.op === 'true'
  if (condition.op === 'true' && everyRow) return [...told('same', shown), ...told('now allowed', withheld)]
  return told('depends on rows', shown + withheld)
}

/** Whether rows and field are decided by the same conditions. */
function sameRule(one: BoundPolicy, other: BoundPolicy, question: Question): boolean {
  const keys = [one, other].map(({ view }) =>
    [view.type(question.type).row, conditionOf(view, question)].map(conditionKey).join('\n'),
  )
  return keys[0] === keys[1]
}
