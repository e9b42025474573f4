import { DEFAULT_TIME_ZONE } from '../clock'
import { type Locale, type MailText, tags } from './language'
import { type FactKinds, type MailBook, type MailForm } from './mail-book'
import { type SayText, textsIn } from './texts'

/** The sender: a setting, because this project names no real company. */
export interface MailProvider {
  readonly name: string
  /** The address in From. */
  readonly sender: string
  /** The address that answers go to, where that is not the sender's. */
  readonly replyTo?: string | undefined
  /** The lines that the law requires at the end of a mail; may be empty. */
  readonly legal: readonly string[]
  /** The time zone of moments in mails: the legal time zone, Europe/Zurich by default. */
  readonly timeZone?: string
}

export const exampleHosting: MailProvider = {
  name: 'Example Hosting',
  sender: 'no-reply@hosting.example',
  legal: [],
}

/** A mail that is ready except for its recipient. INVARIANT: the subject is one line. */
type Mail = MailText

/** Writes a mail: `template('de', 'invitation', {…})`. Throws where a fact is missing, unknown or not of its kind. */
type Template = (locale: Locale, name: string, data: object) => Mail

/** The templates of a provider: the mails of a book. */
export function mailTemplates(book: MailBook, provider: MailProvider = exampleHosting): Template {
  const say = sayerOf(book)
  return (locale, name, data) => {
    // `in` would know `constructor` too.
    const letter = Object.hasOwn(book.letters, name) ? book.letters[name] : undefined
    if (letter === undefined) throw new TypeError('There is no such template.')
    const ours = { provider: oneLine(provider.name) }
    const language = { tag: tags[locale], locale, words: book.words, timeZone: provider.timeZone }
    const facts = factsOf({ name, form: letter.facts, data }, language)
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

const sayers = new WeakMap<MailBook, SayText>()

/** WHY once for each book: its messages are compiled, and every mail asks for its templates. */
function sayerOf(book: MailBook): SayText {
  const known = sayers.get(book) ?? textsIn(textsByLocale(book))
  sayers.set(book, known)
  return known
}

function textsByLocale({ letters }: MailBook): {
  readonly [locale in Locale]: Readonly<Record<string, string>>
} {
  const inLocale = (locale: Locale): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(letters).flatMap(([name, { texts }]) => [
        [`${name}/subject`, texts[locale].subject],
        [`${name}/text`, texts[locale].text],
      ]),
    )
  return { fr: inLocale('fr'), en: inLocale('en'), de: inLocale('de'), it: inLocale('it') }
}

/** What facts are written with in one language. */
interface Language {
  readonly tag: string
  readonly locale: Locale
  readonly words: MailBook['words']
  /** The zone in which moments are written; Europe/Zurich by default. */
  readonly timeZone: string | undefined
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

interface GivenFacts {
  readonly name: string
  readonly form: MailForm
  readonly data: object
}

function factsOf({ name, form, data }: GivenFacts, language: Language): readonly WrittenFact[] {
  const given = new Map<string, unknown>(Object.entries(data))
  const unknown = [...given.keys()].find((fact) => !(fact in form))
  if (unknown !== undefined) throw new TypeError(`\`${name}\` has no place for \`${unknown}\`.`)
  return Object.entries(form).map(([fact, kind]) => ({
    fact,
    kind,
    text: writeFact(kind, given.get(fact), language),
  }))
}

/** Formats a fact in a language. It refuses a value that is not of the fact's kind, because mails are made from stored rows. */
function writeFact(kind: keyof FactKinds, value: unknown, language: Language): string {
  switch (kind) {
    case 'text':
      if (typeof value !== 'string' || oneLine(value) === '') throw new TypeError('A text is missing.')
      return withoutLinks(oneLine(value))
    case 'ours':
      if (typeof value !== 'string' || oneLine(value) === '') throw new TypeError('A text is missing.')
      return oneLine(value)
    case 'lines':
      if (typeof value !== 'string' || oneLine(value) === '') throw new TypeError('A text is missing.')
      // INVARIANT: line breaks are the only characters that a single line could not hold.
      return value
        .split(/\r\n?|\n/)
        .map((line) => withoutLinks(flat(line)))
        .join('\n')
        .trim()
    case 'link':
      return link(value)
    case 'date':
      if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value))
        throw new TypeError('A day is missing.')
      return moment(`${value}T00:00:00Z`).toLocaleDateString(language.tag, {
        dateStyle: 'long',
        timeZone: 'UTC',
      })
    case 'instant':
      return localMoment(moment(value), language)
    case 'count':
      if (typeof value !== 'number' || !Number.isInteger(value)) throw new TypeError('A number is missing.')
      return String(value)
    case 'amount':
      return amount(value, language)
    case 'word': {
      const known = typeof value === 'string' && Object.hasOwn(language.words, value)
      const said = known ? language.words[value]?.[language.locale] : undefined
      if (said === undefined) throw new TypeError('A word is missing.')
      return said
    }
  }
}

