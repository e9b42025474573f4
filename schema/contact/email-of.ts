import { mailAddressIn } from '../../src/services/mail-address'
import { refuse } from '../user-error/refuse'
import { lineOf } from './line-of'

/** The e-mail address of somebody, in its canonical form. @throws Refusal for what cannot be written to. */
export function emailOf(given: string, field: string): string {
  const email = mailAddressIn(lineOf(given, { field, most: 254 }))
  if (email === undefined) throw refuse('BAD_USER_INPUT', 'NOT_AN_EMAIL', { field })
  return email
}
