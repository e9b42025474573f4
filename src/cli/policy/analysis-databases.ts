import { randomBytes } from 'node:crypto'
import { readInvariants } from '../../analysis/prove/read-invariants'
import { type Assumption, type Solver } from '../../analysis/solver/solver'
import { openSolver } from '../../analysis/solver/z3-solver'
import { storedWorld } from '../../analysis/world/made-up-world'
import { rowGraph } from '../../analysis/world/row-graph'
import { type ConnectedDatabase } from '../../platform/database/transaction'
import { type PolicySet } from '../../policy/policy-set'
import { type Model } from '../../read/schema/model'
import { loadCases } from '../../testing/cases/load-cases'
import { failingCells } from '../../testing/first-difference'
import { type Tested, testedByCases, testedByScenarios } from '../../testing/tested'
import { type DemoDatabase, makeDemoDatabase } from './current-database'
import { openScenarios, type PolicyParts } from './policy-files'

/** The policies with everything that tests them, in memory, and a solver. */
export interface AnalysisContext {
  readonly set: PolicySet
  readonly model: Model
  readonly tested: readonly Tested[]
  readonly assumptions: readonly Assumption[]
  readonly solver: Solver
}

/**
 * Opens the isolated databases for as long as `use` runs. WHY it refuses failing tests: they can measure nothing.
 * @throws a sentence if a scenario or case fails.
 */
export async function withAnalysisContext<Result>(
  parts: PolicyParts,
  use: (analysis: AnalysisContext) => Promise<Result>,
): Promise<Result> {
  const solver = openSolver()
  try {
    const analysis = { ...(await testedPolicies(parts)), solver }
    const failing = failingCells(analysis)
    if (failing.length > 0) {
      const some = failing.slice(0, 3).join(', ')
      throw new Error(
        `${failing.length} tested cells fail (${some}). Mend them first: npm run policy -- test`,
      )
    }
    return await use(analysis)
  } finally {
    await solver.close()
  }
}

async function testedPolicies(parts: PolicyParts): Promise<Omit<AnalysisContext, 'solver'>> {
  const [sqlite] = databasesFor('sqlite', {})
  if (sqlite === undefined) throw new Error('There is no embedded database.')
  const demo = await sqlite.open(parts)
  try {
    const { policies: set, model } = demo.mandate
    const { book, subjects } = openScenarios(parts, demo.mandate)
    const graph = rowGraph(model, await storedWorld(demo.facts))
    const reported = await testedByScenarios(book, { subjects, graph, principalOf: demo.principalOf })
    const cases = loadCases(parts.caseFiles(), { model, policies: set })
    const words = { model, policies: set, files: parts.policyFiles() }
    const { assumptions } = readInvariants(parts.invariantFile(), words)
    return { set, model, tested: [...reported, ...testedByCases(cases, model)], assumptions }
  } finally {
    await demo.close()
  }
}

export type DatabaseChoice = 'both' | 'sqlite' | 'mariadb'

/** A database that is made only for the scenarios, and removed afterwards. */
interface ScenarioDatabase {
  readonly name: 'SQLite' | 'MariaDB'
  open(parts: PolicyParts): Promise<DemoDatabase>
}

/** INVARIANT: if a requested server does not answer, that is a failure and never skipped. */
export function databasesFor(
  choice: DatabaseChoice,
  environment: NodeJS.ProcessEnv,
): readonly ScenarioDatabase[] {
  const server = environment['TEST_DATABASE_URL'] ?? 'mysql://root@127.0.0.1:3306'
  const sqlite: ScenarioDatabase = {
    name: 'SQLite',
    open: (parts) => makeDemoDatabase(parts, 'sqlite::memory:'),
  }
  const mariadb: ScenarioDatabase = { name: 'MariaDB', open: (parts) => openOnServer(parts, server) }
  switch (choice) {
    case 'both':
      return [sqlite, mariadb]
    case 'sqlite':
      return [sqlite]
    case 'mariadb':
      return [mariadb]
  }
}

async function openOnServer(parts: PolicyParts, server: string): Promise<DemoDatabase> {
  const name = `mandate_scenarios_${randomBytes(6).toString('hex')}`
  const demo = await makeDemoDatabase(parts, `${server.replace(/\/+$/, '')}/${name}`).catch(
    (cause: unknown) => {
      throw new Error(
        'The scenarios need MariaDB: start one on 127.0.0.1:3306, name one in TEST_DATABASE_URL, or choose --database sqlite.',
        { cause },
      )
    },
  )
  return { ...demo, close: () => dropAndClose(demo.dataSource, name) }
}

async function dropAndClose(dataSource: ConnectedDatabase, name: string): Promise<void> {
  try {
    await dataSource.query(`DROP DATABASE ${name}`)
  } finally {
    await dataSource.destroy()
  }
}
