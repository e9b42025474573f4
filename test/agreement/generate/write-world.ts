import fc from 'fast-check'
import { type EntityMetadata } from 'typeorm'
import { type ColumnMetadata } from 'typeorm/metadata/ColumnMetadata'
import { type TableValue, type TableRows } from '../../../schema/world/world-database'
import { chosen, mostlyFirst } from './raw-tree'
import { days, instants, ints, states, texts } from './values'

/** Raw rows of each table, one number a cell. */
export type RawWorld = readonly (readonly (readonly number[])[])[]

const WIDEST = 16

/** For so many tables, of so many rows at most and half of them at least. */
export function rawWorlds(tables: number, rows: number): fc.Arbitrary<RawWorld> {
  const row = fc.array(fc.nat(9_999), { minLength: WIDEST, maxLength: WIDEST })
  const table = fc.array(row, { minLength: rows / 2, maxLength: rows, size: 'max' })
  return fc.array(table, { minLength: tables, maxLength: tables })
}

/** Tables of the small world: three cells of eight are NULL, keys lead to rows that are there. */
export function writeWorld(raw: RawWorld, entities: readonly EntityMetadata[]): readonly TableRows[] {
  const ids = new Map<string, readonly number[]>()
  for (const [index, entity] of entities.entries()) {
    const own = (raw[index] ?? []).map((_, row) => row + 1)
    ids.set(entity.name, own)
  }
  const shared = entities.find(isShared)
  const owner = shared?.primaryColumns[0]?.referencedColumn?.entityMetadata.name ?? ''
  if (shared !== undefined) {
    // A row with the key of its owner: there are never more of them than owners.
    const most = ids.get(owner)?.length ?? 0
    ids.set(
      shared.name,
      (ids.get(shared.name) ?? []).map((id) => id * 2 - 1).filter((id) => id <= most),
    )
  }
  return entities.map((entity, index) => {
    const columns = entity.columns.filter((column) => !column.isVirtualProperty)
    const rows = (ids.get(entity.name) ?? []).map((id, row) => {
      const cells = raw[index]?.[row] ?? []
      return columns.map((column, at) => (column.isPrimary ? id : cell(column, cells[at % WIDEST] ?? 0, ids)))
    })
    return { table: entity.tableName, columns: columns.map((column) => column.databaseName), rows }
  })
}

function isShared(entity: EntityMetadata): boolean {
  return entity.primaryColumns.some((column) => column.referencedColumn !== undefined)
}

function cell(column: ColumnMetadata, pick: number, ids: ReadonlyMap<string, readonly number[]>): TableValue {
  if (pick % 8 < 3) return null
  const value = Math.floor(pick / 8)
  if (column.referencedColumn !== undefined) {
    const targets = ids.get(column.referencedColumn.entityMetadata.name) ?? []
    return targets.length === 0 ? null : chosen(targets, value)
  }
  if (column.enum !== undefined) return chosen(states, value)
  switch (column.type) {
    case 'int':
      return mostlyFirst(ints, value)
    case 'boolean':
      return value % 2
    case 'date':
      return mostlyFirst(days, value)
    case 'datetime':
      return mostlyFirst(instants, value).slice(0, -1).replace('T', ' ')
    default:
      return mostlyFirst(texts, value)
  }
}
