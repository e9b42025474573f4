import type { Model } from '../../query/model/model'
import { loadCases } from '../../review/case/load-cases'
import { type Coverage, coverageOf } from '../../review/coverage/coverage'
import type { PolicyDiff } from '../../review/diff/policy-diff'
import { judgeMutants } from '../../review/mutate/judge-mutants'
import { mutantsOf } from '../../review/mutate/mutants-of'
import type { Judged } from '../../review/mutate/verdict'
import { lostCover } from '../../review/packet/lost-cover'
import { newSurvivors } from '../../review/packet/new-survivors'
import type { TestedChange } from '../../review/packet/review-packet'
import type { Solver } from '../../review/solve/solver'
import { failingCells } from '../../review/tested/first-difference'
import { testedByCases } from '../../review/tested/tested-by-cases'
import { testedByScenarios } from '../../review/tested/tested-by-scenarios'
import { rowGraph } from '../../review/world/row-graph'
import { storedWorld } from '../../review/world/stored-world'
import type { DemoHouse } from './demo-house'
import { makeDemoHouse } from './demo-house'
import { openScenarios } from './open-scenarios'
import type { PolicyParts } from './policy-parts'
import type { LoadedVersion } from './version/load-version'
import { filesIn } from './version/policy-version'

interface Means {
  readonly base: LoadedVersion
  readonly head: LoadedVersion
  readonly diff: PolicyDiff
  readonly model: Model
  readonly solver: Solver
}

/** How well each version's own tests watch the types that the change concerns. */
export async function testedChange(parts: PolicyParts, means: Means): Promise<TestedChange> {
  const types = concernedTypes(means)
  if (types.length === 0) return { kind: 'compared', types, uncovered: [], survivors: [], mutants: 0 }
  const house = await makeDemoHouse(parts, 'sqlite::memory:')
  try {
    const base = await watched(means.base, { parts, house, means, types })
    const head = await watched(means.head, { parts, house, means, types })
    return {
      kind: 'compared',
      types,
      uncovered: lostCover(base.coverage, head.coverage),
      survivors: newSurvivors(base.judged, head.judged),
      mutants: head.judged.length,
    }
  } catch (problem) {
    if (!(problem instanceof TestsSayNothing)) throw problem
    return { kind: 'not compared', why: problem.message }
  } finally {
    await house.close()
  }
}

/** Types with a changed rule; all of them where tests have changed, or a class. */
function concernedTypes({ base, head, diff }: Means): readonly string[] {
  const testsOf = (version: LoadedVersion): string =>
    JSON.stringify([filesIn(version, 'scenarios'), filesIn(version, 'cases')])
  const all = [...head.set.types.keys()]
  if (testsOf(base) !== testsOf(head) || diff.rules.some(({ what }) => what === 'class')) return all
  const changed = new Set(diff.rules.flatMap(({ rules }) => rules.map(({ type }) => type)))
  return all.filter((type) => changed.has(type))
}

class TestsSayNothing extends Error {
  override readonly name = 'TestsSayNothing'
}

interface Watching {
  readonly parts: PolicyParts
  readonly house: DemoHouse
  readonly means: Means
  readonly types: readonly string[]
}

async function watched(
  version: LoadedVersion,
  { parts, house, means, types }: Watching,
): Promise<{ readonly coverage: Coverage; readonly judged: readonly Judged[] }> {
  const { model, solver } = means
  const { set } = version
  const tested = await testsOf(version, { parts, house, model })
  const failing = failingCells({ set, tested })
  if (failing.length > 0) {
    const some = failing.slice(0, 3).join(', ')
    throw new TestsSayNothing(`${failing.length} tested cells fail in ${version.name} (${some}).`)
  }
  const bench = { set, tested, model, solver, assumptions: [] }
  const coverage = await coverageOf({ ...bench, isConcerned: ({ type }) => types.includes(type) })
  const mutants = mutantsOf(set, model).filter((mutant) => mutant.types.some((type) => types.includes(type)))
  return { coverage, judged: await judgeMutants(mutants, bench) }
}

async function testsOf(
  version: LoadedVersion,
  { parts, house, model }: Pick<Watching, 'parts' | 'house'> & { readonly model: Model },
) {
  const { set: policies } = version
  try {
    const scenarioFiles = () => filesIn(version, 'scenarios')
    const { book, subjects } = openScenarios({ ...parts, scenarioFiles }, { model, policies })
    const graph = rowGraph(model, await storedWorld(house.facts))
    const told = await testedByScenarios(book, { subjects, graph, principalOf: house.principalOf })
    const files = filesIn(version, 'cases').filter(({ path }) => path.endsWith('.case.yaml'))
    return [...told, ...testedByCases(loadCases(files, { model, policies }), model)]
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem)
    throw new TestsSayNothing(`The tests of ${version.name} cannot be read: ${why}`)
  }
}
