import { type Finding, type Report, type Section } from '../report/report'
import { escaped, inline } from '../report/report-html'
import {
  type AccessMatrix,
  type MatrixCell,
  type MatrixLine,
  type SituationMatrix,
  type TypeMatrix,
} from './access-matrix'

/** Who sees what, as a report: a section for each type and situation, fields with the same cells in one line. */
export function matrixReport(matrix: AccessMatrix): Report {
  const { principals, types, unsettled } = matrix
  const findings = types.flatMap((type) => neverSeen(type))
  const legend = [
    `${MARKS.always} always: proved for every world. ${MARKS.never} never: proved for every world. ${MARKS.when} only when what the note of that number says; there \`visible(x)\` means: where x, of which the row is part, is seen with it.`,
    ...(unsettled === 0
      ? []
      : [`${unsettled} cells are reported as conditional because neither answer could be proved.`]),
  ]
  return {
    title: 'Who sees what',
    summary: legend,
    sections: [
      {
        heading: 'Principals',
        table: {
          columns: ['Column', 'Means'],
          rows: principals.map(({ name, means }) => [name, means]),
        },
      },
      ...types.flatMap(({ type, situations }) =>
        situations.map((situation) => sectionOf(type, situation, matrix)),
      ),
    ],
    findings,
    passed: true,
    data: { principals: principals.map(({ name, means }) => ({ name, means })), types, unsettled },
    page: matrixPage(matrix, legend),
  }
}

function sectionOf(type: string, { situation, lines }: SituationMatrix, matrix: AccessMatrix): Section {
  const notes = notesOf(lines)
  return {
    heading: situation === null ? type : `${type}: ${situation}`,
    table: {
      columns: ['', ...matrix.principals.map(({ name }) => name)],
      rows: lines.map((line) => [lineText(line), ...line.cells.map((cell) => cellText(cell, notes))]),
    },
    notes: notes.map((text, index) => `${MARKS.when}${index + 1}: \`${text}\``),
  }
}

/** Fields and actions that no principal ever has, in any situation. The policy may want that, or may have forgotten them. */
function neverSeen({ type, situations }: TypeMatrix): readonly Finding[] {
  const had = new Set<string>()
  const all = new Set<string>()
  for (const { kind, names, cells } of situations.flatMap(({ lines }) => lines)) {
    for (const name of names) {
      const key = kind === 'actions' ? `may ${name}` : name
      all.add(key)
      if (cells.some((cell) => cell.kind !== 'never')) had.add(key)
    }
  }
  return [...all]
    .filter((key) => !had.has(key))
    .map((key) => ({
      kind: 'never-for-anybody',
      level: 'note',
      message: `\`${type}\`: \`${key}\` is never for any of these principals.`,
    }))
}

/** The matrix as a page to read: an index, a legend, one table for each situation, its conditions below it. */
function matrixPage(matrix: AccessMatrix, legend: readonly string[]): string {
  const { principals, types } = matrix
  return [
    `<style>${style}</style>`,
    '<h1>Who sees what</h1>',
    '<p>What the policies give, for all worlds: computed from the compiled policies, never written by hand.</p>',
    `<dl class="legend">
<div><dt class="cell always">●</dt><dd>always</dd></div>
<div><dt class="cell when">◐1</dt><dd>only when what note 1 below the table says; there <code>visible(x)</code> means: where x, of which the row is part, is seen with it</dd></div>
<div><dt class="cell never">·</dt><dd>never</dd></div>
</dl>`,
    ...legend.slice(1).map((line) => `<p>${inline(line)}</p>`),
    `<nav>${types.map(({ type }) => `<a href="#${escaped(type)}">${escaped(type)}</a>`).join(' ')}</nav>`,
    '<details><summary>Who the columns are</summary><dl class="who">',
    ...principals.map(({ name, means }) => `<dt>${escaped(name)}</dt><dd>${escaped(means)}</dd>`),
    '</dl></details>',
    ...types.map((type) => typeHtml(type, matrix)),
  ].join('\n')
}

