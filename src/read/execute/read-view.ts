import { globalId } from '../cursor'
import {
  type AccessWord,
  type RowFetch,
  type Mask,
  type ColumnPart,
  type RowsEdge,
  type Value,
  type SelectionPlan,
} from '../plan/view'
import { type SqlRow } from '../read-context'
import { rowsByKey } from '../sql/statements'
import { moneyOf, type PlanRun, run, scalarOf, skip } from './reading'

/** An answered object, keyed by response keys. */
export type Answer = Record<string, unknown>

/** Answers a view for all rows of a level at once: each edge is one statement, however many rows there are. */
export async function readView(
  reading: PlanRun,
  view: SelectionPlan,
  rows: readonly SqlRow[],
): Promise<readonly Answer[]> {
  const answers: readonly Answer[] = rows.map(() => ({}))
  if (rows.length === 0) return answers
  await Promise.all(
    view.values.map(async (value, at) => {
      const cells = await cellsOf(reading, value, rows)
      if (value.kind !== 'constant' && value.kind !== 'access') note(reading, view.coordinates[at], cells)
      answers.forEach((answer, index) => {
        answer[value.key] = cells[index]
      })
    }),
  )
  return answers
}

/** For the decision log, where there is one: how many of these cells are shown. */
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
      const inner = await readView(reading, value.view, rows)
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
      const found = await reading.readNested(reading, value.plan, parents)
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
  readonly level: RowFetch
  readonly far: string
  readonly view: SelectionPlan
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
  const answers = await readView(reading, target.view, rows)
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
