import { domainToASCII } from 'node:url'

const ATOM = "[\\w!#$%&'*+/=?^`{|}~-]+"
const LOCAL = new RegExp(`^${ATOM}(\\.${ATOM})*$`)
const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
const DOMAIN = new RegExp(`^(${LABEL}\\.)+(?!\\d+$)${LABEL}$`)
const MOST_LOCAL = 64
const MOST = 254

/**
 * The one form of an e-mail address: NFC, lower case, its domain in the letters of the wire (punycode). Two addresses are
 * one where their canonical forms are equal; every door stores and looks for this form.
 * INVARIANT: it refuses nothing. What is no address at all has a form, too, that is nobody's.
 */
export function canonicalAddress(given: string): string {
  const text = given.normalize('NFC').trim().toLowerCase()
  const at = text.lastIndexOf('@')
  if (at < 0) return text
  const domain = text.slice(at + 1)
  // WHY looked at first: the parser would read `%2e`, `/` and the like as parts of an address of the web.
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
