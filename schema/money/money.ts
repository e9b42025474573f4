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
