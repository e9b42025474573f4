import { decodePDFRawStream, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFRef } from '@cantoo/pdf-lib'
import { EmbeddedFont } from './embedded-font'
import { FILLER, shareText, type ShownGlyph } from './share-text'

/**
 * Makes the text of a PDF readable for every PDF reader. Typst writes what a cluster of glyphs stands for (a Thai syllable, a
 * Devanagari conjunct, an Arabic letter with its vowel) beside it as `ActualText`, which few readers look at; the others
 * take the text of each glyph, which is then that of the whole cluster, several times. Here each glyph gets its share.
 *
 * INVARIANT: the page looks the same. Every glyph keeps its place; text that it cannot stand for gets an invisible glyph.
 */
export async function mendTextLayer(file: Buffer): Promise<Buffer> {
  const pdf = await PDFDocument.load(file, { updateMetadata: false })
  const fonts = new Map<PDFDict, EmbeddedFont>()
  for (const { node } of pdf.getPages()) {
    const contents = node.lookup(PDFName.of('Contents'))
    if (!(contents instanceof PDFRawStream)) continue
    const named = new Map<string, EmbeddedFont>()
    const listed = node.Resources()?.lookupMaybe(PDFName.of('Font'), PDFDict)
    for (const name of listed?.keys() ?? []) {
      const dict = listed?.lookup(name, PDFDict)
      if (dict === undefined) continue
      const font = fonts.get(dict) ?? new EmbeddedFont(dict)
      fonts.set(dict, font)
      named.set(name.asString(), font)
    }
    const mended = mendPage(Buffer.from(decodePDFRawStream(contents).decode()).toString('latin1'), named)
    const stream = pdf.context.flateStream(Buffer.from(mended, 'latin1'))
    const reference = node.get(PDFName.of('Contents'))
    if (reference instanceof PDFRef) pdf.context.assign(reference, stream)
  }
  for (const font of fonts.values()) font.write(pdf.context)
  return Buffer.from(await pdf.save({ useObjectStreams: false, updateFieldAppearances: false }))
}

/** The glyphs of one operation, and the text that Typst gives them together. */
interface Show {
  readonly at: number
  readonly font: EmbeddedFont
  readonly size: number
  /** The position where it begins. */
  readonly origin: Origin
  readonly glyphs: readonly PlacedGlyph[]
}

interface Origin {
  readonly x: number
  readonly y: string
}

interface PlacedGlyph extends ShownGlyph {
  readonly x: number
}

function mendPage(content: string, fonts: ReadonlyMap<string, EmbeddedFont>): string {
  const operations = operationsOf(content)
  const { shows, dropped } = showsOf(operations, fonts)
  shareText(shows.flatMap(({ glyphs }) => glyphs))
  const replaced = new Map(shows.map((show) => [show.at, written(show)]))
  return operations
    .map((operation, index) => (dropped.has(index) ? '' : (replaced.get(index) ?? operation.source)))
    .join('\n')
}

/** Every operation that shows text, and those with an `ActualText`, which is no longer needed. */
function showsOf(operations: readonly Operation[], fonts: ReadonlyMap<string, EmbeddedFont>) {
  const shows: Show[] = []
  const dropped = new Set<number>()
  const marks: (Span | null)[] = []
  let font: EmbeddedFont | undefined
  let size = 0
  let origin: Origin | null = null
  operations.forEach(({ operator, operands }, at) => {
    if (operator === 'BDC' || operator === 'BMC') {
      const text = actualTextOf(operands)
      marks.push(text === null ? null : { text, at, mended: true })
    } else if (operator === 'EMC') {
      const span = marks.pop()
      if (span?.mended === true) [span.at, at].forEach((index) => dropped.add(index))
    } else if (operator === 'Tf') {
      font = fonts.get(operands[0] ?? '')
      size = Number(operands[1])
    } else if (operator === 'Tm') origin = originOf(operands)
    else if (operator === 'Tj' || operator === 'TJ') {
      const span = marks.findLast((mark) => mark !== null) ?? null
      if (font === undefined || origin === null || !font.takesAliases) {
        if (span !== null) span.mended = false
        return
      }
      shows.push({ at, font, size, origin, glyphs: glyphsOf(operands, { font, size, x: origin.x, span }) })
    }
  })
  return { shows, dropped }
}

interface Span {
  readonly text: string
  readonly at: number
  mended: boolean
}

function actualTextOf(operands: readonly string[]): string | null {
  const key = operands.indexOf('/ActualText')
  if (key < 0) return null
  const bytes = stringOf(operands[key + 1] ?? '')
  return bytes.subarray(0, 2).toString('hex') === 'feff'
    ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le')
    : bytes.toString('latin1')
}

function originOf(operands: readonly string[]): Origin | null {
  const [a, b, c, d, x, y] = operands
  return [a, b, c, d].join(' ') === '1 0 0 -1' && y !== undefined ? { x: Number(x), y } : null
}

