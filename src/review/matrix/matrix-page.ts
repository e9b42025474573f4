import { escaped, inline } from '../report/report-html'
import type { AccessMatrix, MatrixCell, MatrixLine, TypeMatrix } from './access-matrix'
import { cellText, lineText, notesOf } from './matrix-words'

/** The matrix as a page to read: an index, a legend, one table for each situation, its conditions below it. */
export function matrixPage(matrix: AccessMatrix, legend: readonly string[]): string {
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
