/** The languages that people are written to in. */
export const locales = ['fr', 'en', 'de', 'it'] as const

export type Locale = (typeof locales)[number]

/** The language for a User's locale: `de-CH` is German; a language that we do not have becomes English. */
export function localeOf(chosen: string): Locale {
  const language = chosen.slice(0, 2).toLowerCase()
  return locales.find((locale) => locale === language) ?? 'en'
}

/** The words of a mail: `{fact}` stands for a fact, `{provider}` for the provider's name. */
export interface MailText {
  readonly subject: string
  readonly text: string
}

/** How days and amounts are written in each language. */
export const tags: Readonly<Record<Locale, string>> = { fr: 'fr-CH', en: 'en-GB', de: 'de-CH', it: 'it-CH' }
