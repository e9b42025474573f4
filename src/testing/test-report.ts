import { type Finding, type Report, type Section } from '../analysis/report/report'
import { type ExplainedRule, type Explanation } from '../policy/evaluate/explain'
import { type CaseFailure, caseFailureText } from './cases/run-case'
import { type Failure, type Result } from './scenarios/run-scenarios'
import { type ScenarioBook } from './scenarios/scenario'

/** What one reader of one database answered, each failure with its reason. */
export interface TestedReader extends Result {
  readonly failures: readonly ExplainedFailure[]
}

export interface ExplainedFailure extends Failure {
  /** Null where there is no such row. */
  readonly explanation: Explanation | null
}

/** The result of the cases on one database. */
export interface TestedCases {
  readonly on: string
  readonly cases: number
  readonly cells: number
  readonly failures: readonly CaseFailure[]
}

/** The result of the scenarios. */
interface TestOutcome {
  readonly book: ScenarioBook
  readonly readers: readonly TestedReader[]
  readonly cases: readonly TestedCases[]
  /** Names of rows: `Invoice:7` → `invoice/lakeside-own`. */
  readonly called: ReadonlyMap<string, string>
  /** What was asked for alone; absent: everything. */
  readonly only?: string
}

/** The scenarios as a report: what was compared, and for each failure what was expected, what came, and the rules. */
export function testReport({ book, readers, cases, called, only }: TestOutcome): Report {
  const { covered, missing } = coveredCells(book)
  const cells = covered.length + missing.length
  const personas = new Set(book.scenarios.flatMap(({ as }) => as)).size
  // WHY: a part of the scenarios proves only a part of the table.
  const unproved = only === undefined ? missing : []
  const proved = only === undefined ? `, ${covered.length} of ${cells} cells of the table` : ` (only ${only})`
  const failures = readers.flatMap((reader) => reader.failures)
  const findings = [
    ...unproved.map((cell): Finding => ({
      kind: 'unproved-cell',
      level: 'error',
      message: `No scenario proves ${cell}.`,
    })),
    ...failures.map((failure) => findingOf(failure, called)),
    ...cases.flatMap((one) => one.failures.map(findingOfCase)),
  ]
  return {
    title: 'Scenarios',
    summary: [
      `${book.scenarios.length} scenarios, ${personas} personas${proved}`,
      ...readers.map(
        ({ reader, compared, failures: own }) =>
          `${own.length === 0 ? '✓' : `✗ ${own.length} failures,`} ${reader}: ${compared} rows, fields and actions compared`,
      ),
      ...cases.map(
        (one) =>
          `${one.failures.length === 0 ? '✓' : `✗ ${one.failures.length} failures,`} ${one.cases} cases, ${one.cells} cells: decide and SQL on ${one.on}`,
      ),
    ],
    sections: failures.length === 0 ? [] : [failuresSection(failures, called)],
    findings,
    passed: findings.length === 0,
    data: {
      cases,
      scenarios: book.scenarios.length,
      personas,
      cells,
      unproved,
      readers: readers.map(({ reader, compared, failures: own }) => ({
        reader,
        compared,
        failures: own.map(({ explanation, ...failure }) => ({
          ...failure,
          got: gotOf(failure),
          rules: decidingRules(explanation).map(({ id, path, line }) => ({ id, path, line })),
        })),
      })),
    },
  }
}

function failuresSection(
  failures: readonly ExplainedFailure[],
  called: ReadonlyMap<string, string>,
): Section {
  return {
    heading: 'What differs',
    table: {
      columns: ['Who', 'What', 'Expected', 'Got', 'By', 'Deciding rules'],
      rows: failures.map((failure) => [
        failure.persona,
        subjectOf(failure, called),
        `${failure.expected} (${saidBy(failure)})`,
        gotOf(failure),
        failure.reader,
        rulesText(failure.explanation),
      ]),
    },
  }
}

function findingOf(failure: ExplainedFailure, called: ReadonlyMap<string, string>): Finding {
  const [rule] = decidingRules(failure.explanation)
  const place = rule === undefined ? {} : { path: rule.path, line: rule.line }
  const message =
    `${failure.persona} · ${subjectOf(failure, called)} (${failure.row}): expected ${failure.expected} (${saidBy(failure)}), ` +
    `got ${gotOf(failure)} · ${failure.reader} · ${rulesText(failure.explanation)}`
  return { kind: 'scenario-fails', level: 'error', message, ...place }
}

function findingOfCase(failure: CaseFailure): Finding {
  return { kind: 'case-fails', level: 'error', message: caseFailureText(failure).replace(/^✗ /, '') }
}

function subjectOf({ row, what }: Failure, called: ReadonlyMap<string, string>): string {
  const name = called.get(row) ?? row
  return what.kind === 'row'
    ? name
    : what.kind === 'field'
      ? `${name}.${what.name}`
      : `${what.name} on ${name}`
}

function gotOf({ expected }: Failure): 'shown' | 'hidden' {
  return expected === 'shown' ? 'hidden' : 'shown'
}

function saidBy({ saidBy: said }: Failure): string {
  return said.length === 0 ? 'nothing lists it' : said.join(', ')
}

function rulesText(explanation: Explanation | null): string {
  if (explanation === null) return 'There is no such row.'
  const rules = decidingRules(explanation).map((rule) => `\`${rule.id}\`${missingOf(rule, explanation)}`)
  return `${rules.length === 0 ? 'no rule' : rules.join(', ')}: ${explanation.sentence}`
}

/**
 * The rules behind an answer: those that hold and decide; where none permits, those for this principal that would have,
 * had they held.
 */
function decidingRules(explanation: Explanation | null): readonly ExplainedRule[] {
  if (explanation === null) return []
  const { rules, allowed, deciding } = explanation
  const applying = rules.filter((rule) => rule.applies)
  if (deciding === null) return applying.filter((rule) => rule.effect === 'permit')
  const effect = allowed ? 'permit' : 'forbid'
  return applying.filter((rule) => rule.effect === effect && rule.holds !== false)
}

/** The facts that are missing, where a rule would have permitted it. */
function missingOf({ atoms, holds }: ExplainedRule, { deciding }: Explanation): string {
  if (deciding !== null || holds !== false) return ''
  const lacking = atoms.filter(({ value }) => value !== true).map(({ text }) => `\`${text}\``)
  return lacking.length === 0 ? '' : ` (not ${lacking.join(', ')})`
}

/** Every cell of the table, and whether some scenario proves it. */
export function coveredCells(book: ScenarioBook): {
  readonly covered: readonly string[]
  readonly missing: readonly string[]
} {
  const proved = new Set(book.scenarios.flatMap(({ proofs }) => proofs.map((proof) => proof.cell)))
  const cells = [...book.principals.keys()].flatMap((principal) =>
    [...book.columns.keys()].map((letter) => `${principal}/${letter}`),
  )
  return {
    covered: cells.filter((cell) => proved.has(cell)),
    missing: cells.filter((cell) => !proved.has(cell)),
  }
}
