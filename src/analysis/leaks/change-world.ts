import { type Random } from '../../platform/crypto/random'
import { isTextKey } from '../../platform/database/text-key'
import { type TypeModel } from '../../read/schema/model'
import { type ScanDatabase, type ScannedTable, keepReferences } from './scan-database'
import { type OwnPlace, searchedAttributes } from './scan-roots'
import {
  applyChanges,
  type StoredValue,
  type CellChange,
  type RowChange,
  type StoredTable,
  readStoredWorld,
  type WorldChange,
} from './world-change'
import { type ViewingPrincipal, type VisibleRow, viewText, type WorldView, worldView } from './world-view'

/** What was changed behind the principal's back. */
export interface Changed {
  readonly cells: number
  readonly facts: number
  /** Rows more and rows less. */
  readonly rows: number
  /** All of it, in the order in which it was done. */
  readonly changes: readonly WorldChange[]
}

/** How many tables have their facts changed, and how many of their columns in a hundred. */
const FACT_TABLES = 2
const FACT_SHARE = 60
const ROWS_TRIED = 6

/**
 * Changes as much as it can of what the principal may not see: cells, references and policy facts, whole rows.
 * INVARIANT: what the principal may see stays the same. What would change it is undone at once: a hidden
 * fact may rightly decide on something visible, and then its change is no question to ask.
 */
export async function changeWorld(scene: Scene, seeing: ViewingPrincipal): Promise<Changed> {
  const { scan, entities, random } = scene
  const keep = keeper(scene, seeing)
  const isFact = (name: string): boolean => scan.facts.has(name)
  // WHY: references of two columns (ledgers, numbers without a gap) would keep their cells from changing one by one.
  await keepReferences(scan, 'later')
  const cells = await changePlainCells(scene, keep)
  await keepReferences(scan, 'at once')
  const references = [
    ...(await keep(() => changeCells(scene, entities, (one) => one.refers && !isFact(one.name)))),
  ]
  for (let attempt = 0; attempt < FACT_TABLES; attempt += 1) {
    const entity = entities[random.below(entities.length)]
    if (entity === undefined) break
    const facts = (one: ColumnPlace): boolean => isFact(one.name) && random.percent(FACT_SHARE)
    references.push(...(await keep(() => changeCells(scene, [entity], facts))))
  }
  const rows = await keep(async () => [...(await insertCopies(scene)), ...(await deleteRows(scene))])
  return {
    cells: cells.length,
    facts: references.length,
    rows: rows.length,
    changes: [...cells, ...references, ...rows],
  }
}

type Keep = (work: () => Promise<readonly WorldChange[]>) => Promise<readonly WorldChange[]>

/** Does the work and undoes it where the principal would see it, or where a constraint forbids it. */
function keeper({ scan, view }: Scene, seeing: ViewingPrincipal): Keep {
  const before = viewText(view)
  return async (work) => {
    await scan.runner.query('SAVEPOINT step')
    const done = await work().catch(() => [])
    if (done.length > 0 && viewText(await seenNow(scan, seeing)) === before) return done
    await scan.runner.query('ROLLBACK TO SAVEPOINT step')
    return []
  }
}

/**
 * All hidden cells that no policy looks at; where somebody sees what is derived from one (`namesDiffer`), all
 * but those known to be derived from; where that is not enough, the column is found by halves and remembered.
 */
async function changePlainCells(scene: Scene, keep: Keep): Promise<readonly WorldChange[]> {
  const { scan, entities } = scene
  const columns = new Set(
    entities.flatMap((entity) => entity.columns.map((one) => `${entity.tableName}.${one.databaseName}`)),
  )
  const attempt = (names: ReadonlySet<string>): Promise<readonly WorldChange[]> =>
    keep(() =>
      changeCells(scene, entities, (one) => !one.refers && !scan.facts.has(one.name) && names.has(one.name)),
    )
  const all = await attempt(columns)
  if (all.length > 0) return all
  const plain = [...columns].filter((name) => !scan.derivedFrom.has(name))
  const most = await attempt(new Set(plain))
  if (most.length > 0) return most
  return changeByHalves(scene, plain, attempt)
}

