import { registerEnumType } from 'type-graphql'
import type { Locale } from '../../src/services/mail-templates/locale'
import { type Facts, textsIn } from '../../src/services/texts'
import { invoiceReasons } from '../invoice/invoice-reasons'
import { accessRequestReasons } from '../access-request/access-request-reasons'
import { accountReasons } from '../sign-in/account-reasons'
import { orderReasons } from '../order/order-reasons'
import { partnershipReasons } from '../partnership/partnership-reasons'
import { prepaidAccountReasons } from '../prepaid-account/prepaid-account-reasons'
import { contactReasons } from '../contact/contact-reasons'
import { organisationReasons } from '../organisation/organisation-reasons'
import { productReasons } from '../product/product-reasons'
import { vatNumberReasons } from '../vat/vat-number-reasons'
import { breachNoticeReasons } from '../breach-notice/breach-notice-reasons'
import { irregularityReasons } from '../irregularity/irregularity-reasons'
import { personalDataReasons } from '../personal-data/personal-data-reasons'
import { staffReasons } from '../staff/staff-reasons'
import { credentialsReasons } from '../credentials/credentials-reasons'
import { membershipReasons } from '../membership/membership-reasons'
import { commonReasons } from './common-reasons'
import type { Sentences } from './sentences'

/** Every reason for which a mutation is refused, with its sentences. Each noun brings its own. */
export const reasons = {
  ...commonReasons,
  ...credentialsReasons,
  ...membershipReasons,
  ...accessRequestReasons,
  ...accountReasons,
  ...invoiceReasons,
  ...contactReasons,
  ...orderReasons,
  ...partnershipReasons,
  ...organisationReasons,
  ...productReasons,
  ...vatNumberReasons,
  ...prepaidAccountReasons,
  ...staffReasons,
  ...breachNoticeReasons,
  ...irregularityReasons,
  ...personalDataReasons,
} as const satisfies Readonly<Record<string, Sentences>>

export type ReasonName = keyof typeof reasons

/** The names alone, as an enumeration of the schema. */
export const Reason = Object.fromEntries(Object.keys(reasons).map((name) => [name, name]))

/** The sentence of a reason. Throws where there is none, or a fact that it mentions is missing. */
export const saySentence = textsIn({
  en: inLocale('en'),
  fr: inLocale('fr'),
  de: inLocale('de'),
  it: inLocale('it'),
})

function inLocale(locale: Locale): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(reasons).map(([name, sentences]) => [name, sentences[locale]]))
}

/** `{most}` for a fact that is called `most`: the sentence with its places left open. */
const OPEN_PLACES = new Proxy<Facts>({}, { has: () => true, get: (_none, name) => `{${String(name)}}` })

registerEnumType(Reason, {
  name: 'Reason',
  description: 'Why exactly a mutation was refused: what a program decides by.',
  valuesConfig: Object.fromEntries(
    Object.keys(reasons).map((name) => [name, { description: saySentence('en', name, OPEN_PLACES) }]),
  ),
})
