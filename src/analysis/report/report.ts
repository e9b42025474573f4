/**
 * What a verb of the review answers, before it is text, Markdown, HTML, JSON or SARIF. Plain data in a fixed order:
 * the same policies and facts give the same bytes, so no time of day and no duration belongs into it.
 */
export interface Report {
  readonly title: string
  /** The answer in one or two sentences, figures included. */
  readonly summary: readonly string[]
  readonly sections: readonly Section[]
  /** What needs a fix or an acceptance, each with its line where there is one. */
  readonly findings: readonly Finding[]
  /** False: something is to be mended. The command then ends with exit code 1. */
  readonly passed: boolean
  /** The whole answer as data, for `--json`. */
  readonly data: unknown
  /** The HTML of the page, for verbs with a page of their own. Trusted: its maker has escaped it. */
  readonly page?: string
}

export interface Section {
  readonly heading: string
  readonly paragraphs?: readonly string[]
  readonly table?: ReportTable
  /** Below the table: what its marks stand for. */
  readonly notes?: readonly string[]
  /** Shown as it is: a scenario to copy, a world, a condition. */
  readonly code?: { readonly language: 'yaml' | 'text' | 'json' | 'graphql'; readonly text: string }
}

export interface ReportTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export interface Finding {
  /** Names the kind of finding, kebab-case and stable: `dead-rule`, `surviving-mutant`. */
  readonly kind: string
  readonly level: 'error' | 'warning' | 'note'
  readonly message: string
  /** `policies/invoice.policy.yaml`; absent where it stands nowhere. */
  readonly path?: string
  readonly line?: number
  readonly column?: number
}

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

function tableLines({ columns, rows }: ReportTable): readonly string[] {
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

/** A report as Markdown, in the form that the formatter of this project leaves alone. */
export function reportMarkdown({ title, summary, sections, findings }: Report): string {
  const blocks = [
    `# ${title}`,
    ...summary.map(escaped),
    ...sections.flatMap(sectionBlocks),
    ...findingBlocks(findings),
  ]
  return `${blocks.join('\n\n')}\n`
}

function sectionBlocks({ heading, paragraphs = [], table, notes = [], code }: Section): readonly string[] {
  return [
    `## ${heading}`,
    ...paragraphs.map(escaped),
    ...(table === undefined ? [] : [markdownTable(table)]),
    ...(notes.length === 0 ? [] : [notes.map((note) => `- ${escaped(note)}`).join('\n')]),
    ...(code === undefined ? [] : [`\`\`\`${code.language}\n${code.text}\n\`\`\``]),
  ]
}

/** Columns padded to one width, as the formatter wants them. */
function markdownTable({ columns, rows }: ReportTable): string {
  const cells = [columns, ...rows].map((row) => row.map(escapedCell))
  const widths = columns.map((_, at) => Math.max(3, ...cells.map((row) => row[at]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  const [head = [], ...body] = cells
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join(
    '\n',
  )
}

function findingBlocks(findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return []
  const lines = findings.map(({ kind, level, message, path, line, column }) => {
    const place =
      path === undefined
        ? ''
        : ` (${path}${line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`})`
    return `- **${level}** \`${kind}\`: ${escaped(message)}${place}`
  })
  return ['## Findings', lines.join('\n')]
}

function escapedCell(text: string): string {
  return escaped(text).replaceAll('|', '\\|').replaceAll('\n', ' ')
}

/** Text that is text: no HTML and no emphasis by accident. Code in backticks stays code. */
function escaped(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/[<>*_[\]]/g, (sign) => `\\${sign}`)))
    .join('')
}

/**
 * The findings of a report as SARIF 2.1.0, for code review tools that show each at its line. Findings without a
 * line are results without a location.
 */
export function reportSarif({ findings }: Report, verb: string): string {
  const kinds = [...new Set(findings.map(({ kind }) => kind))].sort()
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: `mandate policy ${verb}`, rules: kinds.map((id) => ({ id })) } },
        results: findings.map(resultOf),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function resultOf({ kind, level, message, path, line, column }: Finding): object {
  const location =
    path === undefined
      ? {}
      : {
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: path },
                ...(line === undefined
                  ? {}
                  : {
                      region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
                    }),
              },
            },
          ],
        }
  return { ruleId: kind, level, message: { text: message }, ...location }
}
