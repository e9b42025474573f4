import { type GraphQLResolveInfo } from 'graphql'
import {
  Arg,
  Ctx,
  Extensions,
  Field,
  ID,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql'
import { work } from '../../src/read/price-list'
import { asks } from '../../src/read/schema/annotations'
import { type WriteContext } from '../../src/write/operation'
import { DecimalScalar } from '../scalars'
import { Payload } from '../user-error/user-error'
import { type PlannedRead, ReadOne } from '../relay/read-query'
import { withdrawPrepaid } from './move-prepaid'
import { PrepaidAccount } from './prepaid-account.entity'

@InputType({ description: 'Money to be paid out of a prepaid account.' })
export class WithdrawPrepaidInput {
  @Field(() => ID, { description: 'The prepaid account.' })
  accountId: string

  @Field(() => DecimalScalar, { description: 'How much, in the currency of the account: "12.50".' })
  amount: string

  @Field(() => String, { nullable: true, description: 'Makes a repeated request answer as the first did.' })
  idempotencyKey?: string | null
}

@ObjectType({ simpleResolvers: false, description: 'The result of a movement of a prepaid account.' })
class PrepaidAccountPayload extends Payload {
  @Field(() => PrepaidAccount, {
    nullable: true,
    description: 'The prepaid account as it is now, if you may see it.',
  })
  prepaidAccount(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@Resolver()
export class PrepaidAccountResolver {
  @ReadOne(() => PrepaidAccount, 'One prepaid account.')
  readonly prepaidAccount: PlannedRead

  @Extensions(asks('PrepaidAccount', 'withdraw'))
  @Extensions(work({ locked: 3 }))
  @Mutation(() => PrepaidAccountPayload, {
    description:
      'Takes money out of a prepaid account; it is paid out by the provider. Owners and administrators.',
  })
  async withdrawPrepaid(
    @Arg('input', () => WithdrawPrepaidInput) input: WithdrawPrepaidInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PrepaidAccountPayload> {
    return new PrepaidAccountPayload(await context.write(info, withdrawPrepaid, input))
  }
}
