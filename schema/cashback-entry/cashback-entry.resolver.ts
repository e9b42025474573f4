import { type GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql'
import { type ReadContext } from '../../src/read/read-context'
import { CashbackEntry, CashbackEntryConnection } from './cashback-entry.entity'

@Resolver()
export class CashbackEntryResolver {
  @Query(() => CashbackEntry, { nullable: true, description: 'One entry of a Partner’s cashback ledger.' })
  cashbackEntry(
    @Arg('id', () => ID) _id: string,
    @Ctx() context: ReadContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.read(info)
  }

  @Query(() => CashbackEntryConnection, { description: 'The cashback entries you may see.' })
  cashbackEntries(@Ctx() context: ReadContext, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.read(info)
  }
}
