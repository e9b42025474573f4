import type { PolicySet } from '../../policy/policy-set'
import type { Model } from '../../query/model/model'
import { loadCases } from '../../review/case/load-cases'
import { readInvariants } from '../../review/prove/read-invariants'
import type { Assumption } from '../../review/solve/assumption'
import type { Solver } from '../../review/solve/solver'
import { openSolver } from '../../review/solve/z3-solver'
import { failingCells } from '../../review/tested/first-difference'
import type { Tested } from '../../review/tested/tested'
import { testedByCases } from '../../review/tested/tested-by-cases'
import { testedByScenarios } from '../../review/tested/tested-by-scenarios'
import { rowGraph } from '../../review/world/row-graph'
import { storedWorld } from '../../review/world/stored-world'
import { openScenarios } from './open-scenarios'
import type { PolicyParts } from './policy-parts'
import { databasesFor } from './scenario-databases'

/** The policies with everything that tests them, in memory, and a solver. */
export interface ReviewBench {
  readonly set: PolicySet
  readonly model: Model
  readonly tested: readonly Tested[]
  readonly assumptions: readonly Assumption[]
  readonly solver: Solver
}

/**
 * Opens the bench for as long as `use` takes. Nothing is measured by tests that fail.
 * @throws a sentence where a scenario or case fails.
 */
export async function onReviewBench<Result>(
  parts: PolicyParts,
  use: (bench: ReviewBench) => Promise<Result>,
): Promise<Result> {
  const solver = openSolver()
  try {
    const bench = { ...(await testedPolicies(parts)), solver }
    const failing = failingCells(bench)
    if (failing.length > 0) {
      const some = failing.slice(0, 3).join(', ')
      throw new Error(
        `${failing.length} tested cells fail (${some}). Mend them first: npm run policy -- test`,
      )
    }
    return await use(bench)
  } finally {
    await solver.close()
  }
}

async function testedPolicies(parts: PolicyParts): Promise<Omit<ReviewBench, 'solver'>> {
  const [sqlite] = databasesFor('sqlite', {})
  if (sqlite === undefined) throw new Error('There is no embedded database.')
  const house = await sqlite.open(parts)
  try {
    const { policies: set, model } = house.mandate
    const { book, subjects } = openScenarios(parts, house.mandate)
    const graph = rowGraph(model, await storedWorld(house.facts))
    const told = await testedByScenarios(book, { subjects, graph, principalOf: house.principalOf })
    const cases = loadCases(parts.caseFiles(), { model, policies: set })
    const words = { model, policies: set, files: parts.policyFiles() }
    const { assumptions } = readInvariants(parts.invariantFile(), words)
    return { set, model, tested: [...told, ...testedByCases(cases, model)], assumptions }
  } finally {
    await house.close()
  }
}
