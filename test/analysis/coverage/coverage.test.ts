import { type Coverage, coverageOf, gapCases } from '../../../src/analysis/coverage/coverage'
import { coverageReport } from '../../../src/analysis/coverage/coverage-report'
import { ruleDecides } from '../../../src/analysis/coverage/coverage-goals'
import { reportMarkdown, reportText } from '../../../src/analysis/report/report'
import { type Solver } from '../../../src/analysis/solver/solver'
import { openSolver } from '../../../src/analysis/solver/z3-solver'
import { slotsOf } from '../../../src/policy/compile/class-policy'
import { allOf } from '../../../src/policy/condition'
import { match } from '../../../src/policy/evaluate/match'
import { type PolicySet } from '../../../src/policy/policy-set'
import { caseText } from '../../../src/testing/cases/case'
import { loadCases } from '../../../src/testing/cases/load-cases'
import { type Tested, testedByCases } from '../../../src/testing/tested'
import { anyCell, NOW } from '../small/brute-force'
import { letterText, postOffice, postPolicies } from '../small/post-office'

describe('coverage of a small policy', () => {
  const set = postPolicies()
  const means = { set, model: postOffice }
  let solver: Solver
  let untested: Coverage

  const measured = (tested: readonly Tested[], policies: PolicySet = set): Promise<Coverage> =>
    coverageOf({ set: policies, tested, model: postOffice, solver, assumptions: [] })

  beforeAll(async () => {
    solver = openSolver()
    untested = await measured([])
  }, 600_000)

  afterAll(() => solver.close())

  it('has seen nothing without a test, and says of every duty what becomes of it', () => {
    for (const { goals, seen, impossible, gaps, unknown } of untested.rules) {
      const owed = goals.aspects.length * goals.questions.length
      expect(seen.size).toBe(0)
      expect(unknown).toEqual([])
      expect(impossible.length + gaps.flatMap((gap) => gap.goals).length).toBe(owed)
    }
    expect(coverageReport(untested, means).passed).toBe(false)
  })

  it('calls impossible what no cell of any small world shows', () => {
    const impossible = untested.rules.flatMap((rule) => rule.impossible.map((goal) => ({ rule, goal })))
    expect(impossible.length).toBeGreaterThan(0)
    for (const { rule, goal } of impossible) {
      const { goals } = rule
      const aspect = goals.aspects.find(
        (one) => one.kind === goal.kind && one.text === goal.text && one.className === goal.className,
      )
      if (aspect === undefined) throw new Error('a duty without an aspect')
      const condition = allOf([aspect.who, aspect.when, ruleDecides(goals, goal.question, goal.kind)])
      const shown = anyCell(set, [goals.rule.type], ({ principal, row }) =>
        match(condition, row, slotsOf(principal, NOW)),
      )
      expect(shown).toBeNull()
    }
  }, 300_000)

  it('is whole once the cases that close its gaps are written and read again', async () => {
    const files = [...gapCases(untested.rules, means).values()].map((found) => ({
      path: `policies/cases/${found.name}.case.yaml`,
      text: caseText(found),
    }))
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length)
    const cases = loadCases(files, { model: postOffice, policies: set })
    const closed = coverageReport(await measured(testedByCases(cases, postOffice)), means)
    expect(closed.findings).toEqual([])
    expect(closed.passed).toBe(true)
    // Without one of them there is a gap again: none is for show.
    const some = testedByCases(cases.slice(1), postOffice)
    expect((await measured(some)).rules.some(({ gaps }) => gaps.length > 0)).toBe(true)
  }, 600_000)

  it('is the same bytes for the same policies in another layout', async () => {
    const other = postPolicies({ 'letter.policy.yaml': reformatted(letterText) })
    expect(other.version).toBe(set.version)
    expect(other.rules.map(({ line }) => line)).not.toEqual(set.rules.map(({ line }) => line))
    const again = await measured([], other)
    const [left, right] = [coverageReport(untested, means), coverageReport(again, { ...means, set: other })]
    expect(JSON.stringify(right)).toBe(JSON.stringify(left))
    expect(reportText(right)).toBe(reportText(left))
    expect(reportMarkdown(right)).toBe(reportMarkdown(left))
  }, 300_000)
})

/** Comments, blank lines, another order of keys, quotes instead of none. */
function reformatted(text: string): string {
  return `# a comment\n\n${text}`
    .replaceAll(
      '    permit: read\n    fields: [subject]\n',
      "    fields:\n      - 'subject'\n    # why\n    permit: 'read'\n",
    )
    .replaceAll('    when: mine\n', '    when: >-\n      mine\n')
    .replaceAll('letter.urgent == true ||', 'letter.urgent   ==   true||')
    .replaceAll('"NEW"', "'NEW'")
}
