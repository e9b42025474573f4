import type { Locale } from '../../src/services/mail-templates/locale'
import { vatMentions } from './vat-mentions'

/**
 * A mention that an invoice keeps, in another language: one of ours as we say it there, any other as it stands.
 * WHY: the invoice keeps one wording for good, and is printed in the language of whoever reads it.
 */
export function mentionIn(mention: string, language: Locale): string {
  for (const mentions of Object.values(vatMentions)) {
    if (mention === mentions.reverseCharge) return vatMentions[language].reverseCharge
    if (mention === mentions.outsideScope) return vatMentions[language].outsideScope
  }
  return mention
}
