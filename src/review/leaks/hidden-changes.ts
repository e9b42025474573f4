import { isTextKey } from '../../data/text-key'
import type { Random } from '../../services/random'
import type { TypeModel } from '../../query/model/model'
import type { Bench, Entity } from './bench'
import type { OwnPlace } from './door'
import { searchedOf } from './root-fields'
import type { Cell, StoredTable } from './stored-world'
import type { CellChange } from './world-change'
import type { SeenRow, WorldView } from './world-view'

/** What stands where while changes are made. */
export interface Scene {
  readonly bench: Bench
  /** The tables that may be changed. */
  readonly entities: readonly Entity[]
  readonly view: WorldView
  readonly random: Random
  /** What is the principal's own: see `Doors`. */
  readonly isOwn: (place: OwnPlace) => boolean
}

export type Column = Entity['columns'][number]

/**
 * A new value for every cell that the principal may not see, where `eligible` columns hold it: another row's,
 * one of its own, or none at all.
 */
export function hiddenChanges(
  scene: Scene,
  entity: Entity,
  eligible: (column: Column) => boolean,
): readonly CellChange[] {
  const { model, world } = scene.bench
  const type = model.types.get(entity.name)
  const table = world.tables.get(entity.tableName)
  if (type === undefined || table === undefined || !table.columns.includes('id')) return []
  const columns = entity.columns.filter(
    (one) => !one.isPrimary && !one.isVirtualProperty && !one.isGenerated && !isTextKey(one) && eligible(one),
  )
  const searched = searchedOf(scene.bench.schema, type.name)
  return table.rows.flatMap((cells) => {
    const id = Number(cells[table.columns.indexOf('id')])
    const seen = scene.view.get(type.name)?.get(id)
    const row = rowOf(table, cells)
    return columns
      .filter((column) => isHidden(type, { column, seen, searched }))
      .filter(({ databaseName: column }) => !scene.isOwn({ table: table.table, row, column }))
      .flatMap((column): CellChange[] => {
        const from = cells[table.columns.indexOf(column.databaseName)] ?? null
        const to = newValue(scene, { table, column, before: from })
        if (to === undefined || to === from) return []
        return [{ kind: 'cell', table: entity.tableName, id, column: column.databaseName, from, to }]
      })
  })
}

/** The cells of a stored row by their columns. */
export function rowOf({ columns }: StoredTable, cells: readonly Cell[]): Readonly<Record<string, Cell>> {
  return Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? null]))
}

interface CellPlace {
  readonly column: Column
  readonly seen: SeenRow | undefined
  /** Attributes by which who sees the row may find it. */
  readonly searched: readonly string[]
}

function isHidden(type: TypeModel, { column, seen, searched }: CellPlace): boolean {
  if (seen === undefined) return true
  if (searched.includes(column.propertyPath)) return false
  const here = `t.\`${column.databaseName}\``
  for (const [name, answer] of type.answers) {
    const columns =
      answer.kind === 'column'
        ? [answer.column]
        : answer.kind === 'money'
          ? [answer.column, answer.currency]
          : answer.kind === 'embedded'
            ? [...answer.parts.values()]
            : []
    const own = columns.some((one) => !one.derived && one.sql('t') === here)
    if (own && seen.values.has(name)) return false
    // A reference is hidden where it leads to nothing visible; it may lead elsewhere, but to nothing visible again.
    const leads =
      answer.kind === 'one' && answer.relation.owning && answer.relation.near === column.databaseName
    if (leads && seen.values.get(name) !== undefined && seen.values.get(name) !== null) return false
  }
  return true
}

interface OldCell {
  readonly table: StoredTable
  readonly column: Column
  readonly before: Cell
}

function newValue({ bench, random, view }: Scene, { table, column, before }: OldCell): Cell | undefined {
  if (column.isNullable && random.percent(column.referencedColumn === undefined ? 25 : 50)) return null
  if (column.referencedColumn !== undefined) {
    const target = column.referencedColumn.entityMetadata
    const rows = bench.world.tables.get(target.tableName)?.rows ?? []
    const hidden = rows.map((cells) => Number(cells[0])).filter((id) => !view.get(target.name)?.has(id))
    return hidden.length === 0 ? undefined : hidden[random.below(hidden.length)]
  }
  const others = table.rows.map((cells) => cells[table.columns.indexOf(column.databaseName)] ?? null)
  const other = others[random.below(others.length)] ?? before
  if (typeof before === 'number' && column.type !== Boolean && column.type !== 'boolean')
    return random.percent(50) ? other : before + 1 + random.below(100_000)
  const free = (column.type === 'varchar' || column.type === String) && Number(column.length) > 100
  return free && random.percent(50) ? `~${random.below(1_000_000_000)}` : other
}
