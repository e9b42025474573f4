import { Field, ObjectType } from 'type-graphql'
import { DecimalScalar } from '../scalars'

/** An amount as callers see it. It is stored as integer minor units beside its row's currency. */
@ObjectType({ description: 'An amount of money in one currency.' })
export class Money {
  @Field(() => DecimalScalar, { description: 'The amount in major units, exact: "277.76".' })
  amount: string

  @Field(() => String, { description: 'The ISO 4217 currency code: CHF or EUR.' })
  currency: string
}

/** An amount for a sentence in any language: `CHF 1234.05`. */
export function amountText({
  amount,
  currency,
}: {
  readonly amount: number
  readonly currency: string
}): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  return `${currency} ${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** An amount as people write it, `12.50` or `12`, in minor units; undefined where it is none, or not above zero. */
export function minorUnitsOf(text: string): number | undefined {
  const parts = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (parts === null) return undefined
  const [, whole = '', cents = ''] = parts
  const amount = Number(whole) * 100 + Number(cents.padEnd(2, '0'))
  return amount === 0 ? undefined : amount
}
