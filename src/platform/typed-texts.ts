import { domainToASCII } from 'node:url'

/** Scripts whose words hold joiners. */
const JOINED =
  '\\p{sc=Arabic}\\p{sc=Syriac}\\p{sc=Mongolian}\\p{sc=Devanagari}\\p{sc=Bengali}\\p{sc=Gurmukhi}\\p{sc=Gujarati}\\p{sc=Oriya}' +
  '\\p{sc=Tamil}\\p{sc=Telugu}\\p{sc=Kannada}\\p{sc=Malayalam}\\p{sc=Sinhala}\\p{sc=Khmer}\\p{sc=Myanmar}\\p{sc=Tibetan}'
/** Invisible characters where they have a meaning: within words of those scripts, within emoji, after the character they vary. */
const MEANT = [
  `(?<=[${JOINED}])[\\u200c\\u200d](?=[${JOINED}])`,
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})',
  '(?<=[\\p{Emoji}])[\\ufe0e\\ufe0f]',
  '(?<=\\p{sc=Han})[\\u{e0100}-\\u{e01ef}]',
].join('|')
/** Characters that nobody sees, or that change the direction of others. U+2800 is a blank of Braille. */
const UNSEEN =
  /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\u2800]/u
/** Characters that end a line, or change the direction of the rest of it. */
const BROKEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
/** A mark without a base character, or more marks than any writing system stacks. */
const LOOSE_MARK = /(^|[\p{Z}\p{Cc}])\p{M}|\p{M}{9}/u

/** What is wrong with a text that others will read. */
export type TextProblem = 'EMPTY' | 'NOT_ONE_LINE' | 'UNSEEN' | 'NO_LETTER'

/**
 * A name or another single line, as it is stored: NFC, without blanks around it. INVARIANT: a reader sees all of it, and
 * it holds at least one letter or digit. Joiners stay where words and emoji need them.
 */
export function lineIn(given: string): { readonly text: string } | { readonly problem: TextProblem } {
  const text = given.normalize('NFC').trim()
  if (text === '') return { problem: 'EMPTY' }
  if (BROKEN.test(text)) return { problem: 'NOT_ONE_LINE' }
  return seen(text)
}

/** The same for text of several lines. Marks of direction within a line are allowed; characters that change the rest of the text are not. */
export function linesIn(given: string): { readonly text: string } | { readonly problem: TextProblem } {
  const text = given
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .trim()
  if (text === '') return { problem: 'EMPTY' }
  const found = seen(text.replace(/[\n\t\u200e\u200f\u061c]/g, ' '))
  return 'problem' in found ? found : { text }
}

function seen(text: string): { readonly text: string } | { readonly problem: TextProblem } {
  const rest = text.replace(new RegExp(MEANT, 'gu'), '')
  if (UNSEEN.test(rest) || LOOSE_MARK.test(rest)) return { problem: 'UNSEEN' }
  return /[\p{L}\p{N}]/u.test(rest) ? { text } : { problem: 'NO_LETTER' }
}

const ATOM = "[\\w!#$%&'*+/=?^`{|}~-]+"
const LOCAL = new RegExp(`^${ATOM}(\\.${ATOM})*$`)
const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
const DOMAIN = new RegExp(`^(${LABEL}\\.)+(?!\\d+$)${LABEL}$`)
const MOST_LOCAL = 64
const MOST = 254

/**
 * The one form of an e-mail address: NFC, lower case, its domain in the letters of the wire (punycode). Two addresses are
 * one where their canonical forms are equal; every endpoint stores and looks for this form.
 * INVARIANT: it refuses nothing. A text that is no address gets a form too, which belongs to nobody.
 */
export function canonicalAddress(given: string): string {
  const text = given.normalize('NFC').trim().toLowerCase()
  const at = text.lastIndexOf('@')
  if (at < 0) return text
  const domain = text.slice(at + 1)
  // WHY checked first: the parser would read `%2e`, `/` and the like as parts of an address of the web.
  const onWire = /[\s%/:?#[\]\\]/.test(domain) ? '' : domainToASCII(domain)
  return `${text.slice(0, at)}@${onWire === '' ? domain : onWire}`
}

/**
 * The canonical form of what can be written to; undefined for anything else. Refused: quoted names, dots at the ends or in
 * a row, domains without a dot or with one at the end, labels that begin or end with a hyphen, and names before the `@`
 * outside ASCII, which most servers do not deliver.
 */
export function mailAddressIn(given: string): string | undefined {
  const address = canonicalAddress(given)
  const at = address.lastIndexOf('@')
  const local = address.slice(0, Math.max(at, 0))
  const isAddress =
    local.length <= MOST_LOCAL &&
    address.length <= MOST &&
    LOCAL.test(local) &&
    DOMAIN.test(address.slice(at + 1))
  return isAddress ? address : undefined
}

/** A password as it is hashed. WHY: a keyboard may send é as one character or as two, and the password is the same. */
export function passwordForm(typed: string): string {
  return typed.normalize('NFC')
}

/**
 * The forms in which a typed password may have been hashed. WHY also as typed: older hashes hold other forms too.
 * INVARIANT: their number depends only on the typed text, not on the account.
 */
export function passwordForms(typed: string): readonly string[] {
  return [...new Set([passwordForm(typed), typed])]
}
