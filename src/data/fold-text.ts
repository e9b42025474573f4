/**
 * A text as people look for it: without case, accents, invisible characters and doubled spaces, in one Unicode form.
 * `Lakeside  HÔTEL` and `lakeside hotel` are one. [Unicode 16, section 3.13: default caseless matching]
 */
export function foldText(text: string): string {
  const letters = text.replace(/\s/gu, ' ').normalize('NFD').replace(ACCENTS, '').replace(INVISIBLE, '')
  // WHY upper case first: it spells out what lower case keeps apart (ß and ss, ſ and s, final and other sigma).
  const folded = letters.toUpperCase().toLowerCase().replaceAll('ς', 'σ').replace(STROKED, plain)
  return folded.normalize('NFD').replace(ACCENTS, '').normalize('NFC').replace(/ +/gu, ' ')
}

/**
 * What is stored beside a text, to find and sort it by.
 * @param most how many characters it may have; null for as many as it takes
 */
export function foldedKey(text: string, most: number | null): string {
  const folded = foldText(text).trim()
  return most === null ? folded : Array.from(folded).slice(0, most).join('')
}

/**
 * Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs of Arabic.
 * WHY not every mark: those of Indic scripts, Thai and kana are letters of their own to who reads them.
 */
const ACCENTS =
  /[\u0300-\u036F\u0483-\u0487\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u064B-\u065F\u0670\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]/gu

/** What has no width and no meaning to a search, and what is no character at all. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Noncharacter_Code_Point}\p{Surrogate}]/gu

/** Letters that Unicode takes for letters of their own, and who searches for accented ones. */
const STROKED = /[æœøđðħłŧþı]/gu

function plain(letter: string): string {
  return PLAIN[letter] ?? letter
}

const PLAIN: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ł: 'l',
  ŧ: 't',
  þ: 'th',
  ı: 'i',
}
