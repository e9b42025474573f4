import { lineIn, linesIn, mailAddressIn, type TextProblem } from '../../src/platform/typed-texts'
import { refuse } from '../user-error/user-error'

/** A text that somebody typed: for which field of the input, and how long it may be, in characters. */
interface Line {
  readonly field: string
  readonly most: number
}

/** A name or another single line as it is stored. @throws Refusal for what is empty, too long, more than one line or unseen. */
export function lineOf(given: string, line: Line): string {
  return checked(lineIn(given), line)
}

/** Text of several lines as it is stored. @throws Refusal */
export function linesOf(given: string, line: Line): string {
  return checked(linesIn(given), line)
}

/** A line where nothing may be given: null and a blank both clear it. */
export function lineOrNothing(given: string | null | undefined, line: Line): string | null {
  return given === null || given === undefined || given.trim() === '' ? null : lineOf(given, line)
}

type Found = { readonly text: string } | { readonly problem: TextProblem }

function checked(found: Found, { field, most }: Line): string {
  if ('problem' in found) throw refuse('BAD_USER_INPUT', REASONS[found.problem], { field })
  if (Array.from(found.text).length > most) {
    throw refuse('BAD_USER_INPUT', 'TOO_LONG', { field, facts: { most } })
  }
  return found.text
}

const REASONS = {
  EMPTY: 'EMPTY',
  NOT_ONE_LINE: 'NOT_ONE_LINE',
  UNSEEN: 'UNSEEN_CHARACTERS',
  NO_LETTER: 'NO_LETTER',
} as const

/** The e-mail address of somebody, in its canonical form. @throws Refusal for what cannot be written to. */
export function emailOf(given: string, field: string): string {
  const email = mailAddressIn(lineOf(given, { field, most: 254 }))
  if (email === undefined) throw refuse('BAD_USER_INPUT', 'NOT_AN_EMAIL', { field })
  return email
}

const PHONE = /^(?=.*\d.*\d.*\d)\+?[\d ()/.-]+$/

/** A telephone number as people write it; null where none is given. @throws Refusal for what is none. */
export function phoneOf(given: string | null | undefined, field: string): string | null {
  const phone = lineOrNothing(given, { field, most: 40 })
  if (phone !== null && !PHONE.test(phone)) throw refuse('BAD_USER_INPUT', 'NOT_A_PHONE_NUMBER', { field })
  return phone
}
