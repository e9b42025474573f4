import { mailAddressIn } from '../../src/services/mail-address'
import { refuse } from '../user-error/refuse'

/** The e-mail address of an account, in its canonical form. @throws Refusal for what cannot be written to. */
export function emailOf(given: string, field: string): string {
  const email = mailAddressIn(given)
  if (email === undefined) throw refuse('BAD_USER_INPUT', 'NOT_AN_ADDRESS', { field })
  return email
}
