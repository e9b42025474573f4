import type { QueryRunner } from 'typeorm'
import { storedWorld } from './stored-world'
import { applyChanges, hiddenChanges, type Scene } from './hidden-changes'
import { type Seeing, viewText, worldView } from './world-view'

/** What was changed behind the principal's back. */
export interface Changed {
  readonly cells: number
  readonly facts: number
  /** Rows more and rows less. */
  readonly rows: number
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
export async function changeWorld(
  scene: Scene,
  seeing: Seeing,
  facts: ReadonlySet<string>,
): Promise<Changed> {
  const { entities, runner, random } = scene
  const keep = keeper(scene, seeing)
  const isFact = (name: string): boolean => facts.has(name)
  // WHY: references of two columns (ledgers, numbers without a gap) would hold single cells of theirs fast.
  await keepReferences(runner, 'later')
  let cells = await keep(() => changeCells(scene, entities, (one) => !one.refers && !isFact(one.name)))
  if (cells === 0)
    cells = await keep(() =>
      changeCells(scene, entities, ({ refers, name }) => !refers && !isFact(name) && !isDerivedFrom(name)),
    )
  await keepReferences(runner, 'at once')
  let references = await keep(() => changeCells(scene, entities, (one) => one.refers && !isFact(one.name)))
  for (let attempt = 0; attempt < FACT_TABLES; attempt += 1) {
    const entity = entities[random.below(entities.length)]
    if (entity === undefined) break
    references += await keep(() =>
      changeCells(scene, [entity], ({ name }) => isFact(name) && random.percent(FACT_SHARE)),
    )
  }
  const rows = await keep(async () => (await insertCopies(scene)) + (await deleteRows(scene)))
  return { cells, facts: references, rows }
}

/**
 * What visible cells may be derived from, though it is hidden itself: names (`namesDiffer`, `organisationName`), and
 * whether a Partner has paid what stops a product (`paymentPending`).
 */
function isDerivedFrom(name: string): boolean {
  return name.endsWith('.name') || name === 'invoices.status'
}

type Keep = (work: () => Promise<number>) => Promise<number>

/** Does the work and undoes it where the principal would see it, or where a constraint speaks against it. */
function keeper({ runner, view }: Scene, seeing: Seeing): Keep {
  const before = viewText(view)
  return async (work) => {
    await runner.query('SAVEPOINT step')
    const done = await work().catch(() => 0)
    const after =
      done === 0
        ? ''
        : viewText(await worldView(seeing, await storedWorld(runner, runner.dataSource.entityMetadatas)))
    if (after === before) return done
    await runner.query('ROLLBACK TO SAVEPOINT step')
    return 0
  }
}

interface ColumnPlace {
  readonly name: string
  readonly refers: boolean
}

async function changeCells(
  scene: Scene,
  entities: readonly Entity[],
  wanted: (place: ColumnPlace) => boolean,
): Promise<number> {
  let cells = 0
  for (const entity of entities) {
    const changes = hiddenChanges(scene, entity, (column) => {
      const name = `${entity.tableName}.${column.databaseName}`
      const refers = column.referencedColumn !== undefined
      return !isUnique(entity, column.databaseName) && wanted({ name, refers })
    })
    // A constraint may speak against a table's changes: then that table stays as it is.
    const applied = await applyChanges(scene.runner, entity.tableName, changes).then(
      () => true,
      () => false,
    )
    if (applied) cells += changes.length
  }
  return cells
}

async function keepReferences(runner: QueryRunner, when: 'later' | 'at once'): Promise<void> {
  const embedded = runner.dataSource.options.type === 'better-sqlite3'
  const [sqlite, server] = when === 'later' ? ['ON', 0] : ['OFF', 1]
  await runner.query(
    embedded ? `PRAGMA defer_foreign_keys = ${sqlite}` : `SET SESSION foreign_key_checks = ${server}`,
  )
}

type Entity = Scene['entities'][number]

function isUnique(entity: Entity, column: string): boolean {
  const single =
    entity.columns.find((one) => one.databaseName === column)?.relationMetadata?.isOneToOne ?? false
  if (single) return true
  const lists = [
    ...entity.uniques.map((one) => one.columns),
    ...entity.indices.filter((one) => one.isUnique).map((one) => one.columns),
  ]
  return lists.some((columns) => columns.some((one) => one.databaseName === column))
}

/** More rows like those that may not be known, where no constraint speaks against them. */
async function insertCopies(scene: Scene): Promise<number> {
  let done = 0
  for (const { entity, id } of hiddenRows(scene)) {
    const columns = entity.columns.filter(
      (one) => !one.isVirtualProperty && !one.isPrimary && one.generatedType === undefined,
    )
    const values = columns.map((one) =>
      isUnique(entity, one.databaseName) && one.referencedColumn === undefined
        ? `'~${scene.random.below(1_000_000_000)}'`
        : `\`${one.databaseName}\``,
    )
    const names = columns.map((one) => `\`${one.databaseName}\``)
    const statement = `INSERT INTO \`${entity.tableName}\` (${names.join(', ')})
      SELECT ${values.join(', ')} FROM \`${entity.tableName}\` WHERE id = ${id}`
    done += await scene.runner.query(statement).then(
      () => 1,
      () => 0,
    )
  }
  return done
}

/** Rows that may not be known and that nothing refers to, gone. */
async function deleteRows(scene: Scene): Promise<number> {
  let done = 0
  for (const { entity, id } of hiddenRows(scene)) {
    const statement = `DELETE FROM \`${entity.tableName}\` WHERE id = ${id}`
    done += await scene.runner.query(statement).then(
      () => 1,
      () => 0,
    )
  }
  return done
}

function hiddenRows({
  entities,
  world,
  view,
  model,
  random,
}: Scene): readonly { readonly entity: Entity; readonly id: number }[] {
  return entities
    .filter((entity) => (model.types.get(entity.name)?.answers.size ?? 0) > 0)
    .flatMap((entity) => {
      const table = world.tables.get(entity.tableName)
      const at = table?.columns.indexOf('id') ?? -1
      const ids = (table?.rows ?? [])
        .map((cells) => Number(cells[at]))
        .filter((id) => !view.get(entity.name)?.has(id))
      return Array.from({ length: Math.min(ROWS_TRIED, ids.length) }, () => ({
        entity,
        id: ids[random.below(ids.length)] ?? 0,
      }))
    })
}
