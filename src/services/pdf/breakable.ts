/** Lets a word that is wider than its place break between any two letters: zero-width spaces, which the text layer drops. */
export function breakable(text: string, place: Place): string {
  return text.replace(WORD, (word) => (widthOf(word, place.size) > place.width ? loose(word) : word))
}

/** WHY without these scripts: Typst knows where their lines break, between words or anywhere. */
const WORD =
  /[^\s\u200B\-\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303F\uFF00-\uFFEF]+/gu

export interface Place {
  /** In points, as the size of type is. */
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
