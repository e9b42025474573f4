import { z } from 'zod'
import { minorUnitsOf } from '../money/money'

/** An amount of an answer, as mails take it. */
export const money = z
  .object({ amount: z.string(), currency: z.string() })
  .transform(({ amount, currency }) => ({
    amount: signed(amount),
    currency,
  }))

function signed(text: string): number {
  const minus = text.startsWith('-')
  const units = minorUnitsOf(minus ? text.slice(1) : text) ?? 0
  return minus ? -units : units
}

/** A row of which the name is needed. */
export const named = z.object({ name: z.string() })
