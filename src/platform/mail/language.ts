import { type MailName, type MailWord } from './mail-forms'

/** The languages of mails. */
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

/** All texts of one language. */
export interface Language {
  /** How days and amounts are written. */
  readonly tag: string
  /** The time zone of moments; Europe/Zurich by default. */
  readonly timeZone?: string | undefined
  readonly mails: { readonly [name in MailName]: MailText }
  readonly words: { readonly [word in MailWord]: string }
}