function link(value: unknown): string {
  const isLink = typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value)
  if (!isLink) throw new TypeError('A link is missing.')
  // As a browser reads it: without spaces or control characters.
  return new URL(value).href
}

/** `24 November 2026 at 13:00 (CET)` */
function localMoment(instant: Date, { tag, timeZone = DEFAULT_TIME_ZONE }: Language): string {
  const when = instant.toLocaleString(tag, { dateStyle: 'long', timeStyle: 'short', timeZone })
  const parts = new Intl.DateTimeFormat(tag, { timeZone, timeZoneName: 'short' }).formatToParts(instant)
  return `${when} (${parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone})`
}

function moment(value: unknown): Date {
  const date = new Date(typeof value === 'string' ? value : Number.NaN)
  if (Number.isNaN(date.getTime())) throw new TypeError('A moment is missing.')
  return date
}

function amount(value: unknown, language: Language): string {
  const given = typeof value === 'object' && value !== null ? value : {}
  const minor = 'amount' in given ? given.amount : undefined
  const currency = 'currency' in given ? given.currency : undefined
  if (!Number.isSafeInteger(minor) || typeof minor !== 'number' || typeof currency !== 'string') {
    throw new TypeError('An amount is missing.')
  }
  if (!/^[A-Z]{3}$/.test(currency)) throw new TypeError('A currency is missing.')
  return (minor / 100).toLocaleString(language.tag, { style: 'currency', currency, currencyDisplay: 'code' })
}

/** Dots of every script that mail programs take for the dot of a domain name. */
const DOT = /(?<=[^\s.])[.\u3002\uff0e\uff61\u2024](?=[\p{L}\p{N}-])/gu

/**
 * Makes sure that no mail program makes a link of a stranger's text: `example[.]com`, `https[:]//`. The text stays readable,
 * and numbers such as 1.5 stay as they are.
 */
export function withoutLinks(text: string): string {
  return text
    .replace(/:(?=\/\/)|(?<=\b(?:mailto|tel|sms|javascript|data)):/giu, '[:]')
    .replace(DOT, (dot, at: number, whole: string) => (isDecimal(whole, at) ? dot : '[.]'))
}

/** A number with one dot in it, such as 1.5. INVARIANT: four numbers with dots are an IP address, which must be changed. */
function isDecimal(text: string, at: number): boolean {
  return /(?<![\d.])\d+$/.test(text.slice(0, at)) && /^\d+(?![\d.]*\d)(?![\p{L}-])/u.test(text.slice(at + 1))
}

/**
 * Text from outside on one line, of any length: line breaks, control characters and those that change the direction
 * of writing become a space.
 */
function flat(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * Text from outside as part of one line, cut where it is very long. WHY: a name with a line break in it could end a
 * mail's header and begin another one, or pretend to be a sentence of ours.
 */
export function oneLine(text: string): string {
  const line = flat(text)
  const characters = Array.from(line)
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : line
}

const longest = 250
