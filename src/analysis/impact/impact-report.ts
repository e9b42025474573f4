import { asksText } from '../diff/changed-questions'
import { principalText } from '../principals'
import { type Finding, type Report, type Section, type ReportTable } from '../report/report'
import { type ImpactChange, type ImpactCount, type PolicyImpact, type ImpactShare } from './policy-impact'

/** The impact of a change for its reviewers: by type, who gains and loses how much of what. */
export function impactReport(
  impact: PolicyImpact,
  named: { readonly base: string; readonly head: string; readonly database: string },
): Report {
  const uncounted = impact.changes.filter(({ outcome }) => outcome.kind === 'not counted')
  return {
    title: `What the change from ${named.base} to ${named.head} does to ${named.database}`,
    summary: summaryOf(impact),
    sections: sectionsOf(impact),
    findings: uncounted.map(findingOf),
    passed: uncounted.length === 0,
    data: impact,
  }
}

function summaryOf({ principals, changes }: PolicyImpact): readonly string[] {
  const asked = `${counted(principals, 'principal')} can ask something of this database.`
  if (changes.length === 0) return [`Nobody gains and nobody loses anything. ${asked}`]
  const said = (['gains', 'loses'] as const).map((direction) => {
    const counts = changes.flatMap(({ direction: one, outcome }) =>
      one === direction && outcome.kind === 'counted' ? [outcome.cells] : [],
    )
    const cells = counts.reduce((sum, one) => sum + one, 0)
    return `${figure(cells)} ${cells === 1 ? 'is' : 'are'} ${direction === 'gains' ? 'opened' : 'closed'}`
  })
  return [
    `Of the cells and actions, ${said.join(' and ')}. ${asked}`,
    'A pair is a principal and a row; it counts as many cells as there are fields and actions. Classes overlap: their figures do not add up.',
  ]
}

function sectionsOf({ changes }: PolicyImpact): readonly Section[] {
  return together(changes).map(({ type, questions, direction, outcome }) => ({
    heading: `${type}: ${direction === 'gains' ? 'opened' : 'closed'}`,
    paragraphs: [asksText(questions), ...(outcome.kind === 'counted' ? [] : [outcome.why])],
    ...(outcome.kind === 'counted' ? { table: tableOf(outcome) } : {}),
  }))
}

/** Changes with the same figures stand together: mostly a row becomes known with the fields that show it. */
function together(changes: readonly ImpactChange[]): readonly ImpactChange[] {
  const found = new Map<string, ImpactChange>()
  for (const change of changes) {
    const { type, direction, questions, outcome } = change
    const key = JSON.stringify([type, direction, outcome], (name, value: unknown) =>
      name === 'cells' ? undefined : value,
    )
    const known = found.get(key)
    found.set(key, known === undefined ? change : { ...known, ...added(known, outcome, questions) })
  }
  return [...found.values()]
}

function added(
  known: ImpactChange,
  outcome: ImpactChange['outcome'],
  questions: ImpactChange['questions'],
): Pick<ImpactChange, 'questions' | 'outcome'> {
  const all = [...known.questions, ...questions]
  if (known.outcome.kind === 'not counted' || outcome.kind === 'not counted')
    return { questions: all, outcome }
  const classes = known.outcome.classes.map((share) => ({ ...share, cells: share.rows * all.length }))
  return { questions: all, outcome: { ...known.outcome, cells: outcome.rows * all.length, classes } }
}

function tableOf(outcome: ImpactCount): ReportTable {
  return {
    columns: ['Who', 'Cells', 'Pairs', 'Principals', 'Users', 'For example'],
    rows: sharesOf(outcome).map(([who, share]) => [
      who,
      figure(share.cells),
      figure(share.rows),
      figure(share.principals),
      figure(share.users),
      examples(share),
    ]),
  }
}

/** One line where a class covers everybody affected; else all of them first, then by class. */
function sharesOf(outcome: ImpactCount): readonly (readonly [string, ImpactShare])[] {
  const classes = outcome.classes.map(({ names, ...share }): readonly [string, ImpactShare] => [
    names[0] ?? '',
    share,
  ])
  const whole = classes.findIndex(([, share]) => share.principals === outcome.principals)
  if (whole >= 0) {
    const name = classes[whole]?.[0] ?? ''
    return [[name, outcome], ...classes.filter((_, index) => index !== whole && classes.length > 1)]
  }
  return [['all together', outcome], ...classes]
}

function examples({ samples }: ImpactShare): string {
  return samples
    .map(({ principal, row }) => `${row} for ${principalText(principal.principal)}`)
    .slice(0, 2)
    .join('; ')
}

function findingOf({ questions, direction, outcome }: ImpactChange): Finding {
  const what = asksText(questions)
  const why = outcome.kind === 'not counted' ? outcome.why : ''
  const [first] = questions
  return {
    kind: 'not-counted',
    level: 'error',
    message: `Who ${direction} ${first?.type ?? ''} ${what} was not counted. ${why}`,
  }
}

function counted(number: number, noun: string): string {
  return `${figure(number)} ${number === 1 ? noun : `${noun}s`}`
}

function figure(number: number): string {
  return number.toLocaleString('en')
}
