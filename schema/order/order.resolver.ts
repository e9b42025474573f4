import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, ID, Info, Mutation, Query, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { asks } from '../../src/query/asks'
import type { ReadContext } from '../../src/query/read-context'
import type { WriteContext } from '../../src/write/write-context'
import { renewProduct } from '../product/renew-product'
import { OrderConnection } from './order.connection'
import { Order } from './order.entity'
import { PlaceOrderInput, RenewProductInput } from './order.inputs'
import { OrderPayload } from './order.payload'
import { placeOrder } from './place-order'

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

  @Extensions(asks('Organisation', 'placeOrder'))
  @Extensions(work({ locked: 6, each: { locked: 3 } }))
  @Mutation(() => OrderPayload, {
    description:
      'Orders services for your Organisation or, with full access, for a client; the payment mode decides who pays.',
  })
  async placeOrder(
    @Arg('input', () => PlaceOrderInput) input: PlaceOrderInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OrderPayload> {
    return new OrderPayload(await context.write(info, placeOrder, input))
  }

  @Extensions(asks('Product', 'renew'))
  @Extensions(work({ locked: 8 }))
  @Mutation(() => OrderPayload, {
    description: 'Renews a service: its due date moves when the invoice is paid.',
  })
  async renewProduct(
    @Arg('input', () => RenewProductInput) input: RenewProductInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OrderPayload> {
    return new OrderPayload(await context.write(info, renewProduct, input))
  }
}
