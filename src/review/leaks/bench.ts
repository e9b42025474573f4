import type { ConnectedDatabase } from '../../data/connected-database'
import { dialectOf } from '../../data/dialect'
import { dropTriggers } from '../../data/drop-triggers'
import type { PolicySet } from '../../policy/policy-set'
import type { SqlRow } from '../../query/database'
import { QueryEngine } from '../../query/engine'
import type { Model } from '../../query/model/model'
import { type Asked, type WholeAnswer, wholeAnswer } from '../ask/whole-answer'
import { addressIn, type Doors, NO_DOORS } from './door'
import { factColumns } from './fact-columns'
import { type StoredWorld, storedWorld } from './stored-world'

/** One connection of the database, in whose transactions the changes are made and undone. */
export type Runner = ReturnType<ConnectedDatabase['createQueryRunner']>
/** A table, as its entity declares it. */
export type Entity = ConnectedDatabase['entityMetadatas'][number]

/** The policies and the schema over a database. */
export interface Ground {
  readonly schema: QueryEngine['schema']
  readonly model: Model
  readonly policies: PolicySet
  readonly dataSource: ConnectedDatabase
}

/** Where answers before and after are compared: one connection, so that changes are undone as one. */
export interface Bench extends Ground {
  readonly runner: Runner
  /** When it is, for every question. */
  readonly now: Date
  /** The columns that policies look at. */
  readonly facts: ReadonlySet<string>
  /** As it is before every change, and after it is undone. */
  readonly world: StoredWorld
  /** Columns that were seen to reach somebody's view by a derived field: `users.name`. Grows as they are met. */
  readonly derivedFrom: Set<string>
  /** What else can be asked for than operations. */
  readonly doors: Doors
  ask(asked: Asked): Promise<WholeAnswer>
}

/** WHY constant: cursors are part of an answer, and the same search must report the same bytes. Nobody else has this database. */
const SEAL = Buffer.alloc(32, 7)

/** Dear enough for every question that is not about cost. */
const MAXIMUM_COST = 10_000_000

/**
 * Opens a bench on a database that nobody else uses: checks of its rows are turned off on this connection, triggers for good.
 * It ends with its database.
 */
export async function openBench(ground: Ground, now: Date, doors: Doors = NO_DOORS): Promise<Bench> {
  const { dataSource, schema, model, policies } = ground
  const runner = dataSource.createQueryRunner()
  await runner.connect()
  const dialect = dialectOf(dataSource)
  // WHY: entries that can never change could not be tried, and no leak of theirs would be found.
  await dropTriggers(runner, dialect)
  // WHY: rules of the business (gross = net + vat) would spare single cells of a row; nobody's view depends on them.
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
    ...ground,
    runner,
    now,
    facts: factColumns(model, policies),
    world: await storedWorld(runner, dataSource.entityMetadatas),
    derivedFrom: new Set(),
    doors,
    ask: async (asked) => {
      const address = addressIn(asked.text)
      if (address === undefined) return wholeAnswer({ engine, now }, asked)
      for (const door of doors.doors) {
        const data = await door.open(address, { as: asked.as, now, engine, runner })
        if (data !== undefined) return { data }
      }
      return { data: { refused: 'NOT_FOUND' } }
    },
  }
}

/** Whether references are looked after at once, or only once everything is changed. */
export async function keepReferences(
  bench: Pick<Bench, 'runner' | 'dataSource'>,
  when: 'later' | 'at once',
): Promise<void> {
  const [sqlite, server] = when === 'later' ? ['ON', 0] : ['OFF', 1]
  await bench.runner.query(
    dialectOf(bench.dataSource) === 'sqlite'
      ? `PRAGMA defer_foreign_keys = ${sqlite}`
      : `SET SESSION foreign_key_checks = ${server}`,
  )
}
