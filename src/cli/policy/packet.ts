import { type Command } from 'commander'
import { type Coverage, coverageOf } from '../../analysis/coverage/coverage'
import { possibility } from '../../analysis/diff/changed-questions'
import { policyDiff, type PolicyDiff } from '../../analysis/diff/policy-diff'
import { policyImpact } from '../../analysis/impact/policy-impact'
import { type MutantResult, mutantOutcomes, survived } from '../../analysis/mutate/mutant-outcomes'
import { mutantsOf } from '../../analysis/mutate/mutants'
import {
  lostCover,
  type PacketParts,
  reviewPacket,
  type TestedChange,
} from '../../analysis/packet/review-packet'
import { type InvariantFile } from '../../analysis/prove/invariant'
import { type InvariantProof, prove } from '../../analysis/prove/prove'
import { readInvariants } from '../../analysis/prove/read-invariants'
import { type Report } from '../../analysis/report/report'
import { type Solver } from '../../analysis/solver/solver'
import { openSolver } from '../../analysis/solver/z3-solver'
import { storedWorld } from '../../analysis/world/made-up-world'
import { rowGraph } from '../../analysis/world/row-graph'
import { slotsOf } from '../../policy/compile/class-policy'
import { instantIn } from '../../policy/parse/strict-instant'
import { SIGNED_OUT } from '../../policy/principal'
import { readDatabase } from '../../read/read-context'
import { type Model } from '../../read/schema/model'
import { loadCases } from '../../testing/cases/load-cases'
import { failingCells } from '../../testing/first-difference'
import { testedByCases, testedByScenarios } from '../../testing/tested'
import { describeCurrentDatabase, type DemoDatabase, makeDemoDatabase } from './current-database'
import { openScenarios, type PolicyParts } from './policy-files'
import { assumptionsOf, documentsOf, filesIn, type LoadedVersion, loadVersion } from './policy-version'
import { readVersion } from './read-version'
import { reportingCommand } from './reporting-command'

/** WHY a fixed time: a packet of the same versions and rows must be the same tomorrow, byte for byte. */
const CLOCK = new Date('2026-11-23T12:00:00.000Z')

interface Options {
  readonly clock?: string
}

/** `npm run policy -- packet BASE`: reports everything about a change of the policies. */
export function policyPacketCommand(parts: PolicyParts): Command {
  return reportingCommand(
    {
      name: 'packet',
      description: 'One report of a change: difference, impact, coverage lost, new survivors, invariants',
    },
    async (command) => {
      const solver = openSolver()
      try {
        return await packetOf(parts, command, solver)
      } finally {
        await solver.close()
      }
    },
  )
    .argument('<base>', 'a git revision, a folder, or a draft that replaces documents of the working tree')
    .argument('[head]', 'the same; without it, the working tree')
    .option(
      '--clock <instant>',
      `the moment at which the impact is counted; by default ${CLOCK.toISOString()}`,
    )
}

async function packetOf(parts: PolicyParts, command: Command, solver: Solver): Promise<Report> {
  const [baseWord = '', headWord] = command.args
  const now = clockOf(command.opts<Options>())
  const versions = { base: readVersion(baseWord, parts.project), head: readVersion(headWord, parts.project) }
  const { roles } = parts
  const { name: database, dataSource } = await describeCurrentDatabase(
    parts,
    process.env['DATABASE_URL'],
    300,
  )
  try {
    const model = parts.modelOn(dataSource)
    const today = { types: model.types, roles }
    const base = loadVersion(versions.base, today, 'base')
    const head = loadVersion(versions.head, today, 'head')
    const dependencies = { base, head, model, solver, roles }
    const diff = await policyDiff({ ...dependencies, assumptions: assumptionsOf(dependencies, model) })
    const slots = slotsOf(SIGNED_OUT, now)
    const isPossible = possibility(dependencies)
    const impact = await policyImpact({
      ...dependencies,
      database: readDatabase(dataSource),
      slots,
      isPossible,
    })
    const tests = await testedChange(parts, { ...dependencies, diff })
    const proofs = await proofsOf({ ...dependencies, diff })
    return reviewPacket({ base: base.name, head: head.name, database, diff, impact, tests, ...proofs })
  } finally {
    await dataSource.destroy()
  }
}

function clockOf({ clock }: Options): Date {
  if (clock === undefined) return CLOCK
  const instant = instantIn(clock)
  if (instant === undefined) throw new Error(`\`${clock}\` is no moment. Write it like 2026-11-23T12:00:00Z.`)
  return instant
}

