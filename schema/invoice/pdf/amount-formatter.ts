import { type PrintedMoney } from './invoice-download'

/** Formats values in a language. An absent value becomes an empty text. */
export interface AmountFormatter {
  /**
   * One line of text that somebody wrote: composed (NFC), breaks and control characters, which have no shape on paper, are
   * spaces. What is written from right to left is kept apart, so that it never reorders the words around it.
   */
  readonly text: (value: string | null) => string
  /** A calendar day, `YYYY-MM-DD`. */
  readonly day: (value: string | null) => string
  readonly money: (value: PrintedMoney) => string
  /** A decimal part of one: "0.081" is "8.1%" in English, else "8,1 %", as Swiss authorities write rates. */
  readonly rate: (value: string | null) => string
  /** An ISO 3166 code. */
  readonly country: (code: string) => string
}

/** @param tag IETF language tag, `fr-CH`. */
export function amountFormatterOf(tag: string): AmountFormatter {
  const days = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' })
  const countries = new Intl.DisplayNames(tag, { type: 'region' })
  const written = (amount: string, currency: string): string =>
    new Intl.NumberFormat(tag, { style: 'currency', currency, currencyDisplay: 'code' }).format(
      Number(amount),
    )
  return {
    text: (value) => isolated(lineOf(value ?? '')),
    day: (value) => (value === null ? '' : days.format(new Date(`${value}T00:00:00Z`))),
    money: (value) => (value === null ? '' : written(value.amount, value.currency)),
    rate: (value) => (value === null ? '' : rateIn(tag, Number(value))),
    country: (code) => countries.of(code) ?? code,
  }
}

/** WHY not the locale's own percent: `de-CH` and `it-CH` have a point there, and no French nor German rate sticks to its sign. */
function rateIn(tag: string, part: number): string {
  if (tag.startsWith('en')) {
    return new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 2 }).format(part)
  }
  const number = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 2 }).format(part * 100)
  return `${number}\u00A0%`
}

function lineOf(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(UNSEEN, '')
    .trim()
}

/** Marks that change the direction of text, which could disguise a name or an amount, and code points that are no characters. */
const UNSEEN = /[\u200B\u202A-\u202E\u2060\u2066-\u2069\uFEFF\uFFF9-\uFFFB\p{Noncharacter_Code_Point}]/gu

/** First strong isolate, and its end (UAX #9). */
function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text
}

const RIGHT_TO_LEFT = /[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u
