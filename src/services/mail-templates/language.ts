import type { MailName, Word } from './mail-forms'

/** The words of a mail: `{fact}` stands for a fact, `{provider}` for who sends it. */
export interface MailText {
  readonly subject: string
  readonly text: string
}

/** All that is written in one language. */
export interface Language {
  /** How days and amounts are written. */
  readonly tag: string
  /** The zone in which moments are told; Europe/Zurich if not said. */
  readonly timeZone?: string | undefined
  readonly mails: { readonly [name in MailName]: MailText }
  readonly words: { readonly [word in Word]: string }
}
