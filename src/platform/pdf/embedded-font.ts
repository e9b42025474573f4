import {
  decodePDFRawStream,
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFRawStream,
} from '@cantoo/pdf-lib'

/** A font embedded in a PDF, whose glyphs can get further codes: the same shape with another text. */
export class EmbeddedFont {
  private readonly aliases = new Map<string, number>()
  private readonly added: { readonly code: number; readonly glyph: number; readonly width: number }[] = []
  private next: number

  private readonly descendant: PDFDict
  private readonly texts: Map<number, string>
  private readonly widths: ReadonlyMap<number, number>

  constructor(private readonly dict: PDFDict) {
    this.descendant = dict.lookup(PDFName.of('DescendantFonts'), PDFArray).lookup(0, PDFDict)
    this.texts = textsOf(dict)
    this.widths = widthsOf(this.descendant)
    this.next = Math.max(0, ...this.texts.keys(), ...this.widths.keys()) + 1
  }

  /** Fonts with PostScript outlines (Chinese, Japanese, Korean) map their codes to glyphs themselves. */
  get takesAliases(): boolean {
    return this.descendant.lookup(PDFName.of('Subtype')) === PDFName.of('CIDFontType2')
  }

  textOf(code: number): string {
    return this.texts.get(code) ?? ''
  }

  widthOf(code: number): number {
    return this.widths.get(code) ?? 0
  }

  /** @returns four hexadecimal digits: the code that shows this glyph and stands for this text. */
  alias(glyph: number, text: string, width: number): string {
    const same = this.texts.get(glyph) === text && this.widthOf(glyph) === width
    const key = `${glyph} ${width} ${text}`
    let code = same ? glyph : this.aliases.get(key)
    if (code === undefined) {
      code = this.next
      this.next += 1
      this.aliases.set(key, code)
      this.texts.set(code, text)
      this.added.push({ code, glyph, width })
    }
    return hex(code)
  }

  /** Writes the further codes into the file. */
  write(context: PDFContext): void {
    if (this.added.length === 0) return
    const glyphs = Buffer.alloc(this.next * 2)
    for (let code = 0; code < this.next; code += 1) glyphs.writeUInt16BE(code, code * 2)
    for (const { code, glyph } of this.added) glyphs.writeUInt16BE(glyph, code * 2)
    this.descendant.set(PDFName.of('CIDToGIDMap'), context.register(context.flateStream(glyphs)))
    const widths = this.descendant.lookup(PDFName.of('W'), PDFArray)
    for (const { code, width } of this.added) {
      widths.push(PDFNumber.of(code))
      widths.push(context.obj([width]))
    }
    this.dict.set(PDFName.of('ToUnicode'), context.register(context.flateStream(cmapOf(this.texts))))
  }
}

function textsOf(dict: PDFDict): Map<number, string> {
  const texts = new Map<number, string>()
  const stream = dict.lookup(PDFName.of('ToUnicode'))
  if (!(stream instanceof PDFRawStream)) return texts
  const cmap = Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1')
  for (const [, block = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = '', text = ''] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>/g)) {
      texts.set(parseInt(code, 16), Buffer.from(text, 'hex').swap16().toString('utf16le'))
    }
  }
  return texts
}

/** `W` lists widths as `first [a b c]` and as `first last width`. */
function widthsOf(descendant: PDFDict): Map<number, number> {
  const widths = new Map<number, number>()
  const list = descendant.lookupMaybe(PDFName.of('W'), PDFArray)
  for (let at = 0; list !== undefined && at < list.size();) {
    const first = list.lookup(at, PDFNumber).asNumber()
    const second = list.lookup(at + 1)
    if (second instanceof PDFArray) {
      for (let index = 0; index < second.size(); index += 1) {
        widths.set(first + index, second.lookup(index, PDFNumber).asNumber())
      }
      at += 2
    } else {
      const width = list.lookup(at + 2, PDFNumber).asNumber()
      for (let code = first; code <= list.lookup(at + 1, PDFNumber).asNumber(); code += 1)
        widths.set(code, width)
      at += 3
    }
  }
  return widths
}

function cmapOf(texts: ReadonlyMap<number, string>): Buffer {
  const lines = [...texts]
    .sort(([a], [b]) => a - b)
    .map(
      ([code, text]) =>
        `<${hex(code)}> <${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`,
    )
  const blocks: string[] = []
  // The format allows a hundred in a block.
  for (let from = 0; from < lines.length; from += 100) {
    const block = lines.slice(from, from + 100)
    blocks.push(`${block.length} beginbfchar`, ...block, 'endbfchar')
  }
  return Buffer.from(
    [
      '/CIDInit /ProcSet findresource begin',
      '12 dict begin',
      'begincmap',
      '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
      '/CMapName /Adobe-Identity-UCS def',
      '/CMapType 2 def',
      '1 begincodespacerange',
      '<0000> <FFFF>',
      'endcodespacerange',
      ...blocks,
      'endcmap',
      'CMapName currentdict /CMap defineresource pop',
      'end',
      'end',
    ].join('\n'),
  )
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0')
}
