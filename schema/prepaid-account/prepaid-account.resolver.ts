import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, ID, Info, Mutation, Query, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { asks } from '../../src/query/asks'
import type { ReadContext } from '../../src/query/read-context'
import type { WriteContext } from '../../src/write/write-context'
import { PrepaidAccount } from './prepaid-account.entity'
import { WithdrawPrepaidInput } from './prepaid-account.inputs'
import { PrepaidAccountPayload } from './prepaid-account.payload'
import { withdrawPrepaid } from './withdraw-prepaid'

@Resolver()
export class PrepaidAccountResolver {
  @Query(() => PrepaidAccount, { nullable: true, description: 'One prepaid account.' })
  prepaidAccount(
    @Arg('id', () => ID) _id: string,
    @Ctx() context: ReadContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.read(info)
  }

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
