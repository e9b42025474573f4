import { createInstance, type I18nFormatModule } from 'i18next'
import ICU from 'i18next-icu'
import { type Locale, locales } from './language'

/** The facts in a text, by the name of their placeholder. */
export type Facts = Readonly<Record<string, string | number>>

/** Formats a text in a language. @throws if there is no such text, or if a fact in it is missing. */
export type SayText = (locale: Locale, key: string, facts: Facts) => string

/**
 * Texts in every language, written as ICU messages: `{client}` stands for a fact, `{days, plural, =1 {a day} other
 * {{days} days}}` chooses by a number.
 * INVARIANT: a fact is never read as a message or as an option, whatever braces, `$t(…)` or names it holds: i18next gets all
 * facts under one key, and the messages are compiled without them.
 */
export function textsIn(texts: { readonly [locale in Locale]: Readonly<Record<string, string>> }): SayText {
  const i18n = createInstance()
  void i18n.use(icuFormat()).init({
    // WHY synchronous: all texts are in memory already.
    initAsync: false,
    lng: 'en',
    supportedLngs: [...locales],
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    resources: Object.fromEntries(locales.map((locale) => [locale, { translation: { ...texts[locale] } }])),
  })
  return (locale, key, facts) => i18n.t(key, { lng: locale, facts })
}

/** i18next-icu with two changes: facts stay apart from i18next's own options, and a text with an error throws. */
function icuFormat(): I18nFormatModule {
  const fail = (problem: Error): never => {
    throw problem
  }
  // WHY: the types of i18next-icu lack the one method that i18next calls.
  const icu = new ICU({ parseErrorHandler: fail }) as unknown as { readonly parse: Parse<Facts> }
  const parse: Parse<{ readonly facts: Facts }> = (text, { facts }, ...[lng, ns, key, info]) => {
    if (info.resolved.res === undefined) throw new Error(`There is no text \`${key}\` in \`${lng}\`.`)
    return icu.parse(text, facts, lng, ns, key, info)
  }
  return Object.assign<I18nFormatModule, { readonly parse: typeof parse }>({ type: 'i18nFormat' }, { parse })
}

/** How i18next calls for a formatted text. */
type Parse<Options> = (
  text: string,
  options: Options,
  ...about: [lng: string, ns: string, key: string, info: { readonly resolved: { readonly res?: string } }]
) => string
