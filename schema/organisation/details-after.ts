import { addressOf, countryOf } from '../address/address-of'
import { lineOf } from '../contact/line-of'
import { phoneOf } from '../contact/phone-of'
import { refuse } from '../user-error/refuse'
import { currencyOf } from './currency-of'
import type { Organisation } from './organisation.entity'
import type { UpdateOrganisationInput } from './organisation.inputs'

/** What an Organisation says of itself, without VAT and billing. */
export type Details = Pick<
  Organisation,
  'name' | 'legalName' | 'kind' | 'country' | 'postalAddress' | 'phone' | 'currency'
>

/** The details after a change. What is left out stays; only the telephone number can be cleared. @throws Refusal */
export function detailsAfter(before: Organisation, input: UpdateOrganisationInput): Details {
  const { name, legalName, kind, country, postalAddress: address, phone } = input
  const postalAddress = taken({ field: 'postalAddress', given: address }, before.postalAddress, addressOf)
  return {
    name: taken({ field: 'name', given: name }, before.name, nameOf),
    legalName: taken({ field: 'legalName', given: legalName }, before.legalName, nameOf),
    kind: taken({ field: 'kind', given: kind }, before.kind, (one) => one),
    country: taken({ field: 'country', given: country }, before.country, countryOf),
    postalAddress,
    phone: phone === undefined ? before.phone : phoneOf(phone, 'phone'),
    // WHY only then: an account opened before this rule keeps its currency until somebody gives another address.
    currency: address === undefined ? before.currency : currencyOf(postalAddress.country),
  }
}

interface Said<Given> {
  readonly field: string
  readonly given: Given | null | undefined
}

/** What is kept after an input: nothing said, nothing changed. */
function taken<Given, Kept>(
  { field, given }: Said<Given>,
  before: Kept,
  read: (given: Given, field: string) => Kept,
): Kept {
  if (given === undefined) return before
  if (given === null) throw refuse('BAD_USER_INPUT', 'EMPTY', { field })
  return read(given, field)
}

function nameOf(given: string, field: string): string {
  return lineOf(given, { field, most: 200 })
}
