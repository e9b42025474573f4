import { DEFAULT_TIME_ZONE } from '../legal-day'
import { flat } from './flat'
import type { FactKinds, Word } from './mail-forms'
import { words } from './mail-forms'
import type { Language } from './language'
import { oneLine } from './one-line'
import { withoutLinks } from './without-links'

/** A fact in words of a language. Anything that is not of its kind is refused: mails come out of a stored row. */
export function writeFact(kind: keyof FactKinds, value: unknown, language: Language): string {
  switch (kind) {
    case 'text':
      if (typeof value !== 'string' || oneLine(value) === '') throw new TypeError('A text is missing.')
      return withoutLinks(oneLine(value))
    case 'ours':
      if (typeof value !== 'string' || oneLine(value) === '') throw new TypeError('A text is missing.')
      return oneLine(value)
    case 'lines':
      if (typeof value !== 'string' || oneLine(value) === '') throw new TypeError('A text is missing.')
      // INVARIANT: breaks, and nothing else that is not of a line.
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
      const word: Word | undefined = words.find((each) => each === value)
      if (word === undefined) throw new TypeError('A word is missing.')
      return language.words[word]
    }
  }
}

function link(value: unknown): string {
  const isLink = typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value)
  if (!isLink) throw new TypeError('A link is missing.')
  // As the browser will read it: without spaces or control characters.
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