interface Run {
  readonly font: EmbeddedFont
  readonly size: number
  readonly x: number
  readonly span: Span | null
}

function glyphsOf(operands: readonly string[], { font, size, x: start, span }: Run): PlacedGlyph[] {
  let x = start
  return shownCodes(operands).flatMap((shown) => {
    if ('move' in shown) {
      x -= (shown.move / 1000) * size
      return []
    }
    const width = font.widthOf(shown.code)
    const glyph = {
      code: shown.code,
      width,
      text: span?.text ?? font.textOf(shown.code),
      cluster: span,
      apart: false,
      shares: null,
      x,
    }
    x += (width / 1000) * size
    return [glyph]
  })
}

/** The operations that show these glyphs where they were, each with its share of the text. */
function written({ font, size, origin, glyphs }: Show): string {
  const lines: string[] = []
  let run: string[] = []
  // The position of the next glyph; undefined before the first.
  let x = NaN
  const flush = (): void => {
    if (run.length > 0) lines.push(`[${run.join(' ')}] TJ`)
    run = []
  }
  const move = (to: number): void => {
    const gap = ((x - to) / size) * 1000
    if (Math.abs(gap) < 0.05) return
    if (run.length > 0) run.push(String(Math.round(gap * 100) / 100))
    else lines.push(`1 0 0 -1 ${rounded(to)} ${origin.y} Tm`)
    x = to
  }
  for (const glyph of glyphs) {
    for (const share of glyph.shares ?? [{ text: glyph.text, shown: true }]) {
      const code = font.alias(glyph.code, share.text, share.shown ? glyph.width : 0)
      if (!share.shown) {
        flush()
        lines.push('3 Tr', `<${code}> Tj`, '0 Tr')
        continue
      }
      if (share.text === FILLER) {
        // WHY both: some PDF readers take the `ActualText`, which is empty, and others skip the character.
        flush()
        lines.push(
          '/Span <</ActualText ()>> BDC',
          `1 0 0 -1 ${rounded(glyph.x)} ${origin.y} Tm`,
          `<${code}> Tj`,
          'EMC',
        )
        x = NaN
        continue
      }
      move(glyph.x)
      run.push(`<${code}>`)
      x += (glyph.width / 1000) * size
    }
  }
  flush()
  return lines.join('\n')
}

function rounded(length: number): number {
  return Math.round(length * 10_000) / 10_000
}

/** One operation of a page, as written and in parts. */
interface Operation {
  readonly operator: string
  readonly operands: readonly string[]
  readonly source: string
}

const token = /<<|>>|<[0-9A-Fa-f\s]*>|[[\]]|\/[^\s<>[\]()/%{}]*|[^\s<>[\]()/%{}]+|\(/g

/** INVARIANT: pages of Typst have neither comments nor images between their operations. */
export function operationsOf(content: string): Operation[] {
  const operations: Operation[] = []
  let operands: string[] = []
  token.lastIndex = 0
  for (let match = token.exec(content); match !== null; match = token.exec(content)) {
    let [part] = match
    if (part === '(') {
      const end = endOfString(content, match.index)
      part = content.slice(match.index, end)
      token.lastIndex = end
    }
    if (/^[A-Za-z'"*]/.test(part) && part !== 'true' && part !== 'false' && part !== 'null') {
      operations.push({ operator: part, operands, source: [...operands, part].join(' ') })
      operands = []
    } else operands.push(part)
  }
  return operations
}

/** A string may hold parentheses in pairs, and others behind a backslash. */
function endOfString(content: string, start: number): number {
  let depth = 0
  for (let at = start; at < content.length; at += 1) {
    const character = content[at]
    if (character === '\\') at += 1
    else if (character === '(') depth += 1
    else if (character === ')' && (depth -= 1) === 0) return at + 1
  }
  return content.length
}

/** The operands of `Tj` and `TJ`: glyphs by their two bytes, and moves in thousandths of the font size. */
export function shownCodes(operands: readonly string[]): readonly Shown[] {
  return operands.flatMap((part): readonly Shown[] => {
    if (part === '[' || part === ']') return []
    if (!/^[(<]/.test(part)) return [{ move: Number(part) }]
    const bytes = stringOf(part)
    return Array.from({ length: bytes.length / 2 }, (_none, index) => ({
      code: bytes.readUInt16BE(index * 2),
    }))
  })
}

type Shown = { readonly code: number } | { readonly move: number }

/** The bytes of a string, `(…)` or `<…>`. */
function stringOf(part: string): Buffer {
  if (part.startsWith('<')) return Buffer.from(part.replace(/[<>\s]/g, ''), 'hex')
  const text = part
    .slice(1, -1)
    .replace(
      /\\(?:([0-7]{1,3})|(\r\n?|\n)|([\s\S]))/g,
      (_all, ...[octal, newline, other]: readonly (string | undefined)[]) => {
        if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8))
        if (newline !== undefined) return ''
        return escapes[other ?? ''] ?? other ?? ''
      },
    )
  return Buffer.from(text, 'latin1')
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
