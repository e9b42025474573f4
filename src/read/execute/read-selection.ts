import { globalId } from '../cursor'
import {
  type AccessWord,
  type ColumnPart,
  type ConnectionOutput,
  type ConnectionPlan,
  type Mask,
  type RowFetch,
  type RowsEdge,
  type SelectionPlan,
  type Value,
} from '../plan/selection-plan'
import { type SqlRow } from '../read-context'
import { type Fragment } from '../sql/fragment'
import { branchesOf } from '../sql/reached-rows'
import {
  nestedCount,
  nestedPage,
  rootCount,
  type RoutedPlan,
  rowsByKey,
  searchedPage,
  walkedPage,
} from '../sql/statements'
import { connectionAnswer, cut } from './connection-answer'
import { type Answer, moneyOf, type PlanRun, run, scalarOf, skip } from './reading'

// WHY one file: the rows of a selection have edges and lists, and the rows of those have a selection again.

/** Answers a selection for all rows of a fetch at once. Each edge is one statement, however many rows there are. */
export async function readSelection(
  reading: PlanRun,
  selection: SelectionPlan,
  rows: readonly SqlRow[],
): Promise<readonly Answer[]> {
  const answers: readonly Answer[] = rows.map(() => ({}))
  if (rows.length === 0) return answers
  await Promise.all(
    selection.values.map(async (value, at) => {
      const cells = await cellsOf(reading, value, rows)
      if (value.kind !== 'constant' && value.kind !== 'access')
        note(reading, selection.coordinates[at], cells)
      answers.forEach((answer, index) => {
        answer[value.key] = cells[index]
      })
    }),
  )
  return answers
}

/** Notes for the decision log, where there is one, how many of these cells are shown. */
function note({ notes, withheld }: PlanRun, coordinate: string | undefined, cells: readonly unknown[]): void {
  if (notes === undefined || coordinate === undefined) return
  const hidden = cells.filter((cell) => cell === withheld.always || cell === withheld.here).length
  notes.cells({ coordinate, shown: cells.length - hidden, withheld: hidden })
}

async function cellsOf(reading: PlanRun, value: Value, rows: readonly SqlRow[]): Promise<readonly unknown[]> {
  switch (value.kind) {
    case 'constant':
      return rows.map(() => value.value)
    case 'withheld':
      return rows.map(() => reading.withheld.always)
    case 'id':
      return rows.map((row) => globalId(value.type, idOf(row)))
    case 'scalar':
      return masked({ reading, rows, mask: value.mask }, (row) =>
        scalarOf(value.form, row[`c${value.column}`]),
      )
    case 'money':
      return masked({ reading, rows, mask: value.mask }, (row) =>
        moneyOf(value.parts, { amount: row[`c${value.amount}`], currency: row[`c${value.currency}`] }),
      )
    case 'embedded':
      return masked({ reading, rows, mask: value.mask }, (row) => embeddedOf(value.parts, row))
    case 'access':
      return rows.map((row) => accessOf(value, row))
    case 'own': {
      const mine = reading.slots.get(`principal.${value.part}.id`)
      return masked({ reading, rows, mask: value.mask }, (row) => idOf(row) === mine)
    }
    case 'same': {
      const inner = await readSelection(reading, value.selection, rows)
      return rows.map((row, index) => (open(row, value.mask) ? inner[index] : reading.withheld.here))
    }
    case 'one':
    case 'list': {
      const found = await readEdge(reading, value.edge, openRows(rows, value.mask))
      return masked({ reading, rows, mask: value.mask }, (row) => {
        const key = keyOf(row, value.edge.from)
        const matches = key === null ? [] : (found.get(key) ?? [])
        return value.kind === 'one' ? (matches[0] ?? null) : matches
      })
    }
    case 'connection': {
      const parents = openRows(rows, value.mask).map(idOf)
      const found = await readNestedList(reading, value.plan, parents)
      return masked({ reading, rows, mask: value.mask }, (row) => found(idOf(row)))
    }
  }
}

/** Rows at the far end of an edge, answered, by the key that leads to them. */
async function readEdge(
  reading: PlanRun,
  edge: RowsEdge,
  parents: readonly SqlRow[],
): Promise<ReadonlyMap<number, readonly Answer[]>> {
  const keys = new Set<number>()
  for (const row of parents) {
    const key = keyOf(row, edge.from)
    if (key !== null) keys.add(key)
  }
  return readByKey(reading, edge, [...keys])
}

export interface Target {
  readonly fetch: RowFetch
  readonly far: string
  readonly selection: SelectionPlan
}

