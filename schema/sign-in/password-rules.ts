import { passwordForm } from '../../src/platform/typed-texts'
import { refuse } from '../user-error/user-error'
import { commonPasswords, commonWords } from './common-passwords'

export const LEAST_CHARACTERS = 12
/** WHY bounded: hashing a longer password takes longer, and callers choose the length. */
export const MOST_CHARACTERS = 256

/** Checks that a text may be the password of an account. @throws Refusal that names the field. */
export function checkPassword(typed: string, email: string, field: string): void {
  const password = passwordForm(typed)
  const length = Array.from(password).length
  const at = { field }
  if (length < LEAST_CHARACTERS) {
    throw refuse('BAD_USER_INPUT', 'PASSWORD_TOO_SHORT', { ...at, facts: { least: LEAST_CHARACTERS } })
  }
  if (length > MOST_CHARACTERS) {
    throw refuse('BAD_USER_INPUT', 'TOO_LONG', { ...at, facts: { most: MOST_CHARACTERS } })
  }
  if (isAddress(password, email)) throw refuse('BAD_USER_INPUT', 'PASSWORD_IS_ADDRESS', at)
  if (isCommon(password)) throw refuse('BAD_USER_INPUT', 'PASSWORD_TOO_COMMON', at)
}

/** Whether it is the address itself, or the part before the @ with only digits and signs around it. */
function isAddress(password: string, email: string): boolean {
  const given = password.toLowerCase().trim()
  const [local = ''] = email.split('@')
  return given === email || lettersOf(given) === lettersOf(local) || given === local.repeat(2)
}

/** Whether it is on the list, is a listed word with digits and signs around it, or has few different characters. */
function isCommon(password: string): boolean {
  const given = password.toLowerCase().trim()
  if (commonPasswords.has(given) || new Set(given).size < LEAST_DIFFERENT) return true
  const core = given.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  if (core === '') return isRow(given)
  const readings = [lettersOf(given), lettersOf(unleet(core)), lettersOf(unleet(given))]
  return readings.some((text) => commonWords.some((word) => isRepeated(text, word)))
}

const LEAST_DIFFERENT = 5

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}]/gu, '')
}

/** `p@ssw0rd` is `password`. */
function unleet(text: string): string {
  return text.replace(/[@$013457]/g, (sign) => LEET[sign] ?? sign)
}

const LEET: Readonly<Record<string, string>> = {
  '@': 'a',
  $: 's',
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
}

function isRepeated(text: string, word: string): boolean {
  return text.length > 0 && text.length % word.length === 0 && word.repeat(text.length / word.length) === text
}

/** Digits one after the other, up or down. */
function isRow(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  return '01234567890123456789'.includes(digits) || '98765432109876543210'.includes(digits)
}
