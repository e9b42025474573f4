import type { Finding, Report, Section, Table } from './report'

const marks: Readonly<Record<Finding['level'], string>> = { error: '✗', warning: '!', note: '·' }

/** A report for a terminal. */
export function reportText({ title, summary, sections, findings }: Report): string {
  return [
    title,
    ...summary.map((line) => `  ${line}`),
    ...sections.flatMap(sectionLines),
    ...findingLines(findings),
  ].join('\n')
}

function sectionLines({ heading, paragraphs = [], table, notes = [], code }: Section): readonly string[] {
  const body = [
    ...paragraphs,
    ...(table === undefined ? [] : tableLines(table)),
    ...notes,
    ...(code?.text.split('\n') ?? []),
  ]
  return ['', heading, ...body.map((line) => (line === '' ? '' : `  ${line}`))]
}

function tableLines({ columns, rows }: Table): readonly string[] {
  const widths = columns.map((column, at) =>
    Math.max(column.length, ...rows.map((row) => row[at]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)]
}

function findingLines(findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return []
  return ['', ...findings.map((finding) => `${marks[finding.level]} ${finding.message}${placeText(finding)}`)]
}

/** `   (policies/invoice.policy.yaml:12)` */
function placeText({ path, line, column }: Finding): string {
  return path === undefined
    ? ''
    : `   (${path}${line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`})`
}
