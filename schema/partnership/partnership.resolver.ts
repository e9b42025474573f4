import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql'
import type { ReadContext } from '../../src/query/read-context'
import { PartnershipConnection } from './partnership.connection'
import { Partnership } from './partnership.entity'

@Resolver()
export class PartnershipResolver {
  @Query(() => Partnership, { nullable: true, description: 'One mandate between a client and a Partner.' })
  partnership(
    @Arg('id', () => ID) _id: string,
    @Ctx() context: ReadContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.read(info)
  }

  @Query(() => PartnershipConnection, { description: 'The partnerships you may see.' })
  partnerships(@Ctx() context: ReadContext, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.read(info)
  }
}
