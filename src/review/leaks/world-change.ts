import { keyedColumnsOf, textKey } from '../../data/text-key'
import type { Runner } from './bench'
import type { Cell } from './stored-world'

/** One thing that was done to a world behind a principal's back; it can be done again to the same world. */
export type WorldChange = CellChange | RowChange

export interface CellChange {
  readonly kind: 'cell'
  readonly table: string
  readonly id: number
  readonly column: string
  readonly from: Cell
  readonly to: Cell
}

/** A row more, like the one of this id, or a row less. */
export interface RowChange {
  readonly kind: 'copy' | 'removal'
  readonly table: string
  readonly id: number
  /** The whole statement, values included. */
  readonly statement: string
}

/** Does the changes, in their order. @throws where a constraint speaks against one of them. */
export async function applyChanges(runner: Runner, changes: readonly WorldChange[]): Promise<void> {
  let cells: CellChange[] = []
  for (const change of changes) {
    if (cells[0] !== undefined && (change.kind !== 'cell' || change.table !== cells[0].table)) {
      await applyCells(runner, cells)
      cells = []
    }
    if (change.kind === 'cell') cells.push(change)
    else await runner.query(change.statement)
  }
  await applyCells(runner, cells)
}

/** One statement a table: each changed cell gets its own value. */
async function applyCells(runner: Runner, texts: readonly CellChange[]): Promise<void> {
  const [first] = texts
  if (first === undefined) return
  const changes = [...texts, ...keysOf(runner, texts)]
  const columns = [...new Set(changes.map((one) => one.column))]
  const parameters: Cell[] = []
  const sets = columns.map((column) => {
    const cases = changes.filter((one) => one.column === column)
    for (const { id, to } of cases) parameters.push(id, to)
    return `\`${column}\` = CASE id ${cases.map(() => 'WHEN ? THEN ?').join(' ')} ELSE \`${column}\` END`
  })
  const ids = [...new Set(changes.map((one) => one.id))]
  await runner.query(
    `UPDATE \`${first.table}\` SET ${sets.join(', ')} WHERE id IN (${ids.join(',')})`,
    parameters,
  )
}

/** INVARIANT: a text and its key change together, as every writer changes them. */
function keysOf({ dataSource }: Runner, changes: readonly CellChange[]): readonly CellChange[] {
  const entity = dataSource.entityMetadatas.find(({ tableName }) => tableName === changes[0]?.table)
  if (entity === undefined) return []
  return keyedColumnsOf(entity).flatMap(({ column, key }) =>
    changes
      .filter((change) => change.column === column.databaseName)
      .map(({ to, ...change }) => ({
        ...change,
        column: key.databaseName,
        from: null,
        to: textKey(key, to === null ? null : String(to)),
      })),
  )
}
