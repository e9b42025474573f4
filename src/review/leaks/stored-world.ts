import type { Entity, Runner } from './bench'
import { type LinkedWorld, linkedRows } from './linked-rows'

/** What a database cell holds: integers, text, dates and instants as text, booleans as 0 and 1. */
export type Cell = string | number | null

/** Rows of one table: every row has one cell per column, in the columns' order. */
export interface StoredTable {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** A database as it is at one moment: its cells, and the same as linked facts. */
export interface StoredWorld {
  readonly tables: ReadonlyMap<string, StoredTable>
  readonly facts: LinkedWorld
}

export async function storedWorld(runner: Runner, entities: readonly Entity[]): Promise<StoredWorld> {
  const tables = new Map<string, StoredTable>()
  for (const entity of entities) tables.set(entity.tableName, await tableOf(runner, entity))
  return { tables, facts: linkedRows([...tables.values()], entities) }
}

async function tableOf(runner: Runner, entity: Entity): Promise<StoredTable> {
  const columns = entity.columns.filter((one) => !one.isVirtualProperty).map((one) => one.databaseName)
  const names = columns.map((name) => `\`${name}\``).join(', ')
  const order = entity.primaryColumns.map((one) => `\`${one.databaseName}\``).join(', ')
  // The driver's rows are untyped: each has the columns named here.
  const rows = (await runner.query(
    `SELECT ${names} FROM \`${entity.tableName}\` ORDER BY ${order}`,
  )) as readonly Readonly<Record<string, Cell>>[]
  return {
    table: entity.tableName,
    columns,
    rows: rows.map((row) => columns.map((name) => row[name] ?? null)),
  }
}
