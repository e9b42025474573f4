import { type Finding, type Report, type Section, type ReportTable } from './report'

/** A report as one HTML page that needs nothing beside itself: no script, no font, no address. */
export function reportHtml({ title, summary, sections, findings, passed, page }: Report): string {
  if (page !== undefined) return htmlPage(title, page)
  const body = [
    `<h1>${escaped(title)}</h1>`,
    `<p class="verdict ${passed ? 'passed' : 'failed'}">${passed ? 'Nothing to mend' : 'Something to mend'}</p>`,
    ...summary.map((line) => `<p>${inline(line)}</p>`),
    ...findingParts(findings),
    ...sections.map(sectionHtml),
  ]
  return htmlPage(title, body.join('\n'))
}

/** A page of the review around some HTML. @param body trusted: its maker has escaped it. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
<main>
${body}
</main>
</html>
`
}

/** Text as HTML. */
export function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}

/** Text as HTML, code in backticks as code. */
export function inline(text: string): string {
  return text
    .split(/`([^`]*)`/)
    .map((part, at) => (at % 2 === 1 ? `<code>${escaped(part)}</code>` : escaped(part)))
    .join('')
}

function sectionHtml({ heading, paragraphs = [], table, notes = [], code }: Section): string {
  return [
    `<section><h2>${inline(heading)}</h2>`,
    ...paragraphs.map((line) => `<p>${inline(line)}</p>`),
    ...(table === undefined ? [] : [tableHtml(table)]),
    ...notes.map((line) => `<p>${inline(line)}</p>`),
    ...(code === undefined ? [] : [`<pre><code>${escaped(code.text)}</code></pre>`]),
    '</section>',
  ].join('\n')
}

function tableHtml({ columns, rows }: ReportTable): string {
  const head = columns.map((column) => `<th scope="col">${inline(column)}</th>`).join('')
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${inline(cell)}</td>`).join('')}</tr>`)
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table></div>`
}

function findingParts(findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return []
  const items = findings.map(({ level, message, path, line, column }) => {
    const place =
      path === undefined
        ? ''
        : ` <small>${escaped(path)}${line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`}</small>`
    return `<li class="${level}">${inline(message)}${place}</li>`
  })
  return [`<ul class="findings">${items.join('\n')}</ul>`]
}

const style = `
:root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #c62828; --warn: #9a6700 }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif }
main { max-width: 78rem; margin: 0 auto; padding: 2rem 1.5rem 4rem }
h1 { font-size: 1.6rem; margin: 0 0 .5rem } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }
code, pre { font: 13px/1.45 ui-monospace, monospace } pre { padding: .8rem; border: 1px solid var(--line); overflow-x: auto }
.wide { overflow-x: auto } table { border-collapse: collapse } th, td { text-align: left; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid var(--line) }
th { position: sticky; top: 0; background: Canvas } small { opacity: .7 }
.verdict { font-weight: 600 } .passed { color: var(--good) } .failed, .error { color: var(--bad) } .warning { color: var(--warn) }
.findings { padding-left: 1.2rem }
`
