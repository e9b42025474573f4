import { refuse } from '../user-error/refuse'

/** A line of text that somebody typed: for which field of the input, and how long it may be. */
export interface Line {
  readonly field: string
  readonly most: number
}

/** WHY these: they break lines, turn the direction of writing, or are seen by nobody. */
const FORBIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/u

/** The text as it is stored. @throws Refusal for what is empty, too long, or more than one line. */
export function lineOf(given: string, { field, most }: Line): string {
  const text = given.normalize('NFC').trim()
  if (text === '') throw refuse('BAD_USER_INPUT', 'EMPTY', { field })
  if (FORBIDDEN.test(text)) throw refuse('BAD_USER_INPUT', 'NOT_ONE_LINE', { field })
  if (Array.from(text).length > most) throw refuse('BAD_USER_INPUT', 'TOO_LONG', { field, facts: { most } })
  return text
}

/** The same where nothing may be given: null and a blank both clear it. */
export function lineOrNothing(given: string | null | undefined, line: Line): string | null {
  return given === null || given === undefined || given.trim() === '' ? null : lineOf(given, line)
}
