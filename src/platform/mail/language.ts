/** The languages that people are written to in. */
export const locales = ['fr', 'en', 'de', 'it'] as const

export type Locale = (typeof locales)[number]

/** The language for what a user chose: `de-CH` is German; what is not spoken here is English. */
export function localeOf(chosen: string): Locale {
  const language = chosen.slice(0, 2).toLowerCase()
  return locales.find((locale) => locale === language) ?? 'en'
}

/** The words of a mail: `{fact}` stands for a fact, `{provider}` for who sends it. */
export interface MailText {
  readonly subject: string
  readonly text: string
}

/** How days and amounts are written in each language. */
export const tags: Readonly<Record<Locale, string>> = { fr: 'fr-CH', en: 'en-GB', de: 'de-CH', it: 'it-CH' }
