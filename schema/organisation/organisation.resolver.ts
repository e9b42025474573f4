import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql'
import type { ReadContext } from '../../src/query/read-context'
import { OrganisationConnection } from './organisation.connection'
import { Organisation } from './organisation.entity'

@Resolver()
export class OrganisationResolver {
  @Query(() => Organisation, { nullable: true, description: 'One Organisation.' })
  organisation(
    @Arg('id', () => ID) _id: string,
    @Ctx() context: ReadContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.read(info)
  }

  @Query(() => OrganisationConnection, { description: 'The Organisations you may see.' })
  organisations(@Ctx() context: ReadContext, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.read(info)
  }
}
