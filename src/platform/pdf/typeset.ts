import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { chooseFonts, type ChosenFonts } from './fonts'
import { type Block, type PrintedDocument } from './print-pdf'
import { mendTextLayer } from './text-layer'

/** Prints a document with Typst. It blocks while it works, so only the printing process uses it. */
export async function typeset(document: PrintedDocument): Promise<Buffer> {
  const known = attempt(document, 'known')
  // A script is known, but its font lacks one of its characters: then every font is used.
  const file = known ?? attempt(document, 'everything') ?? attempt(document, 'unlabelled')
  if (file === null) throw new Error(`The document \`${document.title}\` cannot be printed.`)
  return mendTextLayer(file)
}

/** `unlabelled` is tagged all the same; but it does not claim PDF/UA, which requires a glyph of its own for every character. */
type Attempt = 'known' | 'everything' | 'unlabelled'

/** @returns null if a character has no glyph. */
function attempt(document: PrintedDocument, reach: Attempt): Buffer | null {
  const data = layout(document)
  const fonts = chooseFonts(
    JSON.stringify(data.said),
    data.region,
    reach === 'known' ? 'known' : 'everything',
  )
  const compiler = compilerWith(fonts)
  const input = JSON.stringify({ ...data.printed, fonts: fonts.order })
  const { result, takeError } = compiled(compiler, input)
  if (result === null) throw new Error(`Typst refuses the layout: ${takeError}`)
  try {
    const options = { creationTimestamp: Math.floor(document.dated.getTime() / 1000), pdfTags: true }
    return compiler.pdf(result, reach === 'unlabelled' ? options : { ...options, pdfStandard: 'ua-1' })
  } catch (problem) {
    if (reach === 'unlabelled') throw problem
    return null
  } finally {
    compiler.evictCache(KEPT_COMPILATIONS)
  }
}

/** How many earlier documents Typst remembers. */
const KEPT_COMPILATIONS = 2

function compiled(compiler: NodeCompiler, document: string) {
  const outcome = compiler.compile({ mainFileContent: template(), inputs: { document } })
  return { result: outcome.result, takeError: outcome.takeError()?.shortDiagnostics.map(String).join('; ') }
}

let source: string | undefined

function template(): string {
  return (source ??= readFileSync(join(__dirname, 'document.typ'), 'utf8'))
}

/** The recently used ones; each holds its fonts. */
const compilers = new Map<string, NodeCompiler>()
const KEPT_COMPILERS = 2

function compilerWith(fonts: ChosenFonts): NodeCompiler {
  const kept = compilers.get(fonts.key)
  // The template reads no file, but Typst needs a folder.
  const compiler =
    kept ?? NodeCompiler.create({ workspace: __dirname, fontArgs: [{ fontBlobs: fonts.blobs() }] })
  compilers.delete(fonts.key)
  compilers.set(fonts.key, compiler)
  for (const key of [...compilers.keys()].slice(0, -KEPT_COMPILERS)) compilers.delete(key)
  return compiler
}

/** The width between the margins, and sizes of type, in points. */
const WIDTH = 483
const [BODY, CELL, HEADING, FOOT] = [9, 8.5, 16, 7.5]
const PADDING = 8

function layout(document: PrintedDocument) {
  const { dated, language, region } = document
  const [tongue = 'en', country = ''] = language.split('-')
  const words = {
    runningHead: document.runningHead,
    pageWord: document.pageWord,
    foot: document.foot.map((line) => breakable(line, { width: WIDTH * 0.8, size: FOOT })),
    blocks: document.blocks.map(placed),
  }
  const printed = {
    ...words,
    title: withoutMarks(document.title),
    author: withoutMarks(document.author),
    language: tongue,
    region: country,
    dated: { year: dated.getUTCFullYear(), month: dated.getUTCMonth() + 1, day: dated.getUTCDate() },
  }
  return { printed, said: words, region: region === undefined || region === '' ? country : region }
}

/** Programs read the title aloud and list it; marks of direction are only for the page. */
function withoutMarks(text: string): string {
  return text.replace(/\p{Bidi_Control}/gu, '')
}

/** A block whose long words can break to fit their place. */
function placed(block: Block) {
  const fit = (text: string, share: number, size = BODY): string =>
    breakable(text, { width: WIDTH * share, size })
  switch (block.kind) {
    case 'heading':
      return { ...block, text: fit(block.text, 1, HEADING) }
    case 'sides':
      return {
        ...block,
        left: block.left.map((line) => fit(line, 0.47)),
        right: block.right.map((line) => fit(line, 0.47)),
      }
    case 'facts':
      return {
        ...block,
        facts: block.facts.map(({ name, value }) => ({ name: fit(name, 0.28), value: fit(value, 0.7) })),
      }
    case 'table': {
      const cell = (text: string, index: number): string =>
        breakable(text, { width: WIDTH * (block.columns[index]?.share ?? 1) - PADDING, size: CELL })
      return {
        ...block,
        columns: block.columns.map((column, index) => ({ ...column, title: cell(column.title, index) })),
        rows: block.rows.map((row) => row.map(cell)),
        // INVARIANT: a row that is higher than a page continues on the next one: nothing is cut off.
        breakable: block.rows.some((row) => row.some((text) => text.length > 800)),
      }
    }
    case 'sums':
      return {
        ...block,
        sums: block.sums.map((sum) => ({ ...sum, name: fit(sum.name, 0.23), value: fit(sum.value, 0.23) })),
      }
    case 'text':
      return {
        ...block,
        text: fit(block.text, 1),
        ...(block.title === undefined ? {} : { title: fit(block.title, 1) }),
      }
  }
}

/** Lets a word that is wider than its place break between any two letters, by zero-width spaces that the text layer drops. */
function breakable(text: string, place: Place): string {
  return text.replace(WORD, (word) => (widthOf(word, place.size) > place.width ? loose(word) : word))
}

/** WHY without these scripts: Typst knows where their lines break, between words or anywhere. */
const WORD =
  /[^\s\u200B\-\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303F\uFF00-\uFFEF]+/gu

interface Place {
  /** In points, like the font size. */
  readonly width: number
  readonly size: number
}

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

function loose(word: string): string {
  return [...letters.segment(word)].map(({ segment }) => segment).join('\u200B')
}

/** An upper bound for most words: bold letters are about this wide. */
function widthOf(word: string, size: number): number {
  let ems = 0
  for (const letter of word)
    ems += NARROW.test(letter) ? 0.35 : WIDE.test(letter) ? 1 : /\p{M}/u.test(letter) ? 0 : 0.65
  return ems * size
}

const NARROW = /[iIjlftr.,:;'’|!()[\]/]/
const WIDE = /[\p{Lu}mwMW@%\p{Emoji_Presentation}]/u
