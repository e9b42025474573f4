import Negotiator from 'negotiator'
import { type Locale, locales } from '../services/mail-templates/locale'

/** The language of a page for a browser that says `Accept-Language: de-CH, fr;q=0.8`; English where it says nothing. */
export function preferredLocale(accepted: string | undefined): Locale {
  const header = { 'accept-language': (accepted ?? '').slice(0, MOST_CHARACTERS) }
  // WHY not asked for one of ours: it would put `fr` before `en-GB` where both are wished for alike.
  const wished = new Negotiator({ headers: header }).languages().map((tag) => tag.slice(0, 2).toLowerCase())
  return wished.flatMap((language) => locales.filter((locale) => locale === language))[0] ?? 'en'
}

/** WHY: nobody needs more, and a header of any length is not sorted for anybody. */
const MOST_CHARACTERS = 500
