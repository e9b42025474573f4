import { type Paper } from './paper'
import { type Block, type Column } from './printed-document'

const SIZE = 8.5
const PADDING = 4
const TITLE_HEIGHT = 20

/** Prints a table. A row stays whole; where the table goes on overleaf, its head is said again. */
export function printTable(paper: Paper, { title, columns, rows }: Table): void {
  const head = columns.map((column) => column.title)
  const begins = [head, ...rows.slice(0, 1)].map((row) => heightOf(paper, columns, row))
  const titled = title === undefined ? 0 : TITLE_HEIGHT
  if (!paper.fits(begins.reduce((sum, height) => sum + height, titled))) paper.turn()
  if (title !== undefined) printTitle(paper, title)
  printHead(paper, columns)
  for (const row of rows) {
    if (!paper.fits(heightOf(paper, columns, row))) {
      paper.turn()
      printHead(paper, columns)
    }
    printRow(paper, columns, { cells: row, font: 'regular' })
  }
}

type Table = Extract<Block, { kind: 'table' }>

function printTitle(paper: Paper, title: string): void {
  const { pdf, left, width } = paper
  pdf.font('bold').fontSize(11).fillColor('black')
  pdf.text(title, left, paper.y, { width, height: TITLE_HEIGHT, ellipsis: true })
  paper.y += TITLE_HEIGHT
}

function printHead(paper: Paper, columns: readonly Column[]): void {
  printRow(paper, columns, { cells: columns.map((column) => column.title), font: 'bold' })
}

function heightOf({ pdf, width }: Paper, columns: readonly Column[], cells: readonly string[]): number {
  pdf.font('bold').fontSize(SIZE)
  const heights = columns.map(({ share }, index) =>
    pdf.heightOfString(cells[index] ?? '', { width: width * share - 2 * PADDING }),
  )
  return Math.max(...heights) + 2 * PADDING
}

interface Row {
  readonly cells: readonly string[]
  readonly font: 'regular' | 'bold'
}

function printRow(paper: Paper, columns: readonly Column[], { cells, font }: Row): void {
  const { pdf, left, width } = paper
  const height = heightOf(paper, columns, cells)
  pdf.font(font).fontSize(SIZE).fillColor('black')
  let x = left
  columns.forEach(({ share, align }, index) => {
    const inner = width * share - 2 * PADDING
    pdf.text(cells[index] ?? '', x + PADDING, paper.y + PADDING, { width: inner, align })
    x += width * share
  })
  paper.y += height
  pdf
    .moveTo(left, paper.y)
    .lineTo(left + width, paper.y)
    .lineWidth(font === 'bold' ? 1 : 0.4)
    .strokeColor(font === 'bold' ? 'black' : '#bbbbbb')
    .stroke()
}