async function changeByHalves(
  scene: Scene,
  names: readonly string[],
  attempt: (names: ReadonlySet<string>) => Promise<readonly WorldChange[]>,
): Promise<readonly WorldChange[]> {
  const middle = Math.ceil(names.length / 2)
  const done: WorldChange[] = []
  for (const half of [names.slice(0, middle), names.slice(middle)]) {
    const changed = half.length === 0 ? [] : await attempt(new Set(half))
    if (changed.length > 0) done.push(...changed)
    else if (half.length > 1) done.push(...(await changeByHalves(scene, half, attempt)))
    else if (half[0] !== undefined) scene.scan.derivedFrom.add(half[0])
  }
  return done
}

interface ColumnPlace {
  readonly name: string
  readonly refers: boolean
}

async function changeCells(
  scene: Scene,
  entities: readonly ScannedTable[],
  wanted: (place: ColumnPlace) => boolean,
): Promise<readonly CellChange[]> {
  const done: CellChange[] = []
  for (const entity of entities) {
    const changes = hiddenChanges(scene, entity, (column) => {
      const name = `${entity.tableName}.${column.databaseName}`
      return !isUnique(entity, column) && wanted({ name, refers: column.referencedColumn !== undefined })
    })
    // WHY: a constraint may forbid the changes of a table. That table then stays as it is.
    const applied = await applyChanges(scene.scan.runner, changes).then(
      () => true,
      () => false,
    )
    if (applied) done.push(...changes)
  }
  return done
}

function isUnique(entity: ScannedTable, { databaseName: column, relationMetadata }: Column): boolean {
  if (relationMetadata?.isOneToOne === true) return true
  const lists = [
    ...entity.uniques.map((one) => one.columns),
    ...entity.indices.filter((one) => one.isUnique).map((one) => one.columns),
  ]
  return lists.some((columns) => columns.some((one) => one.databaseName === column))
}

/** More rows like those that may not be known, where no constraint forbids them. */
async function insertCopies(scene: Scene): Promise<readonly RowChange[]> {
  const done: RowChange[] = []
  for (const { entity, id } of hiddenRows(scene)) {
    const columns = entity.columns.filter(
      (one) => !one.isVirtualProperty && !one.isPrimary && one.generatedType === undefined,
    )
    const values = columns.map((one) =>
      isUnique(entity, one) && one.referencedColumn === undefined
        ? `'~${scene.random.below(1_000_000_000)}'`
        : `\`${one.databaseName}\``,
    )
    const names = columns.map((one) => `\`${one.databaseName}\``)
    const table = entity.tableName
    const statement =
      `INSERT INTO \`${table}\` (${names.join(', ')}) ` +
      `SELECT ${values.join(', ')} FROM \`${table}\` WHERE id = ${id}`
    done.push(...(await changeRow(scene, { kind: 'copy', table, id, statement })))
  }
  return done
}

/** Rows that may not be known and that nothing refers to, gone. */
async function deleteRows(scene: Scene): Promise<readonly RowChange[]> {
  const done: RowChange[] = []
  for (const { entity, id } of hiddenRows(scene)) {
    const table = entity.tableName
    const statement = `DELETE FROM \`${table}\` WHERE id = ${id}`
    done.push(...(await changeRow(scene, { kind: 'removal', table, id, statement })))
  }
  return done
}

async function changeRow({ scan }: Scene, change: RowChange): Promise<readonly RowChange[]> {
  return scan.runner.query(change.statement).then(
    () => [change],
    () => [],
  )
}

function hiddenRows({
  scan,
  entities,
  view,
  random,
  isOwn,
}: Scene): readonly { readonly entity: ScannedTable; readonly id: number }[] {
  return entities
    .filter((entity) => (scan.model.types.get(entity.name)?.answers.size ?? 0) > 0)
    .flatMap((entity) => {
      const table = scan.world.tables.get(entity.tableName)
      const at = table?.columns.indexOf('id') ?? -1
      if (table === undefined) return []
      const ids = table.rows
        .filter((cells) => !isOwn({ table: table.table, row: rowOf(table, cells) }))
        .map((cells) => Number(cells[at]))
        .filter((id) => !view.get(entity.name)?.has(id))
      return Array.from({ length: Math.min(ROWS_TRIED, ids.length) }, () => ({
        entity,
        id: ids[random.below(ids.length)] ?? 0,
      }))
    })
}

