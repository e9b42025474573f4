import type { Finding, Report, Section, Table } from './report'

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
export function markdownTable({ columns, rows }: Table): string {
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
