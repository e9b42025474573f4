import { type Locale } from '../../src/platform/mail/language'
import { inForceOn, type Validity } from '../billing/pricing'
import { type OrganisationKind } from '../organisation/organisation.entity'
import { type VatStatus } from '../organisation/vat-check.entity'
import { euPrefix, vatCountry } from './check-vat-number'

/** A row of `vat_rates`: the standard rate of a country, in ten-thousandths. */
interface ListedVatRate extends Validity {
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
interface Vat {
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

/** Why an invoice charges no VAT, in the words the law wants. A setting may replace them. */
interface VatMentions {
  readonly reverseCharge: string
  readonly outsideScope: string
}

export const vatMentions: { readonly [locale in Locale]: VatMentions } = {
  en: {
    reverseCharge: 'Reverse charge: VAT to be accounted for by the recipient, Art. 196 Directive 2006/112/EC',
    outsideScope: 'No VAT: the service is supplied where the recipient is established.',
  },
  fr: {
    reverseCharge: 'Autoliquidation : TVA due par le preneur, art. 196 de la directive 2006/112/CE',
    outsideScope: 'Sans TVA : la prestation est localisée au lieu du siège du destinataire.',
  },
  de: {
    reverseCharge: 'Steuerschuldnerschaft des Leistungsempfängers, Art. 196 der Richtlinie 2006/112/EG',
    outsideScope: 'Ohne MWST: Ort der Leistung ist der Sitz des Empfängers.',
  },
  it: {
    reverseCharge: 'Inversione contabile: IVA dovuta dal destinatario, art. 196 della direttiva 2006/112/CE',
    outsideScope: 'Senza IVA: la prestazione è localizzata presso la sede del destinatario.',
  },
}

/** What can happen to the VAT number of an Organisation. */
export type VatEvent =
  /** A number was given that can be one (`checkVatNumber`), or given again. */
  | 'GIVEN'
  /** The number was taken away, or country or kind changed so that none applies. */
  | 'REMOVED'
  /** What the register said. */
  | 'CONFIRMED'
  | 'REFUSED'
  | 'UNREACHABLE'

/**
 * The status after an event.
 * INVARIANT: VALID follows from the register's last answer and nothing else; in doubt the number is UNVERIFIED,
 * and VAT is charged. Where there is no number, no answer makes one.
 */
export function vatStatusAfter(status: `${VatStatus}`, event: VatEvent): `${VatStatus}` {
  switch (event) {
    case 'GIVEN':
      return 'UNVERIFIED'
    case 'REMOVED':
      return 'NOT_APPLICABLE'
    case 'CONFIRMED':
      return status === 'NOT_APPLICABLE' ? status : 'VALID'
    case 'REFUSED':
      return status === 'NOT_APPLICABLE' ? status : 'INVALID'
    case 'UNREACHABLE':
      // WHY not INVALID → UNVERIFIED: silence does not take back a refusal. Both are charged.
      return status === 'VALID' ? 'UNVERIFIED' : status
  }
}
