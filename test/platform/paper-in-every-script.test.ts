import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
  PDFString,
} from '@cantoo/pdf-lib'
import bidiFactory from 'bidi-js'
import { amountFormatterOf } from '../../schema/invoice/pdf/amount-formatter'
import { chooseFonts } from '../../src/platform/pdf/fonts'
import { type PrintedDocument, printPdf } from '../../src/platform/pdf/print-pdf'
import { operationsOf, shownCodes } from '../../src/platform/pdf/text-layer'
import { readPlacedText } from '../downloads/read-pdf'

const samples: Readonly<Record<string, string>> = {
  Japanese: '株式会社さくら「東京」ビル、葛飾',
  Korean: '주식회사 한국 서울특별시 大韓民國',
  'Chinese, simplified': '北京大学（简体）喆堃有限公司',
  'Chinese, traditional': '國立臺灣大學，龍山寺',
  Thai: 'บริษัทไทยจำกัด (มหาชน) กรุงเทพมหานคร ที่นี้ น้ำ',
  Hindi: 'श्री क्षत्रिय कार्यालय, नई दिल्ली विद्यार्थी',
  Arabic: 'شركة الاختبار للاستضافة، الله',
  'Arabic with vowels': 'بِسْمِ مُحَمَّد',
  Persian: 'شرکت آزمایشی گچپژ ۱۲۳',
  Hebrew: 'חברת בדיקה שָׁלוֹם (2024)',
  Greek: 'Ελληνική Εταιρεία ΐ Ὀδυσσεύς',
  Russian: 'Общество «Ёжик» № 5',
  Vietnamese: 'Công ty Trách nhiệm hữu hạn Việt Nam ưỡng',
  emoji: '👩‍👩‍👧 🇨🇭 ❤️ 👍🏽 ☎️ 5️⃣ end',
  Tamil: 'தமிழ் நாடு கொள்கை ஸ்ரீ',
  Bengali: 'বাংলা ক্ষুদ্র শ্রী',
  Khmer: 'ភាសាខ្មែរ',
  Burmese: 'မြန်မာဘာသာ',
  Georgian: 'ქართული ენა',
  Armenian: 'Հայերեն լեզու',
  Amharic: 'ኢትዮጵያ',
  'Latin beside right to left': 'ACME (שלום) 12.5 % العربية 日本 end',
  'right to left first': 'שלום ACME 12.5 العربية',
  'stacked marks': 'Z̷̧ạ̈l̂g̃o ẍ̄',
  ligatures: 'office affluent fjord Straße ﬁ',
  rare: 'ꦗꦮ ᚠᚢᚦ ⴰⴱⴳ ᏣᎳᎩ → ✓ ½ ∑ 𐍈',
}

const pen = amountFormatterOf('en-GB')

describe('text in every script', () => {
  let lines: readonly string[]
  const names = Object.keys(samples)

  beforeAll(async () => {
    const file = await printed(documentOf(names.map((name) => samples[name] ?? '')))
    lines = visualLines(await readPlacedText(file))
  })

  test.each(names)('%s: the text layer is what was written, in the order of UAX #9', (name) => {
    const expected = visualOrder(pen.text(samples[name] ?? ''))
    expect(lines).toContainEqual(expected)
  })
})

test('a letter of every block of Unicode can be found', async () => {
  const letters = letterOfEveryBlock()
  expect(letters.length).toBeGreaterThan(400)
  const file = await printed(documentOf(letters))
  const said = (await readPlacedText(file))
    .map(({ text }) => text)
    .join(' ')
    .normalize('NFC')
  expect(letters.filter((letter) => !said.includes(letter))).toEqual([])
})

test('what has no glyph anywhere is seen as a box, and stays what it is', async () => {
  const file = await printed(documentOf(['before \u{2A6D6}\u{10FFFD}\u0378 after']))
  const said = (await readPlacedText(file)).map(({ text }) => text).join('')
  expect(said).toContain('\u{2A6D6}\u{10FFFD}\u0378')
  expect((await fontsOf(file)).some(({ name }) => name.endsWith('+LastResort'))).toBe(true)
})

