import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Info, Mutation, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { asks } from '../../src/query/asks'
import type { WriteContext } from '../../src/write/write-context'
import { type PlannedRead, ReadOne } from '../relay/read-query'
import { PrepaidAccount } from './prepaid-account.entity'
import { WithdrawPrepaidInput } from './prepaid-account.inputs'
import { PrepaidAccountPayload } from './prepaid-account.payload'
import { withdrawPrepaid } from './withdraw-prepaid'

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
