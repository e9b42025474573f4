import { readFileSync } from 'node:fs'

/** The pages being printed, and where on the current one the next thing goes. Lengths in points, from the top left. */
export interface Paper {
  readonly pdf: PDFKit.PDFDocument
  readonly left: number
  readonly width: number
  readonly footTop: number
  /** Where the next thing goes. */
  y: number
  /** Whether something of this height still fits on the page. */
  fits(height: number): boolean
  turn(): void
}

const MARGIN = 56
const TOP = 56
const FOOT = 74

export function createPaper(pdf: PDFKit.PDFDocument, runningHead: string): Paper {
  registerFonts(pdf)
  pdf.addPage()
  const { width, height } = pdf.page
  const footTop = height - FOOT
  const paper: Paper = {
    pdf,
    left: MARGIN,
    width: width - 2 * MARGIN,
    footTop,
    y: TOP,
    fits: (needed) => paper.y + needed <= footTop - 10,
    turn: () => {
      pdf.addPage()
      pdf.font('regular').fontSize(8).fillColor('#555555')
      pdf.text(runningHead, MARGIN, 34, { width: paper.width, height: 10, ellipsis: true })
      paper.y = TOP
    },
  }
  return paper
}

const files = {
  regular: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
} as const

const fonts = new Map<string, Buffer>()

/** Read once: it is the same file for every document. Only the letters that are used are embedded. */
function registerFonts(pdf: PDFKit.PDFDocument): void {
  for (const [name, file] of Object.entries(files)) {
    const font = fonts.get(name) ?? readFileSync(file)
    fonts.set(name, font)
    pdf.registerFont(name, font)
  }
}
