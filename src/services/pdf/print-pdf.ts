import { buffer } from 'node:stream/consumers'
import { createPaper, type Paper } from './paper'
import { printBlock } from './print-block'
import { type PrintedDocument } from './printed-document'

/** Prints a document on A4 pages. @returns the file, the same bytes for the same document. */
export async function printPdf(document: PrintedDocument): Promise<Buffer> {
  // WHY here: pdfkit takes longer to load than the rest of the server does; most processes never print.
  const { default: PDFDocument } = await import('pdfkit')
  const { title, author, language, dated } = document
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    autoFirstPage: false,
    lang: language,
    displayTitle: true,
    info: { Title: title, Author: author, CreationDate: dated, ModDate: dated },
  })
  const file = buffer(pdf)
  const paper = createPaper(pdf, document.runningHead)
  for (const block of document.blocks) printBlock(paper, block)
  printFeet(paper, document)
  pdf.end()
  return file
}

/** WHY last: only now is it known how many pages there are. */
function printFeet({ pdf, left, width, footTop }: Paper, { foot, pageNumber }: PrintedDocument): void {
  const { count } = pdf.bufferedPageRange()
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page)
    pdf.font('regular').fontSize(7.5).fillColor('#555555')
    pdf
      .moveTo(left, footTop)
      .lineTo(left + width, footTop)
      .lineWidth(0.5)
      .strokeColor('#bbbbbb')
      .stroke()
    pdf.text(foot.join('\n'), left, footTop + 6, { width: width * 0.78, height: 44, ellipsis: true })
    pdf.text(pageNumber(page + 1, count), left, footTop + 6, { width, align: 'right' })
  }
}
