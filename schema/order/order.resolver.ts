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
  Query,
  Resolver,
} from 'type-graphql'
import { work } from '../../src/read/price-list'
import { asks } from '../../src/read/schema/annotations'
import { type CustomQueryContext } from '../../src/write/custom-query'
import { type WriteContext } from '../../src/write/operation'
import { OrderApproval } from '../order-approval/order-approval.entity'
import { ProductCategory } from '../product/product-status'
import { renewProduct } from '../product/renew-product'
import { Payload } from '../user-error/user-error'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { cancelOrder } from './cancel-order'
import { Order, OrderConnection } from './order.entity'
import { placeOrder } from './place-order'
import { OrderQuote, quoteOrder } from './quote-order'

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

@InputType({ description: 'An order that is not delivered yet.' })
export class CancelOrderInput {
  @Field(() => ID, { description: 'The order: what was paid of it goes back.' })
  orderId: string

  @Field(() => String, idempotencyKey)
  idempotencyKey?: string | null
}

@ObjectType({ simpleResolvers: false, description: 'The result of an order.' })
class OrderPayload extends Payload {
  @Field(() => Order, { nullable: true, description: 'The order, as far as you may see it.' })
  order(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }

  @Field(() => OrderApproval, {
    nullable: true,
    description:
      'What the client’s owner has to approve first: the order goes beyond the limits of the mandate.',
  })
  approval(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@InputType({ description: 'What would be ordered, and for whom.' })
export class QuoteOrderInput {
  @Field(() => ID, {
    description: 'The Organisation it would be installed on: your own, or a client with full access.',
  })
  organisationId: string

  @Field(() => [OrderedLineInput], { description: 'From 1 to 50 services.' })
  lines: OrderedLineInput[]
}

@Resolver()
export class OrderResolver {
  @Extensions(asks('Organisation', 'placeOrder'))
  @Extensions(work({}))
  @Query(() => OrderQuote, {
    nullable: true,
    description:
      'What an order would cost and who would pay it, by the rules of `placeOrder`; nothing is written. Null where you may not know the Organisation.',
  })
  quoteOrder(
    @Arg('input', () => QuoteOrderInput) input: QuoteOrderInput,
    @Ctx() context: CustomQueryContext,
  ): Promise<OrderQuote | null> {
    return context.inspect(quoteOrder, input)
  }

  @ReadOne(() => Order, 'One order.')
  readonly order: PlannedRead

  @ReadList(() => OrderConnection, 'The orders you may see.')
  readonly orders: PlannedRead

  @Extensions(asks('Organisation', 'placeOrder'))
  @Extensions(work({ mails: 3, locked: 6, each: { locked: 3 } }))
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
  @Extensions(work({ mails: 3, locked: 8 }))
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

  @Extensions(asks('Order', 'cancel'))
  @Extensions(work({ locked: 8 }))
  @Mutation(() => OrderPayload, {
    description:
      'Withdraws an order that is not delivered yet: by who pays, which so refuses it, or by who placed it.',
  })
  async cancelOrder(
    @Arg('input', () => CancelOrderInput) input: CancelOrderInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OrderPayload> {
    return new OrderPayload(await context.write(info, cancelOrder, input))
  }
}
