import { type PolicyRule } from '../../policy/policy-set'
import { type Coverage, type CoverageGoal, goalKey } from '../coverage/coverage'
import { goalText } from '../coverage/coverage-goals'
import { diffReport } from '../diff/diff-report'
import { type PolicyDiff } from '../diff/policy-diff'
import { impactReport } from '../impact/impact-report'
import { type PolicyImpact } from '../impact/policy-impact'
import { type MutantResult } from '../mutate/mutant-outcomes'
import { proofReport } from '../prove/proof-report'
import { type InvariantProof } from '../prove/prove'
import { type Finding, type Report, type Section } from '../report/report'

/** What was found of a change. */
export interface PacketParts {
  readonly base: string
  readonly head: string
  readonly database: string
  readonly diff: PolicyDiff
  readonly impact: PolicyImpact
  readonly tests: TestedChange
  readonly proof: InvariantProof
  /** Invariant → its verdict in the base, for those that the base has. */
  readonly provedBefore: ReadonlyMap<string, string>
}

/** How well the tests watch what changed. */
export type TestedChange =
  | {
      readonly kind: 'compared'
      /** What was looked at: the types that the change concerns. */
      readonly types: readonly string[]
      readonly uncovered: readonly UncoveredGoal[]
      readonly survivors: readonly MutantResult[]
      readonly mutants: number
    }
  /** Tests fail, or cannot be read, so that they say nothing. */
  | { readonly kind: 'not compared'; readonly why: string }

/** One report for reviewers of a policy change. A difference is for review; only an error makes the report fail. */
export function reviewPacket(parts: PacketParts): Report {
  const { base, head, database, diff, impact, tests, proof } = parts
  const named = { base, head, database }
  const differences = diffReport(diff, named)
  const counts = impactReport(impact, named)
  const proofs = proofReport(proof)
  const findings = [
    ...differences.findings,
    ...counts.findings,
    ...testFindings(tests),
    ...proofs.findings.map((one): Finding => one),
  ]
  const unknown = diff.differences.some(({ verdict }) => verdict === 'unknown')
  return {
    title: `Review of ${base} → ${head}`,
    summary: [...differences.summary, ...counts.summary.slice(0, 1), testSummary(tests), ...proofs.summary],
    sections: [
      ...chapter('Difference', differences.sections),
      ...chapter('Impact', counts.sections),
      ...chapter('Tests', testSections(tests)),
      ...chapter('Proofs', [invariantTable(parts), ...refuted(proofs)]),
    ],
    findings,
    passed: !unknown && counts.passed && testFindings(tests).length === 0 && proofs.passed,
    data: {
      base,
      head,
      database,
      diff,
      impact: counts.data,
      tests: testData(tests),
      invariants: invariantRows(parts),
    },
  }
}

function chapter(name: string, sections: readonly Section[]): readonly Section[] {
  return sections.map((section) => ({ ...section, heading: `${name} · ${section.heading}` }))
}

function testSummary(tests: TestedChange): string {
  if (tests.kind === 'not compared') return `The tests say nothing about this change: ${tests.why}`
  const { uncovered, survivors, mutants, types } = tests
  if (types.length === 0) return 'No rule and no test has changed: coverage and mutants are as they were.'
  const lost = uncovered.filter(({ was }) => was === 'covered').length
  const fresh = uncovered.filter(({ was }) => was === 'new').length
  return `Of ${types.join(', ')}: ${lost} lost and ${fresh} new gaps of coverage; of ${mutants} mutants ${survivors.length} newly survive.`
}

