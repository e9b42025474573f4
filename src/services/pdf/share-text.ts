/** A glyph on the page, in the order of drawing. */
export interface ShownGlyph {
  readonly code: number
  /** How far the next glyph is from it; marks have none. */
  readonly width: number
  /** What it stands for, alone or with the other glyphs of its cluster. */
  readonly text: string
  /** The same object for the glyphs of one cluster. */
  readonly cluster: object | null
  /** What it says now; null: its text, as it is. */
  shares: readonly Share[] | null
}

export interface Share {
  /** Nothing: the glyph is left out. */
  readonly text: string
  /** An invisible repetition says what no glyph of the cluster does. */
  readonly shown: boolean
}

/** Gives the text of each cluster to its glyphs, a character each as far as that goes, in the order in which readers read. */
export function shareText(glyphs: readonly ShownGlyph[]): void {
  for (const cluster of clustersOf(glyphs)) {
    const text = withoutBreaks(cluster[0]?.text ?? '')
    if (cluster.length === 1 && [...text].length === 1 && text === cluster[0]?.text) continue
    // WHY: readers turn around what is written from right to left; so it is drawn, and said, from its end.
    if (rightToLeft.test(text)) {
      share([...cluster].reverse(), text)
      for (const glyph of cluster) glyph.shares = [...(glyph.shares ?? [])].reverse()
    } else share(cluster, text)
  }
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
    const same = cluster?.[0]?.text === text && [...text].length > 1
    const apart = rightToLeft.test(text) ? isMarks(cluster ?? []) : isMarks(unit)
    if (same && apart) cluster?.push(...unit)
    else clusters.push([...unit])
  }
  return clusters
}

function isMarks(glyphs: readonly ShownGlyph[]): boolean {
  return glyphs.every(({ width }) => width === 0)
}

/** For glyphs in the order of the text. */
function share(glyphs: readonly ShownGlyph[], text: string): void {
  const letters = glyphs.filter(({ width }) => width > 0)
  const marks = glyphs.filter(({ width }) => width === 0)
  const given = new Map<ShownGlyph, Share[]>(glyphs.map((glyph) => [glyph, []]))
  let last: ShownGlyph | undefined
  for (const character of text) {
    const next = isMark(character) ? marks.shift() : (letters.shift() ?? (last === undefined ? marks.shift() : undefined))
    if (next !== undefined) given.get((last = next))?.push({ text: character, shown: true })
    else if (last === undefined) {
      // A mark without a letter before it.
      last = letters.shift()
      if (last !== undefined) given.get(last)?.push({ text: character, shown: true })
    } else add(given.get(last) ?? [], character)
  }
  for (const [glyph, shares] of given) glyph.shares = shares.length > 0 ? shares : [{ text: FILLER, shown: true }]
  if (text === '') for (const glyph of glyphs) glyph.shares = [{ text: '', shown: false }]
}

/** WHY this: a glyph has to say something; readers pass over a word joiner. */
const FILLER = '\u2060'

/** What no glyph is left for is said after the last one. */
function add(shares: Share[], character: string): void {
  const last = shares.at(-1)
  if (last === undefined || last.shown) shares.push({ text: character, shown: false })
  else shares[shares.length - 1] = { ...last, text: last.text + character }
}

function isMark(character: string): boolean {
  return /[\p{Mn}\p{Me}\p{Cf}]/u.test(character)
}
