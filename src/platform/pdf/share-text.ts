/** A glyph on the page, in the order of drawing. */
export interface ShownGlyph {
  readonly code: number
  /** The distance to the next glyph; marks have none. */
  readonly width: number
  /** The text it stands for, alone or with the other glyphs of its cluster. */
  readonly text: string
  /** The same object for the glyphs of one cluster. */
  readonly cluster: object | null
  /** A mark on a line of its own, above or below its letter's. */
  apart: boolean
  /** The text it gets; null: its own text, unchanged; empty: the glyph is left out. */
  shares: readonly SharedText[] | null
}

export interface SharedText {
  readonly text: string
  /** An invisible repetition of a glyph, which stands for text that no glyph of the cluster has. */
  readonly shown: boolean
}

/** Gives the text of each cluster to its glyphs, a character each as far as that goes, in the order in which readers read. */
export function shareText(glyphs: readonly ShownGlyph[]): void {
  for (const cluster of clustersOf(glyphs)) {
    const text = withoutBreaks(cluster[0]?.text ?? '')
    if (cluster.length === 1 && charactersOf(text).length === 1 && text === cluster[0]?.text) continue
    // WHY: PDF readers reverse right-to-left text, so it is drawn, and assigned, from its end.
    if (rightToLeft.test(text)) {
      share([...cluster].reverse(), text)
      for (const glyph of cluster) glyph.shares = turned(glyph.shares ?? [])
    } else share(cluster, text)
  }
}

/** Code points: each mark is one of its own. */
function charactersOf(text: string): string[] {
  return Array.from(text)
}

function turned(shares: readonly SharedText[]): SharedText[] {
  return [...shares].reverse().map((one) => ({ ...one, text: charactersOf(one.text).reverse().join('') }))
}

const rightToLeft =
  /^[^\p{L}]*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}]/u

/** Possible word breaks and marks of direction that we add are no part of the text. */
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
 * For glyphs in the order of the text. INVARIANT: the shares in the order of the glyphs make up the text: a character never
 * goes to an earlier glyph than the character before it.
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

/** The first character goes to the first letter, a mark to the next glyph if that is a mark. */
function glyphFor(character: string, glyphs: readonly ShownGlyph[], last: number): number | undefined {
  const isFree = (index: number): boolean => index > last && glyphs[index]?.apart !== true
  const free = glyphs.map((_glyph, index) => index).filter(isFree)
  const letter = free.find((index) => (glyphs[index]?.width ?? 0) > 0)
  if (last < 0) return letter ?? free[0] ?? 0
  if (!isMark(character)) return letter
  return free[0] === last + 1 && glyphs[last + 1]?.width === 0 ? last + 1 : undefined
}

/** WHY a word joiner: every glyph must stand for some text, and PDF readers skip this character. */
export const FILLER = '\u2060'

/** Text without a glyph left follows the last one. */
function add(shares: SharedText[], character: string): void {
  const last = shares.at(-1)
  if (last === undefined || last.shown) shares.push({ text: character, shown: false })
  else shares[shares.length - 1] = { ...last, text: last.text + character }
}

function isMark(character: string): boolean {
  return /[\p{Mn}\p{Me}\p{Cf}]/u.test(character)
}
