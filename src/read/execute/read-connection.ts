import { type KeyValue } from '../cursor'
import {
  type ConnectionOutput,
  type ConnectionPlan,
  type EdgePart,
  type TotalPart,
} from '../plan/plan-connection'
import { type ColumnPart, type SelectionPlan } from '../plan/view'
import { type SqlRow } from '../read-context'
import { type Fragment } from '../sql/fragment'
import { branchesOf } from '../sql/reached-rows'
import {
  nestedCount,
  nestedPage,
  rootCount,
  type RoutedPlan,
  searchedPage,
  walkedPage,
} from '../sql/statements'
import { type Answer, readView } from './read-view'
import { moneyOf, type PlanRun, run, skip } from './reading'

/** Answers a list that starts from all rows: one statement for its page, one more for its count. */
export async function readRoot(reading: PlanRun, plan: ConnectionPlan): Promise<Answer> {
  const [rows, counts] = await Promise.all([
    plan.needsRows ? readRootPage(reading, plan) : [],
    plan.count === undefined ? [] : run(reading, rootCount(reading.model, plan, plan.count.totals)),
  ])
  const page = cut(plan, rows)
  const views = await answerViews(reading, plan, page.rows)
  return assemble(reading, plan, { page, counts, view: (view, row) => views.get(view)?.get(row) })
}

/** A rule of one alternative is walked by its index; for more, whichever shape was quicker for this list. */
async function readRootPage(reading: PlanRun, plan: ConnectionPlan): Promise<readonly SqlRow[]> {
  if (branchesOf(plan.level.rules.row).length === 1) return run(reading, walkedPage(reading.model, plan))
  const searched = searchedPage(reading.model, plan)
  const list = `${String(reading.slots.get('principal.organisation.id'))} ${searched.text}`
  const shape = reading.shapes.choose(list)
  const statement = shape === 'searched' ? searched : walkedPage(reading.model, plan)
  return reading.shapes.timed(list, shape, () => run(reading, statement))
}

/** Answers the same list for many parents: the same number of statements as for one. */
export async function readNested(
  reading: PlanRun,
  plan: ConnectionPlan,
  parents: readonly number[],
): Promise<(parent: number) => Answer> {
  const routed = withRoute(plan)
  const unique = [...new Set(parents)]
  const none = unique.length === 0
  const [rows, counts] = await Promise.all([
    plan.needsRows ? runUnless(none, reading, () => nestedPage(reading.model, routed, unique)) : [],
    plan.count === undefined
      ? []
      : runUnless(none, reading, () => nestedCount(reading.model, routed, unique)),
  ])
  const rowsOf = byLink(rows)
  const countsOf = byLink(counts)
  const pages = new Map(unique.map((parent) => [parent, cut(plan, rowsOf.get(parent) ?? [])]))
  const shown = [...pages.values()].flatMap((page) => page.rows)
  const views = await answerViews(reading, plan, shown)
  return (parent) =>
    assemble(reading, plan, {
      page: pages.get(parent) ?? cut(plan, []),
      counts: countsOf.get(parent) ?? [],
      view: (view, row) => views.get(view)?.get(row),
    })
}

async function runUnless(
  idle: boolean,
  reading: PlanRun,
  statement: () => Fragment,
): Promise<readonly SqlRow[]> {
  if (!idle) return run(reading, statement())
  skip(reading)
  return []
}

interface PageRows {
  readonly rows: readonly SqlRow[]
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
}

/** Drops the row that only told whether there is more, and turns a page from the end the right way round. */
function cut({ page }: ConnectionPlan, rows: readonly SqlRow[]): PageRows {
  const more = rows.length > page.size
  const kept = rows.slice(0, page.size)
  return page.backward
    ? { rows: kept.reverse(), hasPreviousPage: more, hasNextPage: page.before !== undefined }
    : { rows: kept, hasPreviousPage: page.after !== undefined, hasNextPage: more }
}

async function answerViews(reading: PlanRun, plan: ConnectionPlan, rows: readonly SqlRow[]) {
  const views = viewsOf(plan.outputs)
  const answered = await Promise.all(
    views.map(async (view) => {
      const answers = await readView(reading, view, rows)
      return [view, new Map(rows.map((row, index) => [row, answers[index]]))] as const
    }),
  )
  return new Map(answered)
}

function viewsOf(outputs: readonly ConnectionOutput[]): readonly SelectionPlan[] {
  return outputs.flatMap((output) => {
    if (output.kind === 'nodes') return [output.view]
    if (output.kind === 'edges')
      return output.parts.flatMap((part) => (part.kind === 'node' ? [part.view] : []))
    return []
  })
}

