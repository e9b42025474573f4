import { Role } from '../../../schema/membership/role'
import { type Coverage, coverageOf, goalKey } from '../../../src/analysis/coverage/coverage'
import { policyDiff } from '../../../src/analysis/diff/policy-diff'
import { type MutantResult } from '../../../src/analysis/mutate/mutant-outcomes'
import { mutantsOf } from '../../../src/analysis/mutate/mutants'
import { lostCover, reviewPacket, type TestedChange } from '../../../src/analysis/packet/review-packet'
import { type Report, reportMarkdown } from '../../../src/analysis/report/report'
import { reportHtml } from '../../../src/analysis/report/report-html'
import { openSolver } from '../../../src/analysis/solver/z3-solver'
import { policyParts } from '../../../src/app/policy-parts'
import { newSurvivors } from '../../../src/cli/policy/packet'
import { loadPolicies } from '../../../src/policy/compile/load-policies'
import { type Vocabulary } from '../../../src/policy/vocabulary'
import { type Model } from '../../../src/read/schema/model'
import { editedPolicies } from '../changes/edit-policies'
import { policyChanges } from '../changes/policy-changes'

jest.setTimeout(600_000)

const change = policyChanges.find(({ name }) => name === 'administrators no longer pay')

describe('review packet', () => {
  const roles = Object.values(Role)
  let model: Model
  let today: Vocabulary

  beforeAll(async () => {
    model = await policyParts.modelWithoutData()
    today = { types: model.types, roles }
  })

  const packetOf = async (tests: TestedChange): Promise<Report> => {
    const solver = openSolver()
    try {
      const base = { vocabulary: today, set: loadPolicies(editedPolicies([]), today) }
      const head = { vocabulary: today, set: loadPolicies(editedPolicies(change?.edits ?? []), today) }
      const diff = await policyDiff({ base, head, model, solver, roles })
      const proof = { invariants: [], weak: [], deliberate: [], stale: [], unknown: [], assumed: [] }
      return reviewPacket({
        base: 'main (1)',
        head: 'the working tree',
        database: 'the demo world',
        diff,
        impact: { principals: 3, classes: [], changes: [] },
        tests,
        proof: { ...proof, contradictory: false },
        provedBefore: new Map(),
      })
    } finally {
      await solver.close()
    }
  }

  const nothingLost: TestedChange = {
    kind: 'compared',
    types: ['Invoice'],
    uncovered: [],
    survivors: [],
    mutants: 3,
  }

  it('is the same byte for byte, in every form, with another solver process', async () => {
    const [first, second] = [await packetOf(nothingLost), await packetOf(nothingLost)]
    for (const form of [reportMarkdown, reportHtml, (one: Report) => JSON.stringify(one.data)])
      expect(form(second)).toBe(form(first))
    expect(first.passed).toBe(true)
    expect(reportMarkdown(first)).toContain('## Difference · Invoice: tighter')
  })

  it('fails where tests say nothing, lose cover or let a mistake live', async () => {
    const silent = await packetOf({ kind: 'not compared', why: 'A test fails.' })
    expect(silent.passed).toBe(false)
    const set = loadPolicies(editedPolicies([]), today)
    const [mutant] = mutantsOf(set, model)
    if (mutant === undefined) throw new Error('No mutant')
    const survivor: MutantResult = { mutant, verdict: { kind: 'unknown', why: 'tried out' } }
    const killed: MutantResult = { mutant, verdict: { kind: 'killed', by: 'a test' } }
    expect(newSurvivors([killed], [survivor])).toEqual([survivor])
    expect(newSurvivors([survivor], [survivor])).toEqual([])
    expect(newSurvivors([survivor], [killed])).toEqual([])
    const packet = await packetOf({ ...nothingLost, survivors: [survivor] })
    expect(packet.passed).toBe(false)
    expect(packet.findings.map(({ kind }) => kind)).toContain('new-survivor')
  })

  it('tells cover that was lost from gaps that were always there', async () => {
    const solver = openSolver()
    try {
      const set = loadPolicies(editedPolicies([]), today)
      const isConcerned = ({ id }: { readonly id: string }): boolean => id === 'price/list'
      const untested = await coverageOf({ set, tested: [], model, solver, assumptions: [], isConcerned })
      const [rule] = untested.rules
      const [goal] = rule?.gaps.flatMap((gap) => gap.goals) ?? []
      if (rule === undefined || goal === undefined) throw new Error('No gap')
      const all = rule.gaps.flatMap((gap) => gap.goals)
      const covered: Coverage = {
        rules: [{ ...rule, seen: new Map(all.map((one) => [goalKey(one), 'a test'])), gaps: [] }],
      }
      expect(lostCover(covered, untested).every(({ was }) => was === 'covered')).toBe(true)
      expect(lostCover(untested, untested).every(({ was }) => was === 'open')).toBe(true)
      expect(lostCover({ rules: [] }, untested).every(({ was }) => was === 'new')).toBe(true)
      expect(lostCover(untested, covered)).toEqual([])
    } finally {
      await solver.close()
    }
  })
})
