import { type PolicySet } from '../../policy/policy-set'
import { type Model } from '../../read/schema/model'
import { type Case, caseText } from '../../testing/cases/case'
import { type Finding, type Report, type Section } from '../report/report'
import { type Coverage, type CoverageGoal, goalKey, type Gap, gapCases, type RuleCoverage } from './coverage'
import { goalText } from './coverage-goals'

/**
 * What `coverage` answers.
 * INVARIANT: no line and no column is part of it: the same policies in another layout give the same bytes.
 */
export function coverageReport(
  { rules }: Coverage,
  dependencies: { readonly set: PolicySet; readonly model: Model },
): Report {
  const total = (of: (rule: RuleCoverage) => number): number => rules.reduce((sum, rule) => sum + of(rule), 0)
  const seen = total((rule) => rule.seen.size)
  const impossible = total((rule) => rule.impossible.length)
  const missing = total(missingIn)
  const unknown = total((rule) => rule.unknown.length)
  const gaps = rules.flatMap((rule) => rule.gaps.map((gap) => ({ rule, gap })))
  const cases = gapCases(rules, dependencies)
  return {
    title: 'Coverage of the rules',
    summary: [
      `${rules.length} rules: ${seen} of ${seen + missing} goals met, ${impossible} more proved impossible (masking MC/DC, by class and field).`,
      ...(missing === 0
        ? []
        : [
            `${gaps.length} cases would close the gaps${unknown === 0 ? '' : `; ${unknown} goals could not be decided`}.`,
          ]),
    ],
    sections: [
      byRule(rules),
      ...gaps.map(({ rule, gap }) => gapSection(rule, gap, cases)),
      ...impossibleSections(rules),
    ],
    findings: rules.flatMap(findingsOf),
    passed: missing === 0,
    data: { seen, missing, impossible, rules: rules.map((rule) => dataOf(rule, cases)) },
  }
}

function missingIn({ gaps, unknown }: RuleCoverage): number {
  return gaps.reduce((sum, gap) => sum + gap.goals.length, unknown.length)
}

function byRule(rules: readonly RuleCoverage[]): Section {
  const rows = rules.map((rule) => {
    const { goals, seen, impossible } = rule
    const figures = [seen.size, missingIn(rule), impossible.length]
    return [
      goals.rule.id,
      goals.rule.classes.join(', '),
      String(goals.questions.length),
      ...figures.map(String),
    ]
  })
  const columns = ['Rule', 'To', 'Fields or actions', 'Fulfilled', 'Missing', 'Impossible']
  return { heading: 'By rule', table: { columns, rows } }
}

function gapSection(rule: RuleCoverage, gap: Gap, cases: ReadonlyMap<Gap, Case>): Section {
  const found = cases.get(gap)
  if (found === undefined) throw new Error('A gap without a case')
  return {
    heading: `Gap: ${found.name}`,
    paragraphs: grouped(gap.goals, rule).map(({ text, fields }) => `${text} (${fields.join(', ')})`),
    code: { language: 'yaml', text: caseText(found).trimEnd() },
  }
}

function impossibleSections(rules: readonly RuleCoverage[]): readonly Section[] {
  const rows = rules.flatMap((rule) =>
    grouped(rule.impossible, rule).map(({ text, fields }) => [rule.goals.rule.id, text, fields.join(', ')]),
  )
  if (rows.length === 0) return []
  const paragraphs = [
    'No principal and no world could show these, under the assumptions of the invariants; so no test has to.',
  ]
  return [{ heading: 'Proved impossible', paragraphs, table: { columns: ['Rule', 'What', 'On'], rows } }]
}

function findingsOf(rule: RuleCoverage): readonly Finding[] {
  const { id, path } = rule.goals.rule
  const missing = rule.gaps.flatMap((gap) => gap.goals)
  const unknown = rule.unknown.map(({ goal }) => goal)
  return grouped([...missing, ...unknown], rule).map(({ text, fields }) => ({
    kind: 'coverage-gap',
    level: 'error',
    message: `\`${id}\`: no test shows that ${text} (${fields.join(', ')}).`,
    path,
  }))
}

interface Grouped {
  readonly text: string
  readonly fields: readonly string[]
}

/** Goals that differ in their field alone, in one line. */
function grouped(goals: readonly CoverageGoal[], { goals: { rule } }: RuleCoverage): readonly Grouped[] {
  const texts = new Map<string, string[]>()
  for (const goal of goals) {
    const text = goalText(goal, rule)
    const { field, action } = goal.question
    texts.set(text, [...(texts.get(text) ?? []), field ?? action])
  }
  return [...texts].map(([text, fields]) => ({ text, fields }))
}

function dataOf(rule: RuleCoverage, cases: ReadonlyMap<Gap, Case>): object {
  const { goals, seen, impossible, gaps, unknown } = rule
  const inWords = (goal: CoverageGoal): object => ({
    class: goal.className,
    what: goal.kind,
    ...(goal.text === '' ? {} : { of: goal.text }),
    on: goal.question.field ?? goal.question.action,
  })
  const owed = goals.questions.flatMap((question) =>
    goals.aspects.map((aspect): CoverageGoal => ({ ...aspect, question })),
  )
  return {
    rule: goals.rule.id,
    fulfilled: owed.flatMap((goal) => {
      const by = seen.get(goalKey(goal))
      return by === undefined ? [] : [{ ...inWords(goal), by }]
    }),
    impossible: impossible.map(inWords),
    gaps: gaps.map((gap) => ({ case: cases.get(gap), closes: gap.goals.map(inWords) })),
    unknown: unknown.map(({ goal, why }) => ({ ...inWords(goal), why })),
  }
}