/** What stands where while changes are made. */
interface Scene {
  readonly scan: ScanDatabase
  /** The tables that may be changed. */
  readonly entities: readonly ScannedTable[]
  readonly view: WorldView
  readonly random: Random
  /** What is the principal's own: see `FileTargets`. */
  readonly isOwn: (place: OwnPlace) => boolean
}

type Column = ScannedTable['columns'][number]

/**
 * A new value for every cell that the principal may not see, where `eligible` columns hold it: another row's,
 * one of its own, or none at all.
 */
function hiddenChanges(
  scene: Scene,
  entity: ScannedTable,
  eligible: (column: Column) => boolean,
): readonly CellChange[] {
  const { model, world } = scene.scan
  const type = model.types.get(entity.name)
  const table = world.tables.get(entity.tableName)
  if (type === undefined || table === undefined || !table.columns.includes('id')) return []
  const columns = entity.columns.filter(
    (one) => !one.isPrimary && !one.isVirtualProperty && !one.isGenerated && !isTextKey(one) && eligible(one),
  )
  if (columns.length === 0) return []
  const searched = searchedAttributes(scene.scan.schema, type.name)
  const idAt = table.columns.indexOf('id')
  const places = columns.map((column) => {
    const { referencedColumn: referred } = column
    const hidden = referred === undefined ? [] : hiddenIds(scene, referred.entityMetadata)
    return { table, column, at: table.columns.indexOf(column.databaseName), hidden }
  })
  const visible = scene.view.get(type.name)
  return table.rows.flatMap((cells) => {
    const id = Number(cells[idAt])
    const seen = visible?.get(id)
    const row = rowOf(table, cells)
    return places
      .filter(({ column }) => isHidden(type, { column, seen, searched }))
      .filter(({ column }) => !scene.isOwn({ table: table.table, row, column: column.databaseName }))
      .flatMap((place): CellChange[] => {
        const from = cells[place.at] ?? null
        const to = newValue(scene, place, from)
        if (to === undefined || to === from) return []
        return [{ kind: 'cell', table: entity.tableName, id, column: place.column.databaseName, from, to }]
      })
  })
}

/** The rows of a table that the principal may not know. */
function hiddenIds({ scan, view }: Scene, { name, tableName }: ScannedTable): readonly number[] {
  const rows = scan.world.tables.get(tableName)?.rows ?? []
  const visible = view.get(name)
  return rows.map((cells) => Number(cells[0])).filter((id) => visible?.has(id) !== true)
}

/** The cells of a stored row by their columns. */
function rowOf(
  { columns }: StoredTable,
  cells: readonly StoredValue[],
): Readonly<Record<string, StoredValue>> {
  const row: Record<string, StoredValue> = {}
  columns.forEach((name, index) => {
    row[name] = cells[index] ?? null
  })
  return row
}

interface CellPlace {
  readonly column: Column
  readonly seen: VisibleRow | undefined
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

interface ChangedColumn {
  readonly table: StoredTable
  readonly column: Column
  /** Its place in the rows of the table. */
  readonly at: number
  /** Where a reference may lead. */
  readonly hidden: readonly number[]
}

function newValue(
  { random }: Scene,
  { table: { rows }, column, at, hidden }: ChangedColumn,
  before: StoredValue,
): StoredValue | undefined {
  if (column.isNullable && random.percent(column.referencedColumn === undefined ? 25 : 50)) return null
  if (column.referencedColumn !== undefined)
    return hidden.length === 0 ? undefined : hidden[random.below(hidden.length)]
  const other = rows[random.below(rows.length)]?.[at] ?? before
  if (typeof before === 'number' && column.type !== Boolean && column.type !== 'boolean')
    return random.percent(50) ? other : before + 1 + random.below(100_000)
  const free = (column.type === 'varchar' || column.type === String) && Number(column.length) > 100
  return free && random.percent(50) ? `~${random.below(1_000_000_000)}` : other
}

/** What a principal may see of the database as the scan's transaction has it now. */
export async function seenNow(
  { runner, dataSource }: ScanDatabase,
  seeing: ViewingPrincipal,
): Promise<WorldView> {
  return worldView(seeing, await readStoredWorld(runner, dataSource.entityMetadatas))
}
