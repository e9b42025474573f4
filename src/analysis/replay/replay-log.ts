import {
  bothPaths,
  type DecisionEntry,
  decisionEntry,
  droppedEntry,
  factPrint,
  pathsOf,
  type RowEntry,
} from '../../platform/decision-log/decision-entry'
import { bindPolicy, type BoundPolicy } from '../../policy/compile/class-policy'
import { conditionKey } from '../../policy/condition'
import { neededPaths } from '../../policy/condition-paths'
import { conditionOf, decide, type Question } from '../../policy/evaluate/decide'
import { type PolicySet } from '../../policy/policy-set'
import { type FactSource, readFacts } from '../../read/read-facts'

export interface ReplayedLog {
  readonly requests: number
  /** Requests that the log says it left out. */
  readonly dropped: number
  readonly unreadable: number
  readonly verdicts: Readonly<Record<Verdict, number>>
  /** Decisions about single rows whose facts are others today. */
  readonly factsChanged: number
  readonly changed: readonly ChangedDecision[]
  /** How many more there are than are listed. */
  readonly unlisted: number
}

/** A decision that would be another one, or may be. */
interface ChangedDecision extends Replayed {
  readonly entry: Pick<DecisionEntry, 'time' | 'correlationId' | 'principal' | 'operation'>
}

/** WHY bounded: logs are long; the counts are of everything. */
const MOST_LISTED = 500

/** Every request of a log, decided again. @param lines in their order, as `readline` gives them. */
export async function replayLog(
  dependencies: ReplayDependencies,
  lines: AsyncIterable<string>,
): Promise<ReplayedLog> {
  const verdicts: Record<Verdict, number> = {
    same: 0,
    'now allowed': 0,
    'now refused': 0,
    'depends on rows': 0,
  }
  const tally = { requests: 0, dropped: 0, unreadable: 0, factsChanged: 0, unlisted: 0 }
  const changed: ChangedDecision[] = []
  for await (const line of lines) {
    if (line.trim() === '') continue
    const read = readLogLine(line)
    if (read.kind === 'unreadable') tally.unreadable += 1
    if (read.kind === 'dropped') tally.dropped += read.dropped
    if (read.kind !== 'request') continue
    tally.requests += 1
    for (const replayed of await replayEntry(dependencies, read.entry)) {
      verdicts[replayed.verdict] += replayed.count
      if (replayed.factsChanged) tally.factsChanged += 1
      if (replayed.verdict === 'same') continue
      if (changed.length < MOST_LISTED) changed.push({ ...replayed, entry: read.entry })
      else tally.unlisted += 1
    }
  }
  return { ...tally, verdicts, changed }
}

interface ReplayDependencies {
  /** Under which it is decided again. */
  readonly head: PolicySet
  /** The policies in force here: where they decided the entry, cells of the same rule need no look at rows. */
  readonly inForce: PolicySet
  readonly facts: FactSource
  readonly key: Buffer
}

type Verdict = 'same' | 'now allowed' | 'now refused' | 'depends on rows'

/** One thing that was decided, and what would be. */
interface Replayed {
  /** `pay Invoice:17`, `Invoice:17.net`, `Invoice.net`. */
  readonly what: string
  readonly verdict: Verdict
  /** How many decisions it stands for: one, but for cells of lists. */
  readonly count: number
  /** The facts are others than those that were decided on, or are not known: the answer is about today's. */
  readonly factsChanged: boolean
}

/** A request decided again. INVARIANT: the same principal at the same moment; the facts are today's, which the report says. */
async function replayEntry(
  dependencies: ReplayDependencies,
  entry: DecisionEntry,
): Promise<readonly Replayed[]> {
  const bound = bindPolicy(dependencies.head, entry.principal, new Date(entry.time))
  const before =
    entry.policy === dependencies.inForce.version
      ? bindPolicy(dependencies.inForce, entry.principal, new Date(entry.time))
      : undefined
  const rows: Replayed[] = []
  for (const row of entry.rows) rows.push(...(await replayRow(dependencies, bound, row)))
  const cells = Object.entries(entry.cells).flatMap(([coordinate, [shown, withheld]]) =>
    replayCells({ bound, before }, { coordinate, shown, withheld }),
  )
  return [...rows, ...cells]
}

async function replayRow(
  dependencies: ReplayDependencies,
  bound: BoundPolicy,
  { action, row, field, allowed, shown = [], withheld = [], facts }: RowEntry,
): Promise<readonly Replayed[]> {
  const [type = '', key] = row.split(':')
  const needed = neededPaths(
    bound.classPolicy.rules.filter((rule) => rule.subject === type).map((rule) => rule.conditions),
  )
  const paths = facts === undefined ? needed : bothPaths(needed, pathsOf(facts.of))
  const known = dependencies.facts.model.types.has(type)
  const found = known
    ? ((await readFacts(dependencies.facts, { type, paths }, [Number(key)])).get(Number(key)) ?? null)
    : null
  const factsChanged = facts === undefined || factPrint(dependencies.key, found, facts.of) !== facts.print
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

/** Cells of lists are counted in the log, not named: so only a decision that is the same for every row can be compared. */
function replayCells(
  { bound, before }: { readonly bound: BoundPolicy; readonly before: BoundPolicy | undefined },
  { coordinate, shown, withheld }: Cells,
): readonly Replayed[] {
  const [type = '', field = ''] = coordinate.split('.')
  const question: Question = { action: 'read', type, ...(field === 'id' ? {} : { field }) }
  const reported = (verdict: Verdict, count: number): readonly Replayed[] =>
    count === 0 ? [] : [{ what: coordinate, verdict, count, factsChanged: false }]
  const condition = conditionOf(bound.classPolicy, question)
  if (condition.op === 'false') return [...reported('now refused', shown), ...reported('same', withheld)]
  if (before !== undefined && sameRule(bound, before, question)) return reported('same', shown + withheld)
  const everyRow = bound.classPolicy.type(type).row.op === 'true'
  if (condition.op === 'true' && everyRow)
    return [...reported('same', shown), ...reported('now allowed', withheld)]
  return reported('depends on rows', shown + withheld)
}

/** Whether rows and field are decided by the same conditions. */
function sameRule(one: BoundPolicy, other: BoundPolicy, question: Question): boolean {
  const keys = [one, other].map(({ classPolicy }) =>
    [classPolicy.type(question.type).row, conditionOf(classPolicy, question)].map(conditionKey).join('\n'),
  )
  return keys[0] === keys[1]
}

/** What a line of a log says. */
type LogLine =
  | { readonly kind: 'request'; readonly entry: DecisionEntry }
  | { readonly kind: 'dropped'; readonly dropped: number }
  /** No entry: torn by a crash, or of another program. */
  | { readonly kind: 'unreadable' }

export function readLogLine(line: string): LogLine {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { kind: 'unreadable' }
  }
  const entry = decisionEntry.safeParse(value)
  if (entry.success) return { kind: 'request', entry: entry.data }
  const gap = droppedEntry.safeParse(value)
  return gap.success ? { kind: 'dropped', dropped: gap.data.dropped } : { kind: 'unreadable' }
}
