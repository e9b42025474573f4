import type { EntityMetadata, QueryRunner } from 'typeorm'
import type { Cell, TableRows } from '../../../schema/world/table-rows'
import { type LinkedWorld, linkedRows } from '../../policies/linked-rows'

/** A database as it is at one moment: its cells, and the same as linked facts. */
export interface StoredWorld {
  readonly tables: ReadonlyMap<string, TableRows>
  readonly facts: LinkedWorld
}

export async function storedWorld(
  runner: QueryRunner,
  entities: readonly EntityMetadata[],
): Promise<StoredWorld> {
  const tables = new Map<string, TableRows>()
  for (const entity of entities) tables.set(entity.tableName, await tableOf(runner, entity))
  return { tables, facts: linkedRows([...tables.values()], entities) }
}

async function tableOf(runner: QueryRunner, entity: EntityMetadata): Promise<TableRows> {
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
