import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Info, Mutation, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { asks } from '../../src/query/asks'
import type { WriteContext } from '../../src/write/write-context'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { ProductConnection } from './product.connection'
import { Product } from './product.entity'
import { UpdateProductInput } from './product.inputs'
import { ProductPayload } from './product.payload'
import { updateProduct } from './update-product'

@Resolver()
export class ProductResolver {
  @ReadOne(() => Product, 'One service.')
  readonly product: PlannedRead

  @ReadList(() => ProductConnection, 'The services you may see.')
  readonly products: PlannedRead

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
