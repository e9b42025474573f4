import type { SqlValue } from '../database'
import type { Part, ScalarForm } from '../plan/view'

/** A stored value as the API shows it. Absent stays null. */
export function scalarOf(form: ScalarForm, value: SqlValue | undefined): unknown {
  if (value === null || value === undefined) return null
  switch (form) {
    case 'text':
      return String(value)
    case 'int':
      return Number(value)
    case 'bool':
      return Number(value) === 1
    case 'instant':
      return instantOf(String(value))
    case 'rate':
      return decimalOf(String(value), 4)
    case 'words':
      return String(value)
        .split(' ')
        .filter((word) => word !== '')
  }
}

/** Stored instants are UTC texts, `2026-01-02 03:04:05.000`; the API shows ISO 8601. */
export function instantOf(stored: string): string {
  return `${stored.replace(' ', 'T')}Z`
}

/** The parts of an amount that were selected; null where there is no amount. */
export function moneyOf(parts: readonly Part[], money: StoredMoney): unknown {
  if (money.amount === null || money.amount === undefined) return null
  const answer: Record<string, unknown> = {}
  for (const part of parts) {
    answer[part.key] =
      part.name === 'amount'
        ? decimalOf(String(money.amount), 2, 2)
        : part.name === 'currency'
          ? money.currency
          : 'Money'
  }
  return answer
}

export interface StoredMoney {
  readonly amount: SqlValue | undefined
  readonly currency: SqlValue | undefined
}

/**
 * An integer in units of 10^-places as an exact decimal: 27776 with two places is "277.76".
 * @param least how many decimals are always shown; amounts show their cents, rates no idle zeros.
 */
export function decimalOf(units: string, places: number, least = 0): string {
  const match = /^(-?)(\d+)(?:\.0+)?$/.exec(units)
  if (match === null) throw new Error('A stored amount is not an integer')
  const digits = (match[2] ?? '').padStart(places + 1, '0')
  let fraction = digits.slice(-places)
  while (fraction.length > least && fraction.endsWith('0')) fraction = fraction.slice(0, -1)
  const whole = digits.slice(0, -places)
  return `${match[1] ?? ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}
