import { type Locale, type MailText } from './language'

/** All mails there are, by name, and the words that they hold as facts. The engine writes them; the nouns say what they say. */
export interface MailBook {
  readonly letters: Readonly<Record<string, Letter>>
  readonly words: WordTexts
}

/** One mail. INVARIANT: its texts tell every fact, and mention no other; a test compares them. */
export interface Letter {
  readonly cause: MailCause
  readonly facts: MailForm
  readonly texts: Readonly<Record<Locale, MailText>>
}

/** The facts of a mail, each with its kind. */
export type MailForm = Readonly<Record<string, keyof FactKinds>>

/** `OWNER`: how it is said in each language. */
export type WordTexts = Readonly<Record<string, Readonly<Record<Locale, string>>>>

/**
 * Who makes a mail leave.
 * - `ours`: a job, or the person it is sent to: nobody else can make it leave.
 * - `from an address`: anybody, who names the recipient; counted where it is asked for (`admitMail`, `admitReset`).
 * - `to a stranger`: a User, who names the recipient.
 * - `to people involved`: a User, to people who have to do with what they did.
 * - `by staff`: somebody of the provider.
 */
export type MailCause = 'ours' | 'from an address' | 'to a stranger' | 'to people involved' | 'by staff'

/** The kinds of facts a mail can hold, each with what is handed over for it. */
export interface FactKinds {
  /** A line of text from outside, such as a name. INVARIANT: no link in it works, and a subject quotes it. */
  readonly text: string
  /** A line of text that we made, such as the number of an invoice. */
  readonly ours: string
  /** Text of several lines, such as a message. */
  readonly lines: string
  /** An address to click on: http or https. */
  readonly link: string
  /** A day, `2026-11-24`. */
  readonly date: string
  /** A moment, in ISO 8601. */
  readonly instant: string
  readonly count: number
  /** Minor units of a currency. */
  readonly amount: { readonly amount: number; readonly currency: string }
  /** The name of a word of the book, which is said in the language of the mail. */
  readonly word: string
}