test('a name cannot turn the words around it, or hide how it ends', () => {
  expect(pen.text('invoice\u202Efdp.exe\u2066x\u2069\uFEFF')).toBe('invoicefdp.exex')
  expect(pen.text('א')).toBe('\u2068א\u2069')
  expect(pen.text('cafe\u0301 \uD800')).toBe('café \uFFFD')
})

test('every font is embedded, reduced to what is used; no glyph is the missing one', async () => {
  const file = await printed(documentOf(Object.values(samples)))
  const fonts = await fontsOf(file)
  expect(fonts.length).toBeGreaterThan(10)
  for (const { name, embedded } of fonts) {
    expect(name).toMatch(/^[A-Z]{6}\+/)
    expect({ name, embedded }).toEqual({ name, embedded: true })
  }
  const codes = (await pagesOf(file)).flatMap((page) =>
    operationsOf(page)
      .filter(({ operator }) => operator === 'TJ' || operator === 'Tj')
      .flatMap(({ operands }) => shownCodes(operands)),
  )
  expect(codes.length).toBeGreaterThan(500)
  expect(codes).not.toContainEqual({ code: 0 })
})

test('the same document is the same bytes, and a Latin one is small and asks for one family', async () => {
  const document = documentOf(['Hosting Zürich, 1 year', 'Renewal of dvořák.cz', 'Łódź Straße'])
  const [first, second] = [await printed(document), await printed(document)]
  expect(first.equals(second)).toBe(true)
  expect(first.length).toBeLessThan(60_000)
  expect(chooseFonts(JSON.stringify(document), 'CH', 'known').order.other).toEqual(['Noto Sans'])
})

test('it is tagged: language, title, heading, table with its head', async () => {
  const pdf = await PDFDocument.load(await printed(documentOf(['Hosting'])), { updateMetadata: false })
  const { catalog } = pdf
  expect(catalog.lookup(PDFName.of('Lang'), PDFString).asString()).toBe('en-GB')
  expect(catalog.lookup(PDFName.of('MarkInfo'), PDFDict).get(PDFName.of('Marked'))?.toString()).toBe('true')
  expect(pdf.getTitle()).toBe('Invoice 1')
  const kinds = new Set<string>()
  for (const [, object] of pdf.context.enumerateIndirectObjects()) {
    if (object instanceof PDFDict && object.has(PDFName.of('S')))
      kinds.add(String(object.get(PDFName.of('S'))))
  }
  expect([...kinds]).toEqual(expect.arrayContaining(['/H1', '/Table', '/TR', '/TH', '/TD']))
})

test('long words stay in their column, and every letter of them is there', async () => {
  const words = [
    'W'.repeat(90),
    'donaudampfschifffahrt'.repeat(6),
    'श्री'.repeat(40),
    '長'.repeat(60),
    '-'.repeat(120),
  ]
  const placed = await readPlacedText(await printed(documentOf(words)))
  const said = placed
    .map(({ text }) => text)
    .join('')
    .replaceAll(' ', '')
  for (const word of words) expect(said).toContain(word)
  // The column of descriptions ends at 404 points, and its text 4 before; a line may be longer by less than a letter.
  const long = placed.filter(({ x, text }) => x < 100 && text.trim().length > 3)
  expect(long.length).toBeGreaterThan(8)
  expect(long.filter(({ x, width }) => x + width > 408)).toEqual([])
})

test('a document that cannot be printed stops nobody; at most a hundred wait, and more get none', async () => {
  await expect(printPdf({ ...documentOf(['x']), blocks: [{ kind: 'heading' } as never] })).rejects.toThrow()
  const waiting = Array.from({ length: 120 }, () => printPdf(documentOf(['x'])))
  const files = await Promise.all(waiting)
  expect(files.filter((file) => file === null)).toHaveLength(20)
  expect(new Set(files.flatMap((file) => (file === null ? [] : [file.toString('base64')]))).size).toBe(1)
})

async function printed(document: PrintedDocument): Promise<Buffer> {
  const file = await printPdf(document)
  if (file === null) throw new Error('Too many wait to be printed.')
  return file
}

