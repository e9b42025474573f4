import { addressOf, countryOf } from '../address/address-of'
import { lineOf } from '../contact/line-of'
import { phoneOf } from '../contact/phone-of'
import { currencyOf } from './currency-of'
import type { Details } from './details-after'
import type { NewOrganisationInput } from './organisation.inputs'
import { type VatDetails, vatAfter } from './vat-after'
import { VatStatus } from './vat-status'

/** An Organisation that is to be opened: as it is stored, as plain data. */
export type NewOrganisation = Details & VatDetails

/** What is opened, from what was typed; nothing is looked up. `field` is where the input has it. @throws Refusal */
export function newOrganisationOf(input: NewOrganisationInput, field: string): NewOrganisation {
  const postalAddress = addressOf(input.postalAddress, `${field}.postalAddress`)
  const country = countryOf(input.country, `${field}.country`)
  const legalName = lineOf(input.legalName, { field: `${field}.legalName`, most: 200 })
  const subject = { kind: input.kind, country, field: `${field}.vatNumber` }
  const none = { vatNumber: null, vatStatus: VatStatus.NOT_APPLICABLE }
  return {
    name: input.name ? lineOf(input.name, { field: `${field}.name`, most: 200 }) : legalName,
    legalName,
    kind: input.kind,
    country,
    postalAddress,
    phone: phoneOf(input.phone, `${field}.phone`),
    currency: currencyOf(postalAddress.country),
    ...vatAfter(none, input.vatNumber ?? undefined, subject),
  }
}