interface Found {
  readonly page: PageRows
  readonly counts: readonly SqlRow[]
  readonly view: (view: SelectionPlan, row: SqlRow) => Answer | undefined
}

function assemble(reading: PlanRun, plan: ConnectionPlan, found: Found): Answer {
  const cursor = (row: SqlRow): string => reading.cursors.seal(plan.binding, keysOf(plan, row))
  const answer: Answer = {}
  for (const output of plan.outputs) {
    switch (output.kind) {
      case 'constant':
        answer[output.key] = output.value
        break
      case 'nodes':
        answer[output.key] = found.page.rows.map((row) => found.view(output.view, row))
        break
      case 'edges':
        answer[output.key] = found.page.rows.map((row) => edgeOf(output.parts, row, { ...found, cursor }))
        break
      case 'pageInfo':
        answer[output.key] = pageInfoOf(output.parts, found.page, cursor)
        break
      case 'totalCount':
        answer[output.key] = found.counts.reduce((sum, row) => sum + Number(row['n']), 0)
        break
      case 'totals':
        answer[output.key] = byCurrency(found.counts).map((row) =>
          totalOf(plan, { parts: output.parts, row }),
        )
        break
    }
  }
  return answer
}

function keysOf(plan: ConnectionPlan, row: SqlRow): readonly KeyValue[] {
  return plan.order.map((_, index) => {
    const value = row[`k${index}`]
    return typeof value === 'number' || typeof value === 'string' ? value : null
  })
}

function edgeOf(
  parts: readonly EdgePart[],
  row: SqlRow,
  found: Found & { readonly cursor: (row: SqlRow) => string },
): Answer {
  const answer: Answer = {}
  for (const part of parts) {
    if (part.kind === 'cursor') answer[part.key] = found.cursor(row)
    else answer[part.key] = part.kind === 'node' ? found.view(part.view, row) : part.value
  }
  return answer
}

function pageInfoOf(parts: readonly ColumnPart[], page: PageRows, cursor: (row: SqlRow) => string): Answer {
  const answer: Answer = {}
  for (const { key, name } of parts) {
    switch (name) {
      case 'hasNextPage':
        answer[key] = page.hasNextPage
        break
      case 'hasPreviousPage':
        answer[key] = page.hasPreviousPage
        break
      case 'startCursor':
        answer[key] = edgeCursor(page.rows[0], cursor)
        break
      case 'endCursor':
        answer[key] = edgeCursor(page.rows.at(-1), cursor)
        break
      default:
        answer[key] = 'PageInfo'
    }
  }
  return answer
}

function edgeCursor(row: SqlRow | undefined, cursor: (row: SqlRow) => string): string | null {
  return row === undefined ? null : cursor(row)
}

function totalOf(plan: ConnectionPlan, { parts, row }: TotalRow): Answer {
  const answer: Answer = {}
  const sums = plan.count?.totals?.sums ?? []
  for (const part of parts) {
    switch (part.kind) {
      case 'constant':
        answer[part.key] = part.value
        break
      case 'currency':
        answer[part.key] = row['currency'] ?? null
        break
      case 'count':
        answer[part.key] = Number(row['n'])
        break
      case 'sum': {
        const index = sums.findIndex((sum) => sum.name === part.name)
        answer[part.key] = moneyOf(part.parts, { amount: row[`s${index}`], currency: row['currency'] })
        break
      }
    }
  }
  return answer
}

/** WHY: databases group in any order they like; answers have one. */
function byCurrency(counts: readonly SqlRow[]): readonly SqlRow[] {
  const name = (row: SqlRow): string => String(row['currency'] ?? '')
  return [...counts].sort((one, other) => (name(one) < name(other) ? -1 : 1))
}

interface TotalRow {
  readonly parts: readonly TotalPart[]
  readonly row: SqlRow
}

function byLink(rows: readonly SqlRow[]): ReadonlyMap<number, readonly SqlRow[]> {
  const found = new Map<number, SqlRow[]>()
  for (const row of rows) {
    const link = Number(row['link'])
    const known = found.get(link)
    if (known === undefined) found.set(link, [row])
    else known.push(row)
  }
  return found
}

function withRoute(plan: ConnectionPlan): RoutedPlan {
  if (plan.route === undefined) throw new Error('A nested list needs a route')
  return { ...plan, route: plan.route }
}