function typeHtml({ type, situations }: TypeMatrix, { principals }: AccessMatrix): string {
  const head = principals.map(
    ({ name, means }) => `<th scope="col" title="${escaped(means)}">${escaped(name)}</th>`,
  )
  const tables = situations.map(({ situation, lines }) => {
    const notes = notesOf(lines)
    return [
      situation === null ? '' : `<h3>${escaped(situation)}</h3>`,
      `<table class="matrix"><thead><tr><th scope="col" class="what">${escaped(type)}</th>${head.join('')}</tr></thead><tbody>`,
      ...lines.map((line) => lineHtml(line, notes)),
      '</tbody></table>',
      ...(notes.length === 0
        ? []
        : [
            `<ol class="notes">${notes.map((note) => `<li><code>${escaped(note)}</code></li>`).join('')}</ol>`,
          ]),
    ].join('\n')
  })
  return `<section id="${escaped(type)}"><h2>${escaped(type)}</h2>\n${tables.join('\n')}\n</section>`
}

function lineHtml(line: MatrixLine, notes: readonly string[]): string {
  const cells = line.cells.map((cell) => cellHtml(cell, notes))
  return `<tr class="${line.kind}"><th scope="row">${inline(lineText(line))}</th>${cells.join('')}</tr>`
}

function cellHtml(cell: MatrixCell, notes: readonly string[]): string {
  const words = cell.kind === 'when' ? `when ${cell.text}` : cell.kind
  return `<td class="cell ${cell.kind}" title="${escaped(words)}">${cellText(cell, notes)}</td>`
}

const style = `
main { max-width: none; padding-top: 1rem } .wide { overflow: visible }
nav { display: flex; flex-wrap: wrap; gap: .2rem .9rem; margin: 1rem 0 } section h2 { border-top: 2px solid var(--line); padding-top: 1rem; margin-top: 2.5rem }
h3 { font-size: 1rem; margin: 1.4rem 0 .3rem } h3::first-letter { text-transform: uppercase }
.matrix { border-collapse: separate; border-spacing: 0; width: 100%; table-layout: fixed }
.matrix thead th { position: sticky; top: 0; background: Canvas; z-index: 1; vertical-align: bottom; text-align: center; font-size: .78rem; hyphens: auto; overflow-wrap: anywhere; border-bottom: 2px solid var(--line); padding: .3rem .15rem }
.matrix thead th.what { width: 27%; text-align: left } .matrix tbody th { font-weight: 400; position: static; background: none; border-bottom: 1px solid var(--line) }
.matrix tr.row th { font-style: italic } .matrix tr.actions th { padding-left: 1.4rem }
.cell { text-align: center; font-weight: 600; border-bottom: 1px solid var(--line) } td.cell { vertical-align: middle }
.always { background: #1a7f3733 } .when { background: repeating-linear-gradient(135deg, #9a670022 0 6px, #9a670040 6px 12px) } .never { opacity: .55; font-weight: 400 }
.legend { display: flex; flex-wrap: wrap; gap: 1.5rem; padding: 0 } .legend div { display: flex; gap: .6rem; align-items: center } .legend dt { width: 3rem; padding: .2rem 0 } .legend dd { margin: 0 }
.who { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem } .who dd { margin: 0 } .who dt { font-weight: 600 }
.notes { margin: .4rem 0 1rem; padding-left: 1.6rem; font-size: .9rem } .notes li::marker { content: "◐" counter(list-item) "  " }
@media print { .matrix thead th { position: static } section { break-inside: avoid-page } }
`

/** The marks of the matrix. They differ without colour. */
export const MARKS = { always: '●', never: '·', when: '◐' } as const

/** What conditional cells rest on, each text once, in reading order. */
function notesOf(lines: readonly MatrixLine[]): readonly string[] {
  const texts = lines.flatMap(({ cells }) =>
    cells.flatMap((cell) => (cell.kind === 'when' ? [cell.text] : [])),
  )
  return [...new Set(texts)]
}

function lineText({ kind, names }: MatrixLine): string {
  switch (kind) {
    case 'row':
      return 'the row is known'
    case 'fields':
      return names.map((name) => `\`${name}\``).join(' ')
    case 'actions':
      return `may ${names.map((name) => `\`${name}\``).join(' ')}`
  }
}

function cellText(cell: MatrixCell, notes: readonly string[]): string {
  switch (cell.kind) {
    case 'always':
      return MARKS.always
    case 'never':
      return MARKS.never
    case 'when':
      return `${MARKS.when}${notes.indexOf(cell.text) + 1}`
  }
}
