import { type FactKinds, type Letter } from '../src/platform/mail/mail-book'
import type * as nouns from './nouns'

type Nouns = typeof nouns

/** The mails of all nouns, by name. */
type Letters = UnionToIntersection<
  { [name in keyof Nouns]: Nouns[name] extends { readonly mails: infer Mails } ? Mails : never }[keyof Nouns]
>

type UnionToIntersection<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never

export type MailName = keyof Letters

/** Words that are facts, of all nouns: `OWNER`. */
export type MailWord = {
  [name in keyof Nouns]: Nouns[name] extends { readonly mailWords: infer Words }
    ? keyof Words & string
    : never
}[keyof Nouns]

/** What a mail wants to know. */
export type MailData<Name extends MailName> = Letters[Name] extends Letter
  ? { readonly [Fact in keyof Letters[Name]['facts']]: FactValue<Letters[Name]['facts'][Fact]> }
  : never

type FactValue<Kind> = Kind extends 'word' ? MailWord : Kind extends keyof FactKinds ? FactKinds[Kind] : never
