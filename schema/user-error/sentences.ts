import type { Locale } from '../../src/services/mail-templates/locale'

/** One sentence in every language people are answered in. An ICU message: `{name}` stands for a fact, a plural chooses by one. */
export type Sentences = Readonly<Record<Locale, string>>
