import type { Word } from '../../src/services/mail-templates/mail-forms'
import { PaymentMode } from './payment-mode'
import type { Terms } from './terms'

/** What is offered, in a word that mails say in every language. Never an amount. */
export function offerWord(terms: Terms): Word {
  if (!('paymentMode' in terms)) return 'LIMITED'
  return terms.paymentMode === PaymentMode.CLIENT_PAYS ? 'FULL_CLIENT_PAYS' : 'FULL_PARTNER_PAYS'
}
