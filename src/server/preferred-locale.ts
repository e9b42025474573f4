import { type Locale, locales } from '../services/mail-templates/locale'

/** The language of a page for a browser that says `Accept-Language: de-CH, fr;q=0.8`; English where it says nothing. */
export function preferredLocale(accepted: string | undefined): Locale {
  const wishes = (accepted ?? '').slice(0, MOST_CHARACTERS).split(',').map(wishOf)
  const best = wishes
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .flatMap(({ language }) => locales.filter((locale) => locale === language))
  return best[0] ?? 'en'
}

/** WHY: nobody needs more, and a header of any length is not sorted for anybody. */
const MOST_CHARACTERS = 500

function wishOf(text: string): { readonly language: string; readonly weight: number } {
  const [tag = '', ...parameters] = text.trim().toLowerCase().split(';')
  const weight = parameters.map((one) => /^\s*q=(.*)$/.exec(one)?.[1]).find((one) => one !== undefined)
  return { language: tag.slice(0, 2), weight: weight === undefined ? 1 : Number(weight) || 0 }
}
