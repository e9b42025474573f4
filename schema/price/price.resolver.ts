import { type GraphQLResolveInfo } from 'graphql'
import { Ctx, Info, Query, Resolver } from 'type-graphql'
import { type ReadContext } from '../../src/read/read-context'
import { PriceConnection } from './price.entity'

@Resolver()
export class PriceResolver {
  @Query(() => PriceConnection, { description: 'The price list: what a year of each kind of service costs.' })
  prices(@Ctx() context: ReadContext, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.read(info)
  }
}
