import { type GraphQLResolveInfo } from 'graphql'
import {
  Arg,
  Ctx,
  Extensions,
  Field,
  ID,
  Info,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql'
import { work } from '../../src/read/price-list'
import { asks } from '../../src/read/schema/annotations'
import { type WriteContext } from '../../src/write/operation'
import { ProductCategory } from '../product/product-status'
import { renewProduct } from '../product/renew-product'
import { Payload } from '../user-error/user-error'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { Order, OrderConnection } from './order.entity'
import { placeOrder } from './place-order'

const idempotencyKey = {
  nullable: true,
  description: 'The same key and input again give the same answer, and nothing is done twice.',
}

@InputType({ description: 'One service to be ordered.' })
export class OrderedLineInput {
  @Field(() => ProductCategory, { description: 'What kind of service.' })
  category: ProductCategory

  @Field(() => String, { description: 'Its name; for a domain, the domain name itself.' })
  name: string

  @Field(() => Int, { defaultValue: 1, description: 'For how many years, from 1 to 10.' })
  years: number

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether it renews itself, at the cost of the payer of this order.',
  })
  autoRenew: boolean
}

@InputType({ description: 'What is ordered, and for whom.' })
export class PlaceOrderInput {
  @Field(() => ID, {
    description: 'The Organisation it is installed on: your own, or a client with full access.',
  })
  organisationId: string

  @Field(() => [OrderedLineInput], { description: 'From 1 to 50 services.' })
  lines: OrderedLineInput[]

  @Field(() => String, idempotencyKey)
  idempotencyKey?: string | null
}

@InputType({ description: 'A service to be renewed.' })
export class RenewProductInput {
  @Field(() => ID, { description: 'The service.' })
  productId: string

  @Field(() => Int, { defaultValue: 1, description: 'For how many years, from 1 to 10.' })
  years: number

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether an unpaid renewal of your Partner is withdrawn to make way for yours. What you renew you pay in any case.',
  })
  atOwnCost: boolean

  @Field(() => String, idempotencyKey)
  idempotencyKey?: string | null
}

@ObjectType({ simpleResolvers: false, description: 'The result of an order.' })
class OrderPayload extends Payload {
  @Field(() => Order, { nullable: true, description: 'The order, as far as you may see it.' })
  order(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

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
