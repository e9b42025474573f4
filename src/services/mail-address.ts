import { domainToASCII } from 'node:url'

/**
 * The one form of an e-mail address: NFC, lower case, its domain in the letters of the wire (punycode). Two addresses are
 * one where their canonical forms are equal.
 * INVARIANT: it refuses nothing. What is no address at all has a form, too, that is nobody's.
 */
export function canonicalAddress(given: string): string {
  const text = given.normalize('NFC').trim().toLowerCase()
  const at = text.lastIndexOf('@')
  if (at < 0) return text
  const domain = text.slice(at + 1)
  return `${text.slice(0, at)}@${domainToASCII(domain) || domain}`
}