/** Answers the visible rows whose column `far` is one of the keys, by that key. No key, no statement. */
export async function readByKey(
  reading: PlanRun,
  target: Target,
  keys: readonly number[],
): Promise<ReadonlyMap<number, readonly Answer[]>> {
  const found = new Map<number, Answer[]>()
  if (keys.length === 0) {
    skip(reading)
    return found
  }
  const rows = await run(reading, rowsByKey(reading.model, target, keys))
  const answers = await readSelection(reading, target.selection, rows)
  rows.forEach((row, index) => {
    const answer = answers[index]
    if (answer === undefined) return
    const link = Number(row['link'])
    const known = found.get(link)
    if (known === undefined) found.set(link, [answer])
    else known.push(answer)
  })
  return found
}

function keyOf(row: SqlRow, from: number | undefined): number | null {
  const key = from === undefined ? row['id'] : row[`c${from}`]
  return key === null || key === undefined ? null : Number(key)
}

function idOf(row: SqlRow): number {
  return Number(row['id'])
}

function open(row: SqlRow, mask: Mask): boolean {
  return mask === undefined || Number(row[`m${mask}`]) === 1
}

function openRows(rows: readonly SqlRow[], mask: Mask): readonly SqlRow[] {
  return mask === undefined ? rows : rows.filter((row) => open(row, mask))
}

interface Masked {
  readonly reading: PlanRun
  readonly rows: readonly SqlRow[]
  readonly mask: Mask
}

function masked({ reading, rows, mask }: Masked, cell: (row: SqlRow) => unknown): readonly unknown[] {
  return rows.map((row) => (open(row, mask) ? cell(row) : reading.withheld.here))
}

function embeddedOf(
  parts: readonly (ColumnPart & { readonly column?: number })[],
  row: SqlRow,
): Answer | null {
  const stored = parts.filter((part) => part.column !== undefined)
  const answer: Answer = {}
  for (const part of parts)
    answer[part.key] = part.column === undefined ? part.name : (row[`c${part.column}`] ?? null)
  return stored.length > 0 && stored.every((part) => answer[part.key] === null) ? null : answer
}

function accessOf(value: Extract<Value, { kind: 'access' }>, row: SqlRow): Answer {
  const names = (words: readonly AccessWord[]) =>
    words.filter((word) => open(row, word.mask)).map((word) => word.name)
  const answer: Answer = {}
  for (const part of value.parts) {
    answer[part.key] =
      part.name === 'readable' ? names(value.fields) : part.name === 'can' ? names(value.actions) : 'Access'
  }
  return answer
}

/** Answers a list that starts from all rows: one statement for its page, one more for its count. */
export async function readRootList(reading: PlanRun, plan: ConnectionPlan): Promise<Answer> {
  const [rows, counts] = await Promise.all([
    plan.needsRows ? rootPage(reading, plan) : [],
    plan.count === undefined ? [] : run(reading, rootCount(reading.model, plan, plan.count.totals)),
  ])
  const page = cut(plan, rows)
  const selections = await answerSelections(reading, plan, page.rows)
  return connectionAnswer(reading, plan, {
    page,
    counts,
    selection: (selection, row) => selections.get(selection)?.get(row),
  })
}

/** A row rule with one alternative is walked by its index. With more, the shape that was quicker for this list is used. */
async function rootPage(reading: PlanRun, plan: ConnectionPlan): Promise<readonly SqlRow[]> {
  if (branchesOf(plan.fetch.rules.row).length === 1) return run(reading, walkedPage(reading.model, plan))
  const searched = searchedPage(reading.model, plan)
  const list = `${String(reading.slots.get('principal.organisation.id'))} ${searched.text}`
  const shape = reading.shapes.choose(list)
  const statement = shape === 'searched' ? searched : walkedPage(reading.model, plan)
  return reading.shapes.timed(list, shape, () => run(reading, statement))
}

/** Answers the same list for many parents: the same number of statements as for one. */
export async function readNestedList(
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
  const selections = await answerSelections(reading, plan, shown)
  return (parent) =>
    connectionAnswer(reading, plan, {
      page: pages.get(parent) ?? cut(plan, []),
      counts: countsOf.get(parent) ?? [],
      selection: (selection, row) => selections.get(selection)?.get(row),
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

async function answerSelections(reading: PlanRun, plan: ConnectionPlan, rows: readonly SqlRow[]) {
  const selections = selectionsOf(plan.outputs)
  const answered = await Promise.all(
    selections.map(async (selection) => {
      const answers = await readSelection(reading, selection, rows)
      return [selection, new Map(rows.map((row, index) => [row, answers[index]]))] as const
    }),
  )
  return new Map(answered)
}

function selectionsOf(outputs: readonly ConnectionOutput[]): readonly SelectionPlan[] {
  return outputs.flatMap((output) => {
    if (output.kind === 'nodes') return [output.selection]
    if (output.kind === 'edges')
      return output.parts.flatMap((part) => (part.kind === 'node' ? [part.selection] : []))
    return []
  })
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
