import type { Locale } from '../../src/services/mail-templates/locale'

/** One sentence in every language people are answered in. `{name}` stands for a fact. */
export type Sentences = Readonly<Record<Locale, string>>
