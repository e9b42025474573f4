import { type Condition } from '../../policy/condition'
import { type Edit, edited, possibleEdits, type SearchContext } from './possible-edits'
import { factKey, rowText, type Situation } from './situation'
import { traceEvaluation } from './trace-evaluation'

export interface ChangeQuestion extends SearchContext {
  readonly situation: Situation
  /** The condition of the cell, with the classes of principals in it: see `cellCondition`. */
  readonly condition: Condition
}

/** The fewest changes of facts that turn an answer. */
export type SmallestChange =
  | {
      readonly kind: 'change'
      readonly steps: readonly ChangeStep[]
      /** The situation after it. */
      readonly after: Situation
      /** What turns the answer takes so many changes. Fewer than the steps where a shorter way was left out: see `tooMany`. */
      readonly atLeast: number
    }
  /** No change of facts whatever turns the answer: every one that could was tried. */
  | { readonly kind: 'none' }
  /** Not every way was tried to its end: whatever turns the answer takes at least so many changes. */
  | { readonly kind: 'unknown'; readonly atLeast: number }

/** One change, and what the rows that came with it say of themselves. */
export interface ChangeStep {
  readonly edit: Edit
  readonly details: readonly Edit[]
}

/**
 * The fewest changes that turn the answer, exactly: for one change more at a time, every way to change some fact that
 * the present answer depends on is followed up. Every change of the answer changes one of these facts, so none is missed.
 */
export function smallestChange(question: ChangeQuestion): SmallestChange {
  const { situation, condition, subject } = question
  const answer = traceEvaluation(situation, condition, new Map([['row', subject]])).holds
  const budget = { left: MOST_EVALUATIONS }
  const start: State = { situation, cost: 0, path: [], frozen: new Set(), own: new Set() }
  /** The first number of changes of which not every way was followed up. */
  let open: number | null = null
  for (let bound = 1; ; bound += 1) {
    const search: Search = { question, answer, bound, budget, seen: new Set(), cut: false, leftOut: false }
    const found = turned(start, search)
    if (found !== null) {
      return { kind: 'change', steps: stepsOf(found), after: found.situation, atLeast: open ?? bound }
    }
    if (search.leftOut || budget.left <= 0) open ??= bound
    if (!search.cut || budget.left <= 0)
      return open === null ? { kind: 'none' } : { kind: 'unknown', atLeast: open }
  }
}

/** WHY a limit: a condition may have more ways to turn than a caller waits for. The report says when it is reached. */
const MOST_EVALUATIONS = 60_000

interface State {
  readonly situation: Situation
  readonly cost: number
  readonly path: readonly { readonly edit: Edit; readonly cost: number }[]
  /** Facts that were changed, or whose change was followed up already. */
  readonly frozen: ReadonlySet<string>
  /** Rows that came with a change: what they say of themselves costs nothing more. */
  readonly own: ReadonlySet<string>
}

interface Search {
  readonly question: ChangeQuestion
  readonly answer: boolean
  readonly bound: number
  readonly budget: { left: number }
  readonly seen: Set<string>
  /** Whether something was left out because it costs too much. */
  cut: boolean
  /** Whether something was left out because of its many rows: it is unknown whether it would have turned the answer. */
  leftOut: boolean
}

function turned(state: State, search: Search): State | null {
  const { question, answer, bound, budget, seen } = search
  budget.left -= 1
  if (budget.left <= 0) return null
  const rows = new Map([['row', question.subject]])
  const { holds, because } = traceEvaluation(state.situation, question.condition, rows)
  if (holds !== answer) return state
  const tried = new Set(state.frozen)
  for (const fact of because) {
    const key = factKey(fact)
    if (tried.has(key)) continue
    for (const edit of possibleEdits(state.situation, fact, question)) {
      if (tried.has(editedFact(edit))) continue
      const cost = state.cost + costOf(edit, state)
      if (cost > bound) {
        search.cut = true
        continue
      }
      if (edit.kind !== 'set' && edit.kind !== 'slot' && tooMany(state, bound)) {
        search.leftOut = true
        continue
      }
      const next = after(state, { edit, cost, tried })
      const mark = markOf(next)
      if (seen.has(mark)) continue
      seen.add(mark)
      const found = turned(next, search)
      if (found !== null) return found
    }
    // WHY: every way that changes this fact has been followed up; what is left leaves it as it is.
    tried.add(key)
  }
  return null
}

function after(
  state: State,
  { edit, cost, tried }: { readonly edit: Edit; readonly cost: number; readonly tried: ReadonlySet<string> },
): State {
  const { situation, added } = edited(state.situation, edit)
  return {
    situation,
    cost,
    path: [...state.path, { edit, cost: cost - state.cost }],
    frozen: new Set([...tried, editedFact(edit)]),
    own: new Set([...state.own, ...added.map(rowText)]),
  }
}

/** The fact that a change settles. A list that one row was added to may get another, a token another scope. */
function editedFact(edit: Edit): string {
  switch (edit.kind) {
    case 'set':
    case 'lead':
      return factKey({ kind: 'value', row: edit.row, name: edit.name })
    case 'add':
      return rowText(edit.added)
    case 'remove':
      return factKey({ kind: 'there', row: edit.row })
    case 'slot':
      return Array.isArray(edit.to) ? `${edit.name}: ${edit.to.join()}` : edit.name
  }
}

function costOf(edit: Edit, { own }: State): number {
  return edit.kind !== 'slot' && own.has(rowText(edit.row)) ? 0 : 1
}

/**
 * WHY a limit: one row for each quantifier would do, nested ones need a few more; but rows that come with a change cost
 * nothing, so a search could add them without an end. The report says so.
 */
function tooMany({ own, path }: State, bound: number): boolean {
  return own.size > MOST_ROWS || path.length > bound + MOST_ROWS
}

export const MOST_ROWS = 24

function markOf({ path, frozen }: State): string {
  return `${path
    .map(({ edit }) => JSON.stringify(edit))
    .sort()
    .join()}|${[...frozen].sort().join()}`
}

function stepsOf({ path }: State): readonly ChangeStep[] {
  const paid = path.filter(({ cost }) => cost > 0)
  const free = path.filter(({ cost }) => cost === 0)
  const ownOf = new Map<string, number>()
  const steps = paid.map(({ edit }, index) => {
    if (edit.kind === 'lead') ownOf.set(rowText(edit.to), index)
    if (edit.kind === 'add') ownOf.set(rowText(edit.added), index)
    return { edit, details: [] as Edit[] }
  })
  for (const { edit } of free) {
    if (edit.kind === 'slot') continue
    const index = ownOf.get(rowText(edit.row)) ?? steps.length - 1
    if (edit.kind === 'lead') ownOf.set(rowText(edit.to), index)
    if (edit.kind === 'add') ownOf.set(rowText(edit.added), index)
    steps[index]?.details.push(edit)
  }
  return steps
}
