import type { PrintedMoney } from './printed-invoice'

/** Writes values in a language. What is absent is nothing. */
export interface Pen {
  /** One line of text: breaks and control characters, which have no shape on paper, are spaces. */
  readonly text: (value: string | null) => string
  /** A calendar day, `YYYY-MM-DD`. */
  readonly day: (value: string | null) => string
  readonly money: (value: PrintedMoney) => string
  /** A decimal part of one: "0.081" is 8.1 %. */
  readonly rate: (value: string | null) => string
  /** An ISO 3166 code. */
  readonly country: (code: string) => string
}

/** @param tag IETF language tag, `fr-CH`. */
export function penOf(tag: string): Pen {
  const days = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' })
  const rates = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 2 })
  const countries = new Intl.DisplayNames(tag, { type: 'region' })
  const written = (amount: string, currency: string): string =>
    new Intl.NumberFormat(tag, { style: 'currency', currency, currencyDisplay: 'code' }).format(
      Number(amount),
    )
  return {
    text: (value) => (value ?? '').replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim(),
    day: (value) => (value === null ? '' : days.format(new Date(`${value}T00:00:00Z`))),
    money: (value) => (value === null ? '' : written(value.amount, value.currency)),
    rate: (value) => (value === null ? '' : rates.format(Number(value))),
    country: (code) => countries.of(code) ?? code,
  }
}