interface Means {
  readonly base: LoadedVersion
  readonly head: LoadedVersion
  readonly diff: PolicyDiff
  readonly model: Model
  readonly solver: Solver
}

/** How well each version's own tests cover the types that the change concerns. */
async function testedChange(parts: PolicyParts, dependencies: Means): Promise<TestedChange> {
  const types = concernedTypes(dependencies)
  if (types.length === 0) return { kind: 'compared', types, uncovered: [], survivors: [], mutants: 0 }
  const demo = await makeDemoDatabase(parts, 'sqlite::memory:')
  try {
    const base = await watched(dependencies.base, { parts, demo, dependencies, types })
    const head = await watched(dependencies.head, { parts, demo, dependencies, types })
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
    await demo.close()
  }
}

/** The types with a changed rule; all types if a test or a class has changed. */
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
  readonly demo: DemoDatabase
  readonly dependencies: Means
  readonly types: readonly string[]
}

async function watched(
  version: LoadedVersion,
  { parts, demo, dependencies, types }: Watching,
): Promise<{ readonly coverage: Coverage; readonly judged: readonly MutantResult[] }> {
  const { model, solver } = dependencies
  const { set } = version
  const tested = await testsOf(version, { parts, demo, model })
  const failing = failingCells({ set, tested })
  if (failing.length > 0) {
    const some = failing.slice(0, 3).join(', ')
    throw new TestsSayNothing(`${failing.length} tested cells fail in ${version.name} (${some}).`)
  }
  const analysis = { set, tested, model, solver, assumptions: [] }
  const coverage = await coverageOf({ ...analysis, isConcerned: ({ type }) => types.includes(type) })
  const mutants = mutantsOf(set, model).filter((mutant) => mutant.types.some((type) => types.includes(type)))
  return { coverage, judged: await mutantOutcomes(mutants, analysis) }
}

async function testsOf(
  version: LoadedVersion,
  { parts, demo, model }: Pick<Watching, 'parts' | 'demo'> & { readonly model: Model },
) {
  const { set: policies } = version
  try {
    const scenarioFiles = () => filesIn(version, 'scenarios')
    const { book, subjects } = openScenarios({ ...parts, scenarioFiles }, { model, policies })
    const graph = rowGraph(model, await storedWorld(demo.facts))
    const reported = await testedByScenarios(book, { subjects, graph, principalOf: demo.principalOf })
    const files = filesIn(version, 'cases').filter(({ path }) => path.endsWith('.case.yaml'))
    return [...reported, ...testedByCases(loadCases(files, { model, policies }), model)]
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem)
    throw new TestsSayNothing(`The tests of ${version.name} cannot be read: ${why}`)
  }
}

const FILE = 'policies/invariants.yaml'
const NOTHING: InvariantFile = { assumptions: [], invariants: [], deliberate: [] }

/** The head's invariants under both versions: what the change breaks, and whether a changed rule has no effect. */
export async function proofsOf({
  base,
  head,
  diff,
  model,
  solver,
}: Means): Promise<Pick<PacketParts, 'proof' | 'provedBefore'>> {
  const proofOf = (version: LoadedVersion, rules: LoadedVersion['set']['rules']): Promise<InvariantProof> => {
    const policies = version.set
    const said = version.files.find(({ path }) => path === FILE)
    const words = { model, policies, files: documentsOf(version) }
    const file = said === undefined ? NOTHING : readInvariants(said, words)
    // The list of deliberately weak rules covers all rules; a run on a few rules would report the others as unnecessary entries.
    const deliberate = file.deliberate.filter((one) => rules.some(({ id }) => id === one.rule))
    return prove(
      { ...file, deliberate },
      { policies, model, assumptions: file.assumptions, solver },
      { rules },
    )
  }
  const changed = new Set(diff.rules.map(({ id }) => id))
  const proof = await proofOf(
    head,
    head.set.rules.filter(({ id }) => changed.has(id)),
  )
  const before = await proofOf(base, []).catch(() => null)
  const verdicts = before?.invariants.map(({ invariant, verdict }): [string, string] => [
    invariant.id,
    verdict.kind,
  ])
  return { proof, provedBefore: new Map(verdicts) }
}

/** Mistakes that no test of the head notices, and that did not survive in the base: noticed there, or not possible yet. */
export function newSurvivors(
  base: readonly MutantResult[],
  head: readonly MutantResult[],
): readonly MutantResult[] {
  const before = new Set(base.filter(survived).map(({ mutant }) => mutant.id))
  return head.filter((one) => survived(one) && !before.has(one.mutant.id))
}
