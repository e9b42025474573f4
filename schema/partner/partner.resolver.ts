import { type GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, ID, Info, Query, Resolver } from 'type-graphql'
import { type Searches } from '../../src/read/plan/plan-search'
import { type ReadContext } from '../../src/read/read-context'
import { Partner, PartnerConnection } from './partner.entity'

@Resolver()
export class PartnerResolver {
  @Query(() => Partner, { nullable: true, description: 'One Partner of the directory.' })
  partner(
    @Arg('id', () => ID) _id: string,
    @Ctx() context: ReadContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.read(info)
  }

  @Extensions({ searches: { contains: 'displayName', equals: 'email' } satisfies Searches })
  @Query(() => PartnerConnection, { description: 'The directory of Partners.' })
  partners(
    @Arg('search', () => String, {
      nullable: true,
      description: 'A part of the name, whatever the case and the accents, or a whole e-mail address.',
    })
    _search: string | undefined,
    @Ctx() context: ReadContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.read(info)
  }
}
