import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** Is handed PDFs by its parent and hands back the lines of each page, from top to bottom. */
process.on('message', ({ number, file, placed }) => {
  const read = placed ? placedIn(file) : pagesOf(file)
  read.then(
    (pages) => process.send({ number, pages }),
    (problem) => process.send({ number, problem: String(problem) }),
  )
})

function opened(file) {
  const data = new Uint8Array(file)
  return getDocument({ data, verbosity: VerbosityLevel.ERRORS, useSystemFonts: false }).promise
}

/** Every piece of text where it stands, as it is in the file. */
async function placedIn(file) {
  const pdf = await opened(file)
  const pieces = []
  for (let page = 1; page <= pdf.numPages; page += 1) {
    const { items } = await (await pdf.getPage(page)).getTextContent({ disableNormalization: true })
    for (const { str, transform, width } of items) {
      if (str !== '') pieces.push({ page, text: str, x: transform[4], y: transform[5], width })
    }
  }
  return pieces
}

async function pagesOf(file) {
  const pdf = await opened(file)
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
