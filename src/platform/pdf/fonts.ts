import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { lastResortFont } from './last-resort-font'

/** A font family: its files, and the characters that need it. */
interface Family {
  /** The name inside the font file. */
  readonly name: string
  readonly files: readonly ((text: string) => Buffer)[]
  readonly asked: RegExp
}

/** The families that a document needs. The first one that has a character shows it. */
export interface ChosenFonts {
  /** Identifies the set: documents with the same key share one typesetter. */
  readonly key: string
  readonly blobs: () => Buffer[]
  readonly order: FontOrder
}

/** Family names, by the region whose shapes Han characters take. */
interface FontOrder {
  readonly japanese: readonly string[]
  readonly korean: readonly string[]
  readonly other: readonly string[]
}

/**
 * @param text the whole text of the document.
 * @param region ISO 3166 code of the reader's country: Han characters take the shapes that are usual there.
 * @param reach `known` scripts are recognised by their characters; `everything` adds a font for every assigned
 *   character, and a box for the rest.
 */
export function chooseFonts(text: string, region: string, reach: 'known' | 'everything'): ChosenFonts {
  const rest = reach === 'everything' || beyond.test(text) ? everythingElse : []
  const han = hanOrder(region).filter(({ asked }) => asked.test(text))
  const scripts = knownScripts.filter(({ asked }) => asked.test(text))
  const families = [base, ...scripts, ...han, ...rest]
  const order = (first: Family | null): readonly string[] =>
    [base, ...scripts, ...[...han].sort((a, b) => Number(b === first) - Number(a === first)), ...rest].map(
      ({ name }) => name,
    )
  const names = families.map(({ name }) => name).sort()
  return {
    key: [...names, rest.length === 0 ? '' : [...new Set(text)].sort().join('')].join(','),
    blobs: () => families.flatMap(({ files }) => files.map((open) => open(text))),
    order: { japanese: order(japanese), korean: order(korean), other: order(null) },
  }
}

const file = (path: string) => () => readFileSync(require.resolve(path))

/** Regular and bold of one of Google's fonts. */
const google = (pack: string, name: string): Family['files'] =>
  ['400Regular', '700Bold'].map((weight) =>
    file(`@expo-google-fonts/${pack}/${weight}/${name.replaceAll(' ', '')}_${weight}.ttf`),
  )

const embedded = (pack: string, name: string, ending: string): Family['files'] =>
  // WHY through the entry point: these packages export nothing else.
  ['Regular', 'Bold'].map((weight) => () => {
    const entry = require.resolve(`@embedpdf/fonts-${pack}`)
    return readFileSync(join(dirname(entry), '../fonts', `${name}-${weight}.${ending}`))
  })

const base: Family = { name: 'Noto Sans', files: google('noto-sans', 'Noto Sans'), asked: /(?:)/ }

const noto = (script: string): Family => ({
  name: `Noto Sans ${script}`,
  files: google(`noto-sans-${script.toLowerCase()}`, `Noto Sans ${script}`),
  asked: new RegExp(`\\p{Script_Extensions=${script}}`, 'u'),
})

