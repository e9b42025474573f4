import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql'
import type { ReadContext } from '../../src/query/read-context'
import { PrepaidAccount } from './prepaid-account.entity'

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
}
