import { refuse } from '../user-error/refuse'

/** An e-mail address as it is stored: lower case, without spaces around it. @throws Refusal for what is none. */
export function emailOf(given: string, field: string): string {
  const email = given.trim().toLowerCase()
  if (email.length > 254 || !/^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(email)) {
    throw refuse('BAD_USER_INPUT', 'NOT_AN_ADDRESS', { field })
  }
  return email
}
