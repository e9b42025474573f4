import { refuse } from '../user-error/refuse'
import { lineOrNothing } from './line-of'

const PHONE = /^(?=.*\d.*\d.*\d)\+?[\d ()/.-]+$/

/** A telephone number as people write it; null where none is given. @throws Refusal for what is none. */
export function phoneOf(given: string | null | undefined, field: string): string | null {
  const phone = lineOrNothing(given, { field, most: 40 })
  if (phone !== null && !PHONE.test(phone)) throw refuse('BAD_USER_INPUT', 'NOT_A_PHONE_NUMBER', { field })
  return phone
}
