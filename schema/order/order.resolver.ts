import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Info, Mutation, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { asks } from '../../src/query/asks'
import type { WriteContext } from '../../src/write/write-context'
import { renewProduct } from '../product/renew-product'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { OrderConnection } from './order.connection'
import { Order } from './order.entity'
import { PlaceOrderInput, RenewProductInput } from './order.inputs'
import { OrderPayload } from './order.payload'
import { placeOrder } from './place-order'

@Resolver()
export class OrderResolver {
  @ReadOne(() => Order, 'One order.')
  readonly order: PlannedRead

  @ReadList(() => OrderConnection, 'The orders you may see.')
  readonly orders: PlannedRead

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
