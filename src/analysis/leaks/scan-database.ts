import { dialectOf } from '../../platform/database/dialect'
import { dropTriggers } from '../../platform/database/migration-steps'
import { type ConnectedDatabase } from '../../platform/database/transaction'
import { neededPaths, type PathTree } from '../../policy/condition-paths'
import { type PolicySet } from '../../policy/policy-set'
import { QueryEngine } from '../../read/engine'
import { type SqlRow } from '../../read/read-context'
import { type Model, relationOf, type TypeModel, typeOf } from '../../read/schema/model'
import { type AskedOperation, type WholeAnswer, wholeAnswer } from '../ask-everything'
import { addressIn, type FileTargets, NO_FILE_TARGETS } from './scan-roots'
import { type StoredWorld, readStoredWorld, type WorldChange } from './world-change'
import { type WorldView } from './world-view'

/** One connection of the database, in whose transactions the changes are made and undone. */
export type ScanConnection = ReturnType<ConnectedDatabase['createQueryRunner']>
/** A table, as its entity declares it. */
export type ScannedTable = ConnectedDatabase['entityMetadatas'][number]

/** The policies and the schema over a database. */
interface ScanDependencies {
  readonly schema: QueryEngine['schema']
  readonly model: Model
  readonly policies: PolicySet
  readonly dataSource: ConnectedDatabase
}

/** Where answers before and after are compared: one connection, so that changes are undone as one. */
export interface ScanDatabase extends ScanDependencies {
  readonly runner: ScanConnection
  /** When it is, for every question. */
  readonly now: Date
  /** The columns that policies look at. */
  readonly facts: ReadonlySet<string>
  /** As it is before every change, and after it is undone. */
  readonly world: StoredWorld
  /** Columns that were seen to reach somebody's view by a derived field: `users.name`. Grows as they are met. */
  readonly derivedFrom: Set<string>
  /** What else can be asked for than operations. */
  readonly fileTargets: FileTargets
  ask(asked: AskedOperation): Promise<WholeAnswer>
}

/** WHY constant: cursors are part of an answer, and the same search must report the same bytes. Nobody else has this database. */
const SEAL = Buffer.alloc(32, 7)

/** High enough for every question that is not about cost. */
const MAXIMUM_COST = 10_000_000

/**
 * Prepares a database that nobody else uses for a scan: row checks are off on this connection, and triggers are dropped for
 * good.
 */
export async function openScanDatabase(
  dependencies: ScanDependencies,
  now: Date,
  fileTargets: FileTargets = NO_FILE_TARGETS,
): Promise<ScanDatabase> {
  const { dataSource, schema, model, policies } = dependencies
  const runner = dataSource.createQueryRunner()
  await runner.connect()
  const dialect = dialectOf(dataSource)
  // WHY: rows that can never change could not be tested for leaks.
  await dropTriggers(runner, dialect)
  // WHY: business rules (gross = net + vat) would keep single cells from changing, and no visibility depends on them.
  await runner.query(
    dialect === 'sqlite' ? 'PRAGMA ignore_check_constraints = ON' : 'SET SESSION check_constraint_checks = 0',
  )
  const query = async (
    text: string,
    parameters: readonly (string | number | null)[],
  ): Promise<readonly SqlRow[]> =>
    // The driver's rows are untyped: they have the columns that the engine asked for.
    (await runner.query(text, [...parameters])) as readonly SqlRow[]
  const engine = new QueryEngine({
    schema,
    model,
    policies,
    database: { query },
    secret: SEAL,
    maximumCost: MAXIMUM_COST,
  })
  return {
    ...dependencies,
    runner,
    now,
    facts: factColumns(model, policies),
    world: await readStoredWorld(runner, dataSource.entityMetadatas),
    derivedFrom: new Set(),
    fileTargets,
    ask: async (asked) => {
      const address = addressIn(asked.text)
      if (address === undefined) return wholeAnswer({ engine, now }, asked)
      for (const access of fileTargets.fileTargets) {
        const data = await access.open(address, { as: asked.as, now, engine, runner })
        if (data !== undefined) return { data }
      }
      return { data: { refused: 'NOT_FOUND' } }
    },
  }
}

/** Whether references are looked after at once, or only once everything is changed. */
export async function keepReferences(
  scan: Pick<ScanDatabase, 'runner' | 'dataSource'>,
  when: 'later' | 'at once',
): Promise<void> {
  const [sqlite, server] = when === 'later' ? ['ON', 0] : ['OFF', 1]
  await scan.runner.query(
    dialectOf(scan.dataSource) === 'sqlite'
      ? `PRAGMA defer_foreign_keys = ${sqlite}`
      : `SET SESSION foreign_key_checks = ${server}`,
  )
}

/**
 * The columns that policies look at, and those that say which rows a list holds, as `table.column`: to change
 * one may change who sees what.
 */
function factColumns(model: Model, policies: PolicySet): ReadonlySet<string> {
  const found = new Set<string>()
  for (const name of policies.types.keys()) {
    const conditions = policies.rules.filter((rule) => rule.type === name).map((rule) => rule.condition)
    collect(model, { type: typeOf(model, name), tree: neededPaths(conditions) }, found)
  }
  for (const type of model.types.values()) {
    for (const answer of type.answers.values()) {
      if (answer.kind !== 'connection' || answer.route.via !== 'table') continue
      const { table, parentColumn, targetColumn } = answer.route
      found.add(`${table}.${parentColumn}`).add(`${table}.${targetColumn}`)
    }
  }
  return found
}

function collect(
  model: Model,
  { type, tree }: { type: TypeModel; tree: PathTree },
  found: Set<string>,
): void {
  for (const name of tree.attributes) {
    const column = /^t\.`(.+)`$/.exec(type.attributes.get(name)?.sql('t') ?? '')?.[1]
    if (column !== undefined) found.add(`${type.table}.${column}`)
  }
  for (const [name, inner] of tree.relations) {
    const relation = relationOf(type, name)
    const target = typeOf(model, relation.target)
    found.add(`${type.table}.${relation.near}`)
    found.add(`${target.table}.${relation.far}`)
    collect(model, { type: target, tree: inner }, found)
  }
}

/** A change in words: what it was done to, and why the principal may not know of it. */
export function factText({ dataSource }: ScanDatabase, view: WorldView, change: WorldChange): string {
  const entity = dataSource.entityMetadatas.find((one) => one.tableName === change.table)
  const type = entity?.name ?? change.table
  const row = `${type}:${change.id}`
  const known = view.get(type)?.has(change.id) === true
  switch (change.kind) {
    case 'cell': {
      const column = entity?.columns.find((one) => one.databaseName === change.column)
      const place = `${row}.${column?.propertyPath ?? change.column}`
      const why = known ? 'which they may not read' : 'a row they may not know'
      return `${place}, ${why}: ${valueText(change.from)} → ${valueText(change.to)}`
    }
    case 'copy':
      return `one more row like ${row}, which they may not know`
    case 'removal':
      return `${row}, which they may not know, is gone`
  }
}

function valueText(value: string | number | null): string {
  return value === null ? 'null' : JSON.stringify(value)
}