function testSections(tests: TestedChange): readonly Section[] {
  if (tests.kind === 'not compared') return [{ heading: 'Not compared', paragraphs: [tests.why] }]
  const open = tests.uncovered.filter(({ was }) => was !== 'open')
  const gaps: Section = {
    heading: 'Missing coverage',
    table: {
      columns: ['', 'Rule', 'Class', 'What no test shows'],
      rows: open.map(({ rule, goal, was }) => [
        was === 'covered' ? 'lost' : 'new',
        rule.id,
        goal.className,
        `${goalText(goal, rule)} (${goal.question.field ?? goal.question.action})`,
      ]),
    },
  }
  const survivors: Section = {
    heading: 'Mutants that newly survive',
    table: {
      columns: ['Mutant', 'Of', 'Mistake'],
      rows: tests.survivors.map(({ mutant }) => [mutant.id, mutant.of, mutant.text]),
    },
  }
  return [...(open.length === 0 ? [] : [gaps]), ...(tests.survivors.length === 0 ? [] : [survivors])]
}

function testFindings(tests: TestedChange): readonly Finding[] {
  if (tests.kind === 'not compared')
    return [{ kind: 'tests-not-compared', level: 'error', message: tests.why }]
  const gaps = tests.uncovered
    .filter(({ was }) => was !== 'open')
    .map(({ rule, goal, was }): Finding => ({
      kind: was === 'covered' ? 'lost-coverage' : 'coverage-gap',
      level: 'warning',
      message: `No test shows of \`${rule.id}\`, for \`${goal.className}\`: ${goalText(goal, rule)}.`,
      path: rule.path,
      line: rule.line,
    }))
  const survivors = tests.survivors.map(({ mutant }): Finding => ({
    kind: 'new-survivor',
    level: 'warning',
    message: `No test notices ${mutant.id} of \`${mutant.of}\`: ${mutant.text}. Accept today's answer: npm run policy -- mutate --accept ${mutant.id}`,
    path: mutant.path,
    ...(mutant.line === null ? {} : { line: mutant.line }),
  }))
  return [...gaps, ...survivors]
}

function invariantTable(parts: PacketParts): Section {
  const rows = invariantRows(parts).map(({ id, before, now, says }) => [before, now, id, says])
  return { heading: 'Invariants', table: { columns: ['Before', 'Now', 'Invariant', 'Says'], rows } }
}

function invariantRows({ proof, provedBefore }: PacketParts) {
  return proof.invariants.map(({ invariant, verdict }) => ({
    id: invariant.id,
    before: provedBefore.get(invariant.id) ?? 'not there',
    now: verdict.kind,
    says: invariant.says,
  }))
}

/** How invariants are refuted; the other sections of the proof stand here already, or change with no policy. */
function refuted({ sections }: Report): readonly Section[] {
  const known = ['Invariants', 'Assumptions', 'Weak on purpose']
  return sections.filter(({ heading }) => !known.includes(heading))
}

function testData(tests: TestedChange): unknown {
  if (tests.kind === 'not compared') return tests
  return {
    ...tests,
    uncovered: tests.uncovered.map(({ rule, goal, was }) => ({ rule: rule.id, goal, was })),
    survivors: tests.survivors.map(({ mutant: { id, of, kind, text } }) => ({ id, of, kind, text })),
  }
}

/** Something that no test shows of a rule in the head. */
interface UncoveredGoal {
  readonly rule: PolicyRule
  readonly goal: CoverageGoal
  /** Whether a test showed it in the base; else it is new, or was open there as well. */
  readonly was: 'covered' | 'open' | 'new'
}

/** What is open in the head, and how it stood in the base. */
export function lostCover(base: Coverage, head: Coverage): readonly UncoveredGoal[] {
  const before = new Map(base.rules.map((one) => [one.goals.rule.id, one]))
  return head.rules.flatMap(({ goals: { rule }, gaps }) => {
    const known = before.get(rule.id)
    const open = new Set(known?.gaps.flatMap((gap) => gap.goals.map(goalKey)))
    return gaps
      .flatMap((gap) => gap.goals)
      .map((goal): UncoveredGoal => {
        const key = goalKey(goal)
        const was = known?.seen.has(key) === true ? 'covered' : open.has(key) ? 'open' : 'new'
        return { rule, goal, was }
      })
  })
}
