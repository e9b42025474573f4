import { domainToASCII } from 'node:url'
import { refuse } from '../user-error/refuse'

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
const TOP_LEVEL = /^([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/
const MOST = 253

/**
 * A domain name as registries write it: small letters, umlauts and the like in their ASCII form.
 * INVARIANT: two ways of writing one name come to the same text, so that it is registered once.
 * @throws Refusal for what is no domain name.
 */
export function domainNameOf(given: string, field: string): string {
  const name = given.length > MOST ? '' : domainToASCII(given.trim())
  const labels = name.split('.')
  const valid =
    name.length <= MOST &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label)) &&
    TOP_LEVEL.test(labels.at(-1) ?? '')
  if (!valid) throw refuse('BAD_USER_INPUT', 'NOT_A_DOMAIN', { field })
  return name
}
