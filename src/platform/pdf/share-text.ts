/** A glyph on the page, in the order of drawing. */
export interface ShownGlyph {
  readonly code: number
  /** How far the next glyph is from it; marks have none. */
  readonly width: number
  /** What it stands for, alone or with the other glyphs of its cluster. */
  readonly text: string
  /** The same object for the glyphs of one cluster. */
  readonly cluster: object | null
  /** A mark on a line of its own, above or below its letter's. */
  apart: boolean
  /** What it says now; null: its text, as it is; nothing: it is left out. */
  shares: readonly SharedText[] | null
}

export interface SharedText {
  readonly text: string
  /** An invisible repetition says what no glyph of the cluster does. */
  readonly shown: boolean
}

/** Gives the text of each cluster to its glyphs, a character each as far as that goes, in the order in which readers read. */
export function shareText(glyphs: readonly ShownGlyph[]): void {
  for (const cluster of clustersOf(glyphs)) {
    const text = withoutBreaks(cluster[0]?.text ?? '')
    if (cluster.length === 1 && charactersOf(text).length === 1 && text === cluster[0]?.text) continue
    // WHY: readers turn around what is written from right to left; so it is drawn, and said, from its end.
    if (rightToLeft.test(text)) {
      share([...cluster].reverse(), text)
      for (const glyph of cluster) glyph.shares = turned(glyph.shares ?? [])
    } else share(cluster, text)
  }
}

/** Code points: a mark is one of its own. */
function charactersOf(text: string): string[] {
  return Array.from(text)
}

function turned(shares: readonly SharedText[]): SharedText[] {
  return [...shares].reverse().map((one) => ({ ...one, text: charactersOf(one.text).reverse().join('') }))
}

const rightToLeft =
  /^[^\p{L}]*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}]/u

/** Places where a word may break and marks of direction that we set are no part of the text. */
function withoutBreaks(text: string): string {
  return text.replace(/[\u200B\u2066-\u2069]/gu, '')
}

/**
 * Glyphs that stand for one text together. INVARIANT: Typst sets marks that stand above their letter apart, each with the
 * text of the whole cluster: they belong to the letter beside them that has the same text.
 */
function clustersOf(glyphs: readonly ShownGlyph[]): ShownGlyph[][] {
  const units: ShownGlyph[][] = []
  for (const glyph of glyphs) {
    const unit = units.at(-1)
    if (glyph.cluster !== null && unit?.[0]?.cluster === glyph.cluster) unit.push(glyph)
    else units.push([glyph])
  }
  const clusters: ShownGlyph[][] = []
  for (const unit of units) {
    const cluster = clusters.at(-1)
    const text = unit[0]?.text ?? ''
    const same = cluster?.[0]?.text === text && charactersOf(text).length > 1
    if (same && belongs(unit, cluster)) {
      for (const glyph of isMarks(unit) ? unit : isMarks(cluster) ? cluster : []) glyph.apart = true
      cluster.push(...unit)
    } else clusters.push([...unit])
  }
  return clusters
}

/** Of two that have the same text: marks come before their letter from right to left, and else behind it or within. */
function belongs(unit: readonly ShownGlyph[], cluster: readonly ShownGlyph[]): boolean {
  if (rightToLeft.test(unit[0]?.text ?? '')) return isMarks(cluster)
  const goesOn = cluster.some(({ apart }) => apart) && unit[0]?.code !== cluster[0]?.code
  return isMarks(unit) || goesOn
}

function isMarks(glyphs: readonly ShownGlyph[]): boolean {
  return glyphs.every(({ width }) => width === 0)
}

/**
 * For glyphs in the order of the text. INVARIANT: the shares of one glyph after another make the text: a character never
 * goes to a glyph before the one that said the last.
 */
function share(glyphs: readonly ShownGlyph[], text: string): void {
  const shares = glyphs.map((): SharedText[] => [])
  let last = -1
  for (const character of text) {
    const next = glyphFor(character, glyphs, last)
    if (next === undefined) add(shares[last] ?? [], character)
    else shares[(last = next)]?.push({ text: character, shown: true })
  }
  glyphs.forEach((glyph, index) => {
    const own = shares[index] ?? []
    glyph.shares = text === '' ? [] : own.length > 0 ? own : [{ text: FILLER, shown: true }]
  })
}

/** The first character goes to the first letter; a mark to the glyph behind, where that is one. */
function glyphFor(character: string, glyphs: readonly ShownGlyph[], last: number): number | undefined {
  const isFree = (index: number): boolean => index > last && glyphs[index]?.apart !== true
  const free = glyphs.map((_glyph, index) => index).filter(isFree)
  const letter = free.find((index) => (glyphs[index]?.width ?? 0) > 0)
  if (last < 0) return letter ?? free[0] ?? 0
  if (!isMark(character)) return letter
  return free[0] === last + 1 && glyphs[last + 1]?.width === 0 ? last + 1 : undefined
}

/** WHY this: a glyph has to say something; readers pass over a word joiner. */
export const FILLER = '\u2060'

/** What no glyph is left for is said after the last one. */
function add(shares: SharedText[], character: string): void {
  const last = shares.at(-1)
  if (last === undefined || last.shown) shares.push({ text: character, shown: false })
  else shares[shares.length - 1] = { ...last, text: last.text + character }
}

function isMark(character: string): boolean {
  return /[\p{Mn}\p{Me}\p{Cf}]/u.test(character)
}
