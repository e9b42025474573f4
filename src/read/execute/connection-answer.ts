import { type KeyValue } from '../cursor'
import {
  type ColumnPart,
  type ConnectionPlan,
  type EdgePart,
  type SelectionPlan,
  type TotalPart,
} from '../plan/selection-plan'
import { type SqlRow } from '../read-context'
import { type Answer, moneyOf, type PlanRun } from './reading'

/** The answer of a list from the rows and counts that its statements brought. */
export function connectionAnswer(reading: PlanRun, plan: ConnectionPlan, found: Found): Answer {
  const cursor = (row: SqlRow): string => reading.cursors.seal(plan.binding, keysOf(plan, row))
  const answer: Answer = {}
  for (const output of plan.outputs) {
    switch (output.kind) {
      case 'constant':
        answer[output.key] = output.value
        break
      case 'nodes':
        answer[output.key] = found.page.rows.map((row) => found.selection(output.selection, row))
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

export interface Found {
  readonly page: PageRows
  readonly counts: readonly SqlRow[]
  readonly selection: (selection: SelectionPlan, row: SqlRow) => Answer | undefined
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
    else answer[part.key] = part.kind === 'node' ? found.selection(part.selection, row) : part.value
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

/** WHY: a database may return groups in any order, and answers must not change. */
function byCurrency(counts: readonly SqlRow[]): readonly SqlRow[] {
  const name = (row: SqlRow): string => String(row['currency'] ?? '')
  return [...counts].sort((one, other) => (name(one) < name(other) ? -1 : 1))
}

interface TotalRow {
  readonly parts: readonly TotalPart[]
  readonly row: SqlRow
}

export interface PageRows {
  readonly rows: readonly SqlRow[]
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
}

/** Drops the row that only shows that there is more, and puts a page from the end in the list's order. */
export function cut({ page }: ConnectionPlan, rows: readonly SqlRow[]): PageRows {
  const more = rows.length > page.size
  const kept = rows.slice(0, page.size)
  return page.backward
    ? { rows: kept.reverse(), hasPreviousPage: more, hasNextPage: page.before !== undefined }
    : { rows: kept, hasPreviousPage: page.after !== undefined, hasNextPage: more }
}