/** The scripts with a font of their own that is named after them. */
const notoScripts = [
  ...['Thai', 'Lao', 'Khmer', 'Myanmar', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya'],
  ...['Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Thaana', 'Armenian', 'Georgian', 'Ethiopic'],
]

const knownScripts: readonly Family[] = [
  // WHY Naskh: Noto Sans Arabic draws dots as glyphs of their own, which readers of the text layer take for letters.
  {
    name: 'Noto Naskh Arabic',
    files: embedded('arabic', 'NotoNaskhArabic', 'ttf'),
    asked: /\p{Script_Extensions=Arabic}/u,
  },
  {
    name: 'Noto Sans Hebrew',
    files: embedded('hebrew', 'NotoSansHebrew', 'ttf'),
    asked: /\p{Script=Hebrew}/u,
  },
  ...notoScripts.map(noto),
  {
    name: 'Noto Emoji',
    files: google('noto-emoji', 'Noto Emoji').slice(0, 1),
    asked:
      /[\p{Emoji_Presentation}\p{Regional_Indicator}\u{FE0F}\u{20E3}]|(?=[\u{2190}-\u{10FFFF}])\p{Extended_Pictographic}/u,
  },
]

/** Han characters, the characters written among them, and full-width forms. */
const han =
  /[\p{Script_Extensions=Han}\p{Script_Extensions=Hiragana}\p{Script_Extensions=Bopomofo}\u{3000}-\u{33FF}\u{FF00}-\u{FFEF}]/u
const japanese: Family = {
  name: 'Noto Sans Japanese',
  files: embedded('jp', 'NotoSansJP', 'otf'),
  asked: han,
}
const korean: Family = {
  name: 'Noto Sans Korean',
  files: embedded('kr', 'NotoSansKR', 'otf'),
  asked: /\p{Script=Hangul}/u,
}
const simplified: Family = {
  name: 'Noto Sans S Chinese',
  files: embedded('sc', 'NotoSansHans', 'otf'),
  asked: han,
}
const traditional: Family = {
  name: 'Noto Sans T Chinese',
  files: embedded('tc', 'NotoSansHant', 'otf'),
  asked: han,
}

function hanOrder(region: string): readonly Family[] {
  if (region === 'JP') return [japanese, simplified, traditional, korean]
  if (['TW', 'HK', 'MO'].includes(region)) return [traditional, simplified, japanese, korean]
  return [simplified, japanese, traditional, korean]
}

/** Characters that Noto Sans and the fonts above may lack. */
const beyond = new RegExp(
  `[^\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{Mn}\\p{Cf}\\u{0000}-\\u{02FF}\\u{2000}-\\u{206F}\\u{20A0}-\\u{20BF}\\u{2116}\\u{2122}${[
    ...['Arabic', 'Hebrew', ...notoScripts],
    ...['Han', 'Hiragana', 'Katakana', 'Hangul', 'Bopomofo'],
  ]
    .map((script) => `\\p{Script=${script}}`)
    .join('')}\\u{3000}-\\u{303F}\\u{FF00}-\\u{FFEF}\\p{Emoji_Presentation}\\p{Regional_Indicator}]`,
  'u',
)

const everythingElse: readonly Family[] = [
  {
    name: 'DejaVu Sans',
    files: [file('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'), file('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')],
    asked: beyond,
  },
  {
    name: 'UnifontExMono',
    files: [() => openTypeOf(file('@fontsource/unifontex/files/unifontex-latin-400-normal.woff')())],
    asked: beyond,
  },
  { name: 'Last Resort', files: [lastResortFont], asked: beyond },
]

const HEADER = 44
const ENTRY = 20

/** The OpenType font in a WOFF 1.0 file: the same tables, not compressed. */
function openTypeOf(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_none, index) => tableAt(woff, HEADER + index * ENTRY))
  const power = 2 ** Math.floor(Math.log2(count))
  const head = Buffer.alloc(12 + count * 16)
  woff.copy(head, 0, 4, 8)
  head.writeUInt16BE(count, 4)
  head.writeUInt16BE(power * 16, 6)
  head.writeUInt16BE(Math.log2(power), 8)
  head.writeUInt16BE((count - power) * 16, 10)
  let offset = head.length
  tables.forEach(({ tag, checksum, data }, index) => {
    const entry = 12 + index * 16
    head.write(tag, entry, 'latin1')
    head.writeUInt32BE(checksum, entry + 4)
    head.writeUInt32BE(offset, entry + 8)
    head.writeUInt32BE(data.length, entry + 12)
    offset += data.length + padding(data.length)
  })
  return Buffer.concat([head, ...tables.flatMap(({ data }) => [data, Buffer.alloc(padding(data.length))])])
}

function tableAt(woff: Buffer, entry: number) {
  const [start, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at)) as [
    number,
    number,
    number,
  ]
  const stored = woff.subarray(start, start + packed)
  return {
    tag: woff.toString('latin1', entry, entry + 4),
    checksum: woff.readUInt32BE(entry + 16),
    data: packed < length ? inflateSync(stored) : stored,
  }
}

function padding(length: number): number {
  return (4 - (length % 4)) % 4
}
