import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql'
import type { ReadContext } from '../../src/query/read-context'
import { OrderConnection } from './order.connection'
import { Order } from './order.entity'

@Resolver()
export class OrderResolver {
  @Query(() => Order, { nullable: true, description: 'One order.' })
  order(
    @Arg('id', () => ID) _id: string,
    @Ctx() context: ReadContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.read(info)
  }

  @Query(() => OrderConnection, { description: 'The orders you may see.' })
  orders(@Ctx() context: ReadContext, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.read(info)
  }
}
