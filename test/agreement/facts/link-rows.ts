import { type EntityMetadata } from 'typeorm'
import { type TableValue, type TableRows } from '../../../schema/world/world-database'
import { factOfCell } from './fact-of-cell'

/** A row with everything that hangs on it: attributes, embedded values as objects, to-one rows or null, lists. */
export type LinkedRow = Record<string, unknown>

/** Rows by type and id. */
export type LinkedWorld = ReadonlyMap<string, ReadonlyMap<number, LinkedRow>>

export interface StoredWorld {
  readonly tables: readonly TableRows[]
  readonly entities: readonly EntityMetadata[]
}

/**
 * A world as one graph of objects, straight from the cells of its tables: no SQL, no query model. What the
 * planned reads say of the same tables is compared with what these objects say.
 */
export function linkRows({ tables, entities }: StoredWorld): LinkedWorld {
  const stored = new Map(tables.map((table) => [table.table, table]))
  const keys = new Map<LinkedRow, ReadonlyMap<string, TableValue>>()
  const world = new Map<string, Map<number, LinkedRow>>()
  for (const entity of entities) {
    const rows = new Map<number, LinkedRow>()
    const table = stored.get(entity.tableName)
    for (const cells of table?.rows ?? []) {
      const byColumn = new Map(table?.columns.map((name, index) => [name, cells[index] ?? null]))
      const row = rowOf(entity, byColumn)
      keys.set(row, byColumn)
      rows.set(Number(byColumn.get('id')), row)
    }
    world.set(entity.name, rows)
  }
  for (const entity of entities) link(entity, world, keys)
  return world
}

function rowOf(entity: EntityMetadata, cells: ReadonlyMap<string, TableValue>): LinkedRow {
  const row: LinkedRow = {}
  for (const column of entity.columns) {
    if (column.isVirtualProperty || (column.referencedColumn !== undefined && !column.isPrimary)) continue
    const value = factOfCell(cells.get(column.databaseName) ?? null, column)
    const [first = '', second] = column.propertyPath.split('.')
    if (column.isPrimary) row['id'] = value
    else if (second === undefined) row[first] = value
    else (row[first] = (row[first] ?? {}) as LinkedRow)[second] = value
  }
  return row
}

type Keys = ReadonlyMap<LinkedRow, ReadonlyMap<string, TableValue>>

/** Both sides of every relation that this entity owns the key of. */
function link(
  entity: EntityMetadata,
  world: ReadonlyMap<string, ReadonlyMap<number, LinkedRow>>,
  keys: Keys,
): void {
  for (const relation of entity.relations.filter((one) => one.isOwning)) {
    const [join] = relation.joinColumns
    const targets = world.get(relation.inverseEntityMetadata.name) ?? new Map<number, LinkedRow>()
    const back = relation.inverseRelation
    if (back !== undefined)
      for (const target of targets.values()) target[back.propertyName] = back.isOneToMany ? [] : null
    for (const row of world.get(entity.name)?.values() ?? []) {
      const key = keys.get(row)?.get(join?.databaseName ?? '')
      const target = key === null || key === undefined ? undefined : targets.get(Number(key))
      row[relation.propertyName] = target ?? null
      if (target === undefined || back === undefined) continue
      if (back.isOneToMany) (target[back.propertyName] as LinkedRow[]).push(row)
      else target[back.propertyName] = row
    }
  }
}
