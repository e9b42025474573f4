import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, ID, Info, Mutation, Query, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { asks } from '../../src/query/asks'
import type { ReadContext } from '../../src/query/read-context'
import type { WriteContext } from '../../src/write/write-context'
import { ProductConnection } from './product.connection'
import { Product } from './product.entity'
import { UpdateProductInput } from './product.inputs'
import { ProductPayload } from './product.payload'
import { updateProduct } from './update-product'

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

  @Extensions(asks('Product', 'update', 'autoRenew'))
  @Extensions(work({ locked: 3 }))
  @Mutation(() => ProductPayload, {
    description: 'Turns the automatic renewal of a service on or off: whoever pays for it decides.',
  })
  async updateProduct(
    @Arg('input', () => UpdateProductInput) input: UpdateProductInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductPayload> {
    return new ProductPayload(await context.write(info, updateProduct, input))
  }
}
