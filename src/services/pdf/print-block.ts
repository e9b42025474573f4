import { type Paper } from './paper'
import { printTable } from './print-table'
import { type Block, type Fact, type Sum } from './printed-document'

const BODY = 9
const GAP = 16
/** What a sum of one line takes: sums stay together. */
const SUM_HEIGHT = 18
/** Amounts stand as far from the edge as those of a table. */
const INDENT = 4

/** Prints one part of a document below what stands there, on a new page where it does not fit. */
export function printBlock(paper: Paper, block: Block): void {
  switch (block.kind) {
    case 'heading':
      printText(paper, { text: block.text, font: 'bold', size: 16 })
      break
    case 'sides':
      printSides(paper, block.left, block.right)
      break
    case 'facts':
      for (const fact of block.facts) printFact(paper, fact)
      break
    case 'table':
      printTable(paper, block)
      break
    case 'sums':
      if (!paper.fits(block.sums.length * SUM_HEIGHT)) paper.turn()
      for (const sum of block.sums) printSum(paper, sum)
      break
    case 'text':
      if (block.title !== undefined) printText(paper, { text: block.title, font: 'bold', size: BODY })
      printText(paper, { text: block.text, font: 'regular', size: BODY })
      break
  }
  paper.y += GAP
}

interface Words {
  readonly text: string
  readonly font: 'regular' | 'bold'
  readonly size: number
}

function printText(paper: Paper, { text, font, size }: Words): void {
  const { pdf, left, width } = paper
  pdf.font(font).fontSize(size).fillColor('black')
  const height = pdf.heightOfString(text, { width })
  if (!paper.fits(height)) paper.turn()
  pdf.text(text, left, paper.y, { width })
  paper.y += height + 2
}

function printSides(paper: Paper, left: readonly string[], right: readonly string[]): void {
  const { pdf } = paper
  pdf.font('regular').fontSize(BODY).fillColor('black')
  const width = paper.width * 0.47
  const sides = [
    { text: left.join('\n'), x: paper.left },
    { text: right.join('\n'), x: paper.left + paper.width - width },
  ]
  const height = Math.max(...sides.map(({ text }) => pdf.heightOfString(text, { width, lineGap: 1.5 })))
  if (!paper.fits(height)) paper.turn()
  for (const { text, x } of sides) pdf.text(text, x, paper.y, { width, lineGap: 1.5 })
  paper.y += height
}

function printFact(paper: Paper, { name, value }: Fact): void {
  const { pdf, left, width } = paper
  const beside = width * 0.3
  pdf.fontSize(BODY).fillColor('black').font('regular')
  const height = Math.max(
    pdf.heightOfString(name, { width: beside - 8 }),
    pdf.heightOfString(value, { width: width - beside }),
  )
  if (!paper.fits(height)) paper.turn()
  pdf.fillColor('#555555').text(name, left, paper.y, { width: beside - 8 })
  pdf.fillColor('black').text(value, left + beside, paper.y, { width: width - beside })
  paper.y += height + 3
}

/** Names and amounts stand in the right half, under the last columns of a table. */
function printSum(paper: Paper, { name, value, weight }: Sum): void {
  const { pdf, left, width } = paper
  pdf.font(weight === 'strong' ? 'bold' : 'regular').fontSize(weight === 'strong' ? BODY + 1 : BODY)
  const half = width * 0.5
  const names = half * 0.5
  const height = Math.max(
    pdf.heightOfString(name, { width: names }),
    pdf.heightOfString(value, { width: half - names - INDENT }),
  )
  if (!paper.fits(height)) paper.turn()
  pdf.fillColor('black').text(name, left + width - half, paper.y, { width: names })
  pdf.text(value, left + width - half + names, paper.y, { width: half - names - INDENT, align: 'right' })
  paper.y += height + 4
}
