import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** Is handed PDFs by its parent and hands back the lines of each page, from top to bottom. */
process.on('message', ({ number, file }) => {
  pagesOf(file).then(
    (pages) => process.send({ number, pages }),
    (problem) => process.send({ number, problem: String(problem) }),
  )
})

async function pagesOf(file) {
  const data = new Uint8Array(file)
  const pdf = await getDocument({ data, verbosity: VerbosityLevel.ERRORS, useSystemFonts: false }).promise
  const pages = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    const lines = new Map()
    for (const { str, transform } of items) {
      const y = Math.round(transform[5])
      lines.set(y, [...(lines.get(y) ?? []), str])
    }
    pages.push(
      [...lines].sort(([a], [b]) => b - a).map(([, parts]) => parts.filter((part) => part.trim() !== '')),
    )
  }
  return pages
}
