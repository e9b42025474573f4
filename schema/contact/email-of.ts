import { domainToASCII } from 'node:url'
import { refuse } from '../user-error/refuse'
import { lineOf } from './line-of'

const LOCAL = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}$/
const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?$/

/** An e-mail address as it is written to, its domain in the letters of the wire. @throws Refusal for anything else. */
export function emailOf(given: string, field: string): string {
  const text = lineOf(given, { field, most: 254 })
  const at = text.lastIndexOf('@')
  const local = text.slice(0, Math.max(at, 0))
  const domain = domainToASCII(text.slice(at + 1))
  const email = `${local}@${domain}`
  if (!LOCAL.test(local) || !DOMAIN.test(domain) || email.length > 254) {
    throw refuse('BAD_USER_INPUT', 'NOT_AN_EMAIL', { field })
  }
  return email
}
