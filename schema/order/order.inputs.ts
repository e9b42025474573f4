import { Field, ID, InputType, Int } from 'type-graphql'
import { ProductCategory } from '../product/product-category'

const idempotencyKey = {
  nullable: true,
  description: 'The same key and input again give the same answer, and nothing is done twice.',
}

@InputType({ description: 'One service to be ordered.' })
export class OrderedLineInput {
  @Field(() => ProductCategory, { description: 'What kind of service.' })
  category: ProductCategory

  @Field(() => String, { description: 'What it shall be called; of a domain name, the name itself.' })
  name: string

  @Field(() => Int, { defaultValue: 1, description: 'For how many years, from 1 to 10.' })
  years: number

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether it renews itself, at the cost of who pays this order.',
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
      'The client takes over the cost of a service that its Partner pays; an unpaid renewal of the Partner is withdrawn.',
  })
  atOwnCost: boolean

  @Field(() => String, idempotencyKey)
  idempotencyKey?: string | null
}
