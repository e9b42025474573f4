import { Field, ID, InputType } from 'type-graphql'
import { DecimalScalar } from '../scalars'

@InputType({ description: 'Money to be paid out of a prepaid account.' })
export class WithdrawPrepaidInput {
  @Field(() => ID, { description: 'The prepaid account.' })
  accountId: string

  @Field(() => DecimalScalar, { description: 'How much, in the currency of the account: "12.50".' })
  amount: string

  @Field(() => String, { nullable: true, description: 'Makes a repeated request answer as the first did.' })
  idempotencyKey?: string | null
}
