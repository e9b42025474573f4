import { lineOf, lineOrNothing } from '../contact/line-of'
import { refuse } from '../user-error/refuse'
import { Address } from './address'
import type { AddressInput } from './address.input'
import { countries } from './countries'

/** An address as it is stored; `field` is where the input has it. @throws Refusal, naming the part that is wrong. */
export function addressOf({ street, postalCode, city, country }: AddressInput, field: string): Address {
  return Object.assign(new Address(), {
    street: lineOf(street, { field: `${field}.street`, most: 200 }),
    postalCode: lineOrNothing(postalCode, { field: `${field}.postalCode`, most: 16 }),
    city: lineOf(city, { field: `${field}.city`, most: 120 }),
    country: countryOf(country, `${field}.country`),
  })
}

/** A country by its code, in capitals. @throws Refusal where there is none. */
export function countryOf(given: string, field: string): string {
  const text = given.trim()
  // WHY of ASCII alone: other letters grow when they are capitals, and ß would be South Sudan.
  const code = /^[A-Za-z]{2}$/.test(text) ? text.toUpperCase() : ''
  if (!countries.has(code)) throw refuse('BAD_USER_INPUT', 'NO_SUCH_COUNTRY', { field })
  return code
}
