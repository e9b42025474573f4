import type { EntityMetadata, QueryRunner } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata'
import type { Random } from '../../../schema/world/generated/random'
import type { Cell, TableRows } from '../../../schema/world/table-rows'
import type { Model, TypeModel } from '../../../src/query/model/model'
import type { StoredWorld } from './stored-world'
import type { SeenRow, WorldView } from './world-view'

/** What stands where while changes are made. */
export interface Scene {
  readonly model: Model
  readonly entities: readonly EntityMetadata[]
  readonly world: StoredWorld
  readonly view: WorldView
  readonly random: Random
  readonly runner: QueryRunner
}

/** One cell with its new value. */
export interface CellChange {
  readonly id: number
  readonly column: string
  readonly value: Cell
}

/**
 * A new value for every cell that the principal may not see, where `eligible` columns hold it: another row's,
 * one of its own, or none at all.
 */
export function hiddenChanges(
  scene: Scene,
  entity: EntityMetadata,
  eligible: (column: ColumnMetadata) => boolean,
): readonly CellChange[] {
  const type = scene.model.types.get(entity.name)
  const table = scene.world.tables.get(entity.tableName)
  if (type === undefined || table === undefined) return []
  const columns = entity.columns.filter(
    (one) => !one.isPrimary && !one.isVirtualProperty && !one.isGenerated && eligible(one),
  )
  return table.rows.flatMap((cells) => {
    const id = Number(cells[table.columns.indexOf('id')])
    const seen = scene.view.get(type.name)?.get(id)
    return columns
      .filter((column) => isHidden(scene, type, { column, seen }))
      .flatMap((column) => {
        const before = cells[table.columns.indexOf(column.databaseName)] ?? null
        const value = newValue(scene, { type, table, column, before })
        return value === undefined || value === before ? [] : [{ id, column: column.databaseName, value }]
      })
  })
}

interface CellPlace {
  readonly column: ColumnMetadata
  readonly seen: SeenRow | undefined
}

/** Partners are found by these, in whole or in part, wherever the entry itself is seen. [the directory's search] */
const SEARCHED = ['search_text', 'email', 'display_name']

function isHidden({ model }: Scene, type: TypeModel, { column, seen }: CellPlace): boolean {
  if (seen === undefined) return true
  if (type.name === 'Partner' && SEARCHED.includes(column.databaseName)) return false
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
  return model.types.has(type.name)
}

interface OldCell {
  readonly type: TypeModel
  readonly table: TableRows
  readonly column: ColumnMetadata
  readonly before: Cell
}

function newValue(scene: Scene, { table, column, before }: OldCell): Cell | undefined {
  const { random, view } = scene
  if (column.isNullable && random.percent(column.referencedColumn === undefined ? 25 : 50)) return null
  if (column.referencedColumn !== undefined) {
    const target = column.referencedColumn.entityMetadata
    const rows = scene.world.tables.get(target.tableName)?.rows ?? []
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

/** One statement a table: each changed cell gets its own value. */
export async function applyChanges(
  runner: QueryRunner,
  table: string,
  changes: readonly CellChange[],
): Promise<void> {
  if (changes.length === 0) return
  const columns = [...new Set(changes.map((one) => one.column))]
  const parameters: Cell[] = []
  const sets = columns.map((column) => {
    const cases = changes.filter((one) => one.column === column)
    for (const { id, value } of cases) parameters.push(id, value)
    return `\`${column}\` = CASE id ${cases.map(() => 'WHEN ? THEN ?').join(' ')} ELSE \`${column}\` END`
  })
  const ids = [...new Set(changes.map((one) => one.id))]
  await runner.query(`UPDATE \`${table}\` SET ${sets.join(', ')} WHERE id IN (${ids.join(',')})`, parameters)
}