function documentOf(texts: readonly string[]): PrintedDocument {
  const columns = [0.72, 0.08, 0.2].map((share, index) => ({
    title: ['Description', 'Quantity', 'Amount'][index] ?? '',
    share,
    align: index === 0 ? ('left' as const) : ('right' as const),
  }))
  return {
    title: 'Invoice 1',
    author: 'Example Hosting',
    language: 'en-GB',
    dated: new Date('2026-01-01T00:00:00Z'),
    runningHead: 'Example Hosting – Invoice 1',
    foot: ['Example Hosting'],
    pageWord: 'Page',
    blocks: [
      { kind: 'heading', text: 'Invoice 1' },
      { kind: 'table', columns, rows: texts.map((text) => [pen.text(text), '', '']) },
    ],
  }
}

type Placed = Awaited<ReturnType<typeof readPlacedText>>

/** Each line as its characters stand on the page, from left to right; blanks left out. */
function visualLines(placed: Placed): string[] {
  const lines = new Map<string, Placed[number][]>()
  for (const part of placed) {
    const line = `${part.page} ${Math.round(part.y)}`
    lines.set(line, [...(lines.get(line) ?? []), part])
  }
  return [...lines.values()].map((parts) =>
    [...parts]
      .sort((a, b) => a.x - b.x)
      .map(({ text }) => (RIGHT_TO_LEFT.test(text) ? Array.from(text).reverse().join('') : text))
      .join('')
      .replace(/\s/gu, ''),
  )
}

const RIGHT_TO_LEFT = /(?=\p{L})[\p{Script=Hebrew}\p{Script=Arabic}]/u
const bidi = bidiFactory()

/** The characters of a text from left to right, by an implementation of UAX #9 that is not the printer's. */
function visualOrder(text: string): string {
  const { levels } = bidi.getEmbeddingLevels(text, 'ltr')
  const order = bidi.getReorderedIndices(text, {
    levels,
    paragraphs: [{ start: 0, end: text.length - 1, level: 0 }],
  })
  return pairsMended(order.map((index) => text[index] ?? '').join('')).replace(/[\s\u2066-\u2069]/gu, '')
}

/** The library turns around code units. */
function pairsMended(text: string): string {
  return text.replace(/(?<![\uD800-\uDBFF])([\uDC00-\uDFFF])([\uD800-\uDBFF])(?![\uDC00-\uDFFF])/g, '$2$1')
}

function letterOfEveryBlock(): string[] {
  const letters: string[] = []
  for (let start = 0x80; start < 0x30000; start += 0x80) {
    const block = Array.from({ length: 0x80 }, (_none, index) => String.fromCodePoint(start + index))
    const letter = block.find((one) => /\p{L}/u.test(one) && one.normalize('NFC') === one)
    if (letter !== undefined) letters.push(letter)
  }
  return letters
}

async function fontsOf(
  file: Buffer,
): Promise<readonly { readonly name: string; readonly embedded: boolean }[]> {
  const pdf = await PDFDocument.load(file, { updateMetadata: false })
  return pdf.context.enumerateIndirectObjects().flatMap(([, font]) => {
    if (!(font instanceof PDFDict) || font.get(PDFName.of('Subtype')) !== PDFName.of('Type0')) return []
    const descendant = font.lookup(PDFName.of('DescendantFonts'), PDFArray).lookup(0, PDFDict)
    const descriptor = descendant.lookup(PDFName.of('FontDescriptor'), PDFDict)
    const embedded = ['FontFile2', 'FontFile3'].some((key) => descriptor.has(PDFName.of(key)))
    return [{ name: font.lookup(PDFName.of('BaseFont'), PDFName).decodeText(), embedded }]
  })
}

async function pagesOf(file: Buffer): Promise<string[]> {
  const pdf = await PDFDocument.load(file, { updateMetadata: false })
  return pdf.getPages().map(({ node }) => {
    const stream = node.lookup(PDFName.of('Contents'))
    if (!(stream instanceof PDFRawStream)) throw new Error('A page without content')
    return Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1')
  })
}
