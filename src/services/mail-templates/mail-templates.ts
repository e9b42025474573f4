import { english } from './english'
import { french } from './french'
import { german } from './german'
import { italian } from './italian'
import type { Language, MailText } from './language'
import type { Locale } from './locale'
import { type FactKinds, type MailData, mailForms, type MailName } from './mail-forms'
import { textsIn } from '../texts'
import { oneLine } from './one-line'
import { writeFact } from './write-fact'

/** Who sends: a setting, because no real company is named here. */
export interface Provider {
  readonly name: string
  /** The address in From. */
  readonly sender: string
  /** What the law wants at the end of a mail, line by line; may be empty. */
  readonly legal: readonly string[]
  /** The legal time zone, in which mails tell moments; Europe/Zurich if not said. */
  readonly timeZone?: string
}

export const exampleHosting: Provider = {
  name: 'Example Hosting',
  sender: 'no-reply@hosting.example',
  legal: [],
}

/** A mail ready to be sent, but for its recipient. INVARIANT: the subject is one line. */
export type Mail = MailText

/** Writes a mail: `template('de', 'invitation', {…})`. Throws where a fact is missing, unknown or not of its kind. */
export type Template = <Name extends MailName>(locale: Locale, name: Name, data: MailData<Name>) => Mail

export const languages: { readonly [locale in Locale]: Language } = {
  fr: french,
  en: english,
  de: german,
  it: italian,
}

const say = textsIn({ fr: textsOf(french), en: textsOf(english), de: textsOf(german), it: textsOf(italian) })

function textsOf({ mails }: Language): Readonly<Record<string, string>> {
  const entries = Object.entries(mails).flatMap(([name, { subject, text }]) => [
    [`${name}/subject`, subject],
    [`${name}/text`, text],
  ])
  return Object.fromEntries(entries) as Readonly<Record<string, string>> // pairs of a key and its text
}

/** The templates of a provider. */
export function mailTemplates(provider: Provider = exampleHosting): Template {
  return (locale, name, data) => {
    const language = { ...languages[locale], timeZone: provider.timeZone }
    const ours = { provider: oneLine(provider.name) }
    const facts = factsOf(name, data, language)
    const inText = Object.fromEntries(facts.map(({ fact, text }) => [fact, text]))
    const inSubject = Object.fromEntries(
      facts.map(({ fact, kind, text }) => [fact, isForeign(kind) ? quoted(text, locale) : text]),
    )
    const signature = [provider.name, ...provider.legal].map(oneLine).join('\n')
    return {
      subject: oneLine(say(locale, `${name}/subject`, { ...inSubject, ...ours })),
      text: `${say(locale, `${name}/text`, { ...inText, ...ours })}\n\n-- \n${signature}\n`,
    }
  }
}

function isForeign(kind: keyof FactKinds): boolean {
  return kind === 'text' || kind === 'lines'
}

const LONGEST_IN_SUBJECT = 60

const QUOTES: { readonly [locale in Locale]: readonly [string, string] } = {
  en: ['“', '”'],
  fr: ['« ', ' »'],
  de: ['«', '»'],
  it: ['«', '»'],
}

/** A stranger's words in a subject. WHY quoted and cut: they must not read as a sentence of ours. */
function quoted(text: string, locale: Locale): string {
  const characters = Array.from(oneLine(text.replace(/[«»“”„‟"]/gu, "'")))
  const words =
    characters.length > LONGEST_IN_SUBJECT
      ? `${characters.slice(0, LONGEST_IN_SUBJECT - 1).join('')}…`
      : characters.join('')
  const [before, after] = QUOTES[locale]
  return `${before}${words}${after}`
}

interface WrittenFact {
  readonly fact: string
  readonly kind: keyof FactKinds
  readonly text: string
}

function factsOf(name: MailName, data: object, language: Language): readonly WrittenFact[] {
  const form: Readonly<Record<string, keyof FactKinds>> = mailForms[name]
  const given = new Map<string, unknown>(Object.entries(data))
  const unknown = [...given.keys()].find((fact) => !(fact in form))
  if (unknown !== undefined) throw new TypeError(`\`${name}\` has no place for \`${unknown}\`.`)
  return Object.entries(form).map(([fact, kind]) => ({
    fact,
    kind,
    text: writeFact(kind, given.get(fact), language),
  }))
}
