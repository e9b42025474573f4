import { keyedColumnsOf, textKey } from '../../platform/database/text-key'
import { instantOf } from '../../read/execute/reading'
import { type ScannedTable, type ScanConnection } from './scan-database'

/** One thing that was done to a world behind a principal's back; it can be done again to the same world. */
export type WorldChange = CellChange | RowChange

export interface CellChange {
  readonly kind: 'cell'
  readonly table: string
  readonly id: number
  readonly column: string
  readonly from: StoredValue
  readonly to: StoredValue
}

/** A row more, like the one of this id, or a row less. */
export interface RowChange {
  readonly kind: 'copy' | 'removal'
  readonly table: string
  readonly id: number
  /** The whole statement, values included. */
  readonly statement: string
}

/** Does the changes, in their order. @throws where a constraint forbids one of them. */
export async function applyChanges(runner: ScanConnection, changes: readonly WorldChange[]): Promise<void> {
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
async function applyCells(runner: ScanConnection, texts: readonly CellChange[]): Promise<void> {
  const [first] = texts
  if (first === undefined) return
  const changes = [...texts, ...keysOf(runner, texts)]
  const columns = [...new Set(changes.map((one) => one.column))]
  const parameters: StoredValue[] = []
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
function keysOf({ dataSource }: ScanConnection, changes: readonly CellChange[]): readonly CellChange[] {
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

/** What a database cell holds: integers, text, dates and instants as text, booleans as 0 and 1. */
export type StoredValue = string | number | null

/** Rows of one table: every row has one cell per column, in the columns' order. */
export interface StoredTable {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly StoredValue[])[]
}

/** A database as it is at one moment: its cells, and the same as linked facts. */
export interface StoredWorld {
  readonly tables: ReadonlyMap<string, StoredTable>
  readonly facts: LinkedWorld
}

export async function readStoredWorld(
  runner: ScanConnection,
  entities: readonly ScannedTable[],
): Promise<StoredWorld> {
  const tables = new Map<string, StoredTable>()
  for (const entity of entities) tables.set(entity.tableName, await tableOf(runner, entity))
  return { tables, facts: linkedRows([...tables.values()], entities) }
}

async function tableOf(runner: ScanConnection, entity: ScannedTable): Promise<StoredTable> {
  const columns = entity.columns.filter((one) => !one.isVirtualProperty).map((one) => one.databaseName)
  const names = columns.map((name) => `\`${name}\``).join(', ')
  const order = entity.primaryColumns.map((one) => `\`${one.databaseName}\``).join(', ')
  // The driver's rows are untyped: each has the columns named here.
  const rows = (await runner.query(
    `SELECT ${names} FROM \`${entity.tableName}\` ORDER BY ${order}`,
  )) as readonly Readonly<Record<string, StoredValue>>[]
  return {
    table: entity.tableName,
    columns,
    rows: rows.map((row) => columns.map((name) => row[name] ?? null)),
  }
}

/** A row as the policies read it: attributes, to-one rows, lists; `__typename` says what it is. */
export type LinkedRow = Record<string, unknown>

/** The rows of a world by type and id, linked in both directions as the entities declare it. */
export type LinkedWorld = ReadonlyMap<string, ReadonlyMap<number, LinkedRow>>

/** Turns table rows into the facts that `decide` matches: a second way to them, without any SQL. */
export function linkedRows(tables: readonly StoredTable[], entities: readonly ScannedTable[]): LinkedWorld {
  const stored = new Map(tables.map((table) => [table.table, table]))
  const world = new Map<string, Map<number, LinkedRow>>()
  for (const entity of entities) world.set(entity.name, rowsOf(entity, stored.get(entity.tableName)))
  for (const entity of entities) linkUp(entity, world)
  for (const entity of entities) listDown(entity, world)
  return world
}

function rowsOf(entity: ScannedTable, table: StoredTable | undefined): Map<number, LinkedRow> {
  const rows = new Map<number, LinkedRow>()
  const columns = entity.columns.flatMap((column) => {
    const at = table?.columns.indexOf(column.databaseName) ?? -1
    const name = column.referencedColumn === undefined ? column.propertyPath : `#${column.databaseName}`
    return at < 0 || column.isVirtualProperty ? [] : [{ column, at, name }]
  })
  for (const cells of table?.rows ?? []) {
    const row: LinkedRow = { __typename: entity.name }
    for (const { column, at, name } of columns) {
      const value = valueOf(column, cells[at] ?? null)
      row[name] = value
      if (column.isPrimary) row['id'] = value
    }
    rows.set(Number(row['id']), row)
  }
  return rows
}

/** INVARIANT: as conditions see it. An instant that is not ISO text would be compared with `now` and come out before it. */
function valueOf({ type }: ScannedTable['columns'][number], cell: StoredValue): StoredValue | boolean {
  if (cell === null) return null
  if (type === 'boolean' || type === Boolean) return cell === 1
  return type === 'datetime' || type === 'timestamp' ? instantOf(String(cell)) : cell
}

function linkUp(entity: ScannedTable, world: ReadonlyMap<string, ReadonlyMap<number, LinkedRow>>): void {
  for (const relation of entity.relations.filter((one) => one.isOwning)) {
    const key = `#${relation.joinColumns[0]?.databaseName ?? ''}`
    const targets = world.get(relation.inverseEntityMetadata.name)
    for (const row of world.get(entity.name)?.values() ?? []) {
      row[relation.propertyName] = targets?.get(Number(row[key])) ?? null
    }
  }
}

function listDown(entity: ScannedTable, world: ReadonlyMap<string, ReadonlyMap<number, LinkedRow>>): void {
  for (const relation of entity.relations.filter((one) => !one.isOwning)) {
    const back = relation.inverseRelation?.propertyName ?? ''
    const byOwner = new Map<unknown, LinkedRow[]>()
    for (const one of world.get(relation.inverseEntityMetadata.name)?.values() ?? []) {
      const others = byOwner.get(one[back])
      if (others === undefined) byOwner.set(one[back], [one])
      else others.push(one)
    }
    for (const row of world.get(entity.name)?.values() ?? []) {
      const found = byOwner.get(row) ?? []
      row[relation.propertyName] = relation.isOneToMany ? found : (found[0] ?? null)
    }
  }
}
