import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql'
import type { ReadContext } from '../../src/query/read-context'
import { PartnerConnection } from './partner.connection'
import { Partner } from './partner.entity'

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

  @Query(() => PartnerConnection, { description: 'The directory of Partners.' })
  partners(
    @Arg('search', () => String, { nullable: true, description: 'A part of the name or e-mail address.' })
    _search: string | undefined,
    @Ctx() context: ReadContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.read(info)
  }
}
