import { type Side } from '../../../src/analysis/diff/changed-questions'
import { diffReport, sharedAssumptions } from '../../../src/analysis/diff/diff-report'
import { differenceCases } from '../../../src/analysis/diff/difference-cases'
import { policyDiff, type PolicyDiff } from '../../../src/analysis/diff/policy-diff'
import { readAssumptions } from '../../../src/analysis/prove/read-invariants'
import { reportText } from '../../../src/analysis/report/report'
import { keepsTo } from '../../../src/analysis/solver/decode-witness'
import { type Assumption, type Solver } from '../../../src/analysis/solver/solver'
import { openSolver } from '../../../src/analysis/solver/z3-solver'
import { rowGraph } from '../../../src/analysis/world/row-graph'
import { policyParts } from '../../../src/app/policy-parts'
import { slotsOf } from '../../../src/policy/compile/class-policy'
import { loadPolicies } from '../../../src/policy/compile/load-policies'
import { type Vocabulary } from '../../../src/policy/vocabulary'
import { type Model } from '../../../src/read/schema/model'
import { type Edit, editedPolicies } from '../changes/edit-policies'
import { policyChanges } from '../changes/policy-changes'

jest.setTimeout(600_000)

const named = { base: 'a', head: 'b' }

/** A rule that opens something where only an assumption of the invariants says that nothing is. */
const impossibleRule = (when: string): Edit => ({
  in: 'partnership.policy',
  find: 'rules:\n',
  put: `rules:
  - id: partnership/tried
    permit: read
    fields: [status]
    to: everyone
    when: ${when}
    because: Tried out.
`,
})

describe('what both versions take for granted', () => {
  let model: Model
  let today: Vocabulary
  let solver: Solver
  let assumptions: readonly Assumption[]

  beforeAll(async () => {
    model = await policyParts.modelWithoutData()
    today = { types: model.types, roles: policyParts.roles }
    solver = openSolver()
    const { set: policies } = sideOf([])
    const files = policyParts.policyFiles()
    assumptions = readAssumptions(policyParts.invariantFile(), { model, policies, files })
  })

  afterAll(() => solver.close())

  const sideOf = (edits: readonly Edit[]): Side => ({
    vocabulary: today,
    set: loadPolicies(editedPolicies(edits), today),
  })

  const diffOf = (edits: readonly Edit[], given = assumptions): Promise<PolicyDiff> => {
    const means = { model, solver, roles: policyParts.roles, assumptions: given }
    return policyDiff({ base: sideOf([]), head: sideOf(edits), ...means })
  }

  it.each(policyChanges.filter((_, index) => [0, 3, 6].includes(index)))(
    'is so in the example of: $name',
    async ({ edits }) => {
      const { differences } = await diffOf(edits)
      const shown = differences
        .flatMap(({ gains, loses }) => [gains, loses])
        .flatMap((found) => (found.kind === 'some' ? [found] : []))
      expect(shown.length).toBeGreaterThan(0)
      for (const { witness, assumed } of shown) {
        expect(assumed).toEqual({ kind: 'kept' })
        const graph = rowGraph(model, witness.world)
        const slots = slotsOf(witness.principal, new Date(witness.now))
        expect(assumptions.filter((one) => !keepsTo(one, graph, slots)).map(({ id }) => id)).toEqual([])
      }
    },
  )

  it.each([
    ['partnership.client.id == partnership.partner.id', ['no-self-partnership']],
    [
      'partnership.client.partnerships.exists(p, p.id != partnership.id && p.partner.id == partnership.partner.id && p.status == "ACTIVE" && p.partnerAccess == "FULL" && partnership.status == "ACTIVE" && partnership.partnerAccess == "FULL")',
      null,
    ],
  ])('hides no difference: it is told with what rules it out, %s', async (when, by) => {
    const diff = await diffOf([impossibleRule(when)])
    expect(diff.differences.length).toBeGreaterThan(0)
    for (const { verdict, gains, loses } of diff.differences) {
      expect(verdict).toBe('looser')
      expect(loses).toEqual({ kind: 'none' })
      if (gains.kind !== 'some' || gains.assumed.kind !== 'broken') throw new Error('Something else is told')
      if (by !== null) expect(gains.assumed.by).toEqual(by)
      else expect(gains.assumed.by).toHaveLength(1)
      expect(gains.witness.after.allowed).toBe(true)
    }
    const report = diffReport(diff, named)
    expect(report.passed).toBe(false)
    expect(report.sections.map(({ heading }) => heading)).toContain(
      'Partnership: looser, only where an assumption does not hold',
    )
    expect(new Set(report.findings.map(({ level }) => level))).toEqual(new Set(['note']))
    const text = reportText(report)
    if (by !== null) expect(text).toContain('Only where `no-self-partnership` does not hold')
    const { cases, without } = differenceCases(diff, { name: 'tried', side: 'head' })
    expect(cases).toEqual([])
    expect(without[0]).toContain('its world breaks what is taken for granted')
  })

  it('is told as unknown where the solver does not know', async () => {
    const unsure: Solver = {
      find: (question) =>
        (question.assumptions ?? []).length === 0
          ? solver.find(question)
          : Promise.resolve({ kind: 'unknown', why: 'tried out' }),
      close: () => Promise.resolve(),
    }
    const [change] = policyChanges
    const means = { model, solver: unsure, roles: policyParts.roles, assumptions }
    const diff = await policyDiff({ base: sideOf([]), head: sideOf(change?.edits ?? []), ...means })
    expect(diff.differences[0]?.gains).toMatchObject({ assumed: { kind: 'unknown', why: 'tried out' } })
    expect(diffReport(diff, named).findings.map(({ level }) => level)).toContain('warning')
  })

  it('is what base and head say in the same words: a head does not excuse itself by assuming more', async () => {
    const [first, ...rest] = assumptions
    if (first === undefined) throw new Error('No assumption')
    const weaker = { ...first, if: { op: 'false' } as const }
    expect(sharedAssumptions(assumptions, assumptions)).toEqual(assumptions)
    expect(sharedAssumptions(rest, assumptions)).toEqual(rest)
    expect(sharedAssumptions(assumptions, [weaker, ...rest])).toEqual(rest)
    expect(sharedAssumptions([], assumptions)).toEqual([])

    const without = assumptions.filter(({ id }) => id !== 'no-self-partnership')
    const when = 'partnership.client.id == partnership.partner.id'
    const diff = await diffOf([impossibleRule(when)], sharedAssumptions(without, assumptions))
    expect(diffReport(diff, named).sections.map(({ heading }) => heading)).toContain('Partnership: looser')
  })
})
