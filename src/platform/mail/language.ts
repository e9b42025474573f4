import { type MailName, type MailWord } from './mail-forms'

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

/** All that is written in one language. */
export interface Language {
  /** How days and amounts are written. */
  readonly tag: string
  /** The zone in which moments are written; Europe/Zurich if not said. */
  readonly timeZone?: string | undefined
  readonly mails: { readonly [name in MailName]: MailText }
  readonly words: { readonly [word in MailWord]: string }
}
