import { inForceOn, type Validity } from '../billing/in-force-on'
import type { OrganisationKind } from '../organisation/organisation-kind'
import type { VatStatus } from '../organisation/vat-status'
import { euPrefix, vatCountry } from './eu-prefix'
import type { VatMentions } from './vat-mentions'

/** A row of `vat_rates`: the standard rate of a country, in ten-thousandths. */
export interface ListedVatRate extends Validity {
  readonly country: string
  readonly rate: number
}

/** The billed Organisation, as it is on the day of issue. */
export interface Billed {
  readonly kind: `${OrganisationKind}`
  readonly country: string
  readonly vatStatus: `${VatStatus}`
}

/** What an invoice keeps of the VAT for good. INVARIANT: a rate of 0 has a mention, any other none. */
export interface Vat {
  readonly rate: number
  readonly mention: string | null
}

/**
 * The VAT of an invoice, from whom it bills and the day it is issued: reverse charge for an EU company whose
 * number is valid, else the standard rate of the country; nothing where no rate is known outside the EU.
 * INVARIANT: a country of the EU, and Switzerland, without a rate on that day is a mistake in the data: it throws.
 */
export function vatOn(
  invoice: { readonly billed: Billed; readonly issuedOn: string },
  rates: readonly ListedVatRate[],
  mentions: VatMentions,
): Vat {
  const { billed, issuedOn } = invoice
  if (isReverseCharged(billed)) return { rate: 0, mention: mentions.reverseCharge }
  const country = vatCountry(billed.country)
  const row = inForceOn(
    rates.filter((each) => each.country === country),
    issuedOn,
  )
  if (row !== undefined) return { rate: row.rate, mention: row.rate === 0 ? mentions.outsideScope : null }
  if (country === 'CH' || euPrefix(country) !== undefined) {
    throw new Error(`No VAT rate for ${country} on ${issuedOn}.`)
  }
  return { rate: 0, mention: mentions.outsideScope }
}

function isReverseCharged({ kind, country, vatStatus }: Billed): boolean {
  return kind !== 'PRIVATE' && vatStatus === 'VALID' && euPrefix(country) !== undefined
}
