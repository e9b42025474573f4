import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql'
import type { ReadContext } from '../../src/query/read-context'
import { ProductConnection } from './product.connection'
import { Product } from './product.entity'

@Resolver()
export class ProductResolver {
  @Query(() => Product, { nullable: true, description: 'One service.' })
  product(
    @Arg('id', () => ID) _id: string,
    @Ctx() context: ReadContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.read(info)
  }

  @Query(() => ProductConnection, { description: 'The services you may see.' })
  products(@Ctx() context: ReadContext, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.read(info)
  }
}
